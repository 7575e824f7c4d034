import type { Attachment } from '../../schemas/attachment.ts';
import type { SlotRoom } from '../../schemas/contract/attachment-list.ts';
import type { Form, Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { newFileAddress } from '../shared/attachments/addresses.ts';
import { FileFacts, fileName } from '../shared/attachments/file-list.tsx';
import { fileAddress } from '../shared/attachments/own-files.tsx';
import type { Room } from '../shared/attachments/room.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { postedAs } from '../shared/http/page-of.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { kindsOf } from './kinds.ts';
import { filesIn } from './list-files.ts';
import { RoomLeft } from './room-left.tsx';
import { Secrecy } from './secrecy.tsx';
import { UPLOADER_SCRIPTS, Uploader } from './uploader.tsx';

const WORDS = {
  title: { zh: '上传文件', en: 'Upload a file' },
  replace: { zh: (name: string) => `替换“${name}”`, en: (name: string) => `Replace “${name}”` },
  type: { zh: '文件类型', en: 'Kind of file' },
  hint: {
    zh: '请先选择文件类型，下一步选择文件。',
    en: 'Choose the kind of file first; the next page asks for the file itself.',
  },
  go: { zh: '继续', en: 'Continue' },
  replaces: {
    zh: '新文件传完后，原文件将被移除（已提交的报送中仍保留）。',
    en: 'When the new file has arrived the old one is removed; what was submitted before keeps it.',
  },
  there: { zh: '此处已有的文件', en: 'Files that are here already' },
  instead: { zh: '替换', en: 'Replace' },
  back: { zh: '返回报表', en: 'Back to the report' },
};

export interface ChoosePage {
  form: Form;
  slot: Slot;
  session: Session;
  language: Language;
  rooms: readonly Room[];
  room: SlotRoom;
  /** Of the report. */
  files: readonly Attachment[];
  /** The file that the new one takes the place of. */
  replaces?: string | undefined;
  /** Why no file can be uploaded now; one of those that are there can be replaced all the same. */
  blocked?: readonly Detail[] | undefined;
}

/** What has arrived in the slot, each to be replaced by another. */
function FilesThere({ form, slot, files, language }: ChoosePage) {
  const t = speak(language);
  const arrived = filesIn(slot, files).filter(({ pin }) => pin);
  if (arrived.length === 0) return null;
  return (
    <section aria-labelledby="there">
      <h2 id="there">{t(WORDS.there)}</h2>
      <ul class="list">
        {arrived
          .map((file) => attachmentSummary(file, language))
          .map((file) => (
            <li>
              <FileFacts file={file} language={language} href={fileAddress(form.id, file)} />{' '}
              <a href={newFileAddress(form.id, slot.id, file.id)}>
                {t(WORDS.instead)}
                <span class="visually-hidden"> {fileName(file, language)}</span>
              </a>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Takes the file: with script at once, else its kind first. */
function Take({ form, slot, session, language, files, replaces }: ChoosePage) {
  const t = speak(language);
  return (
    <>
      <Uploader
        form={form.id}
        slot={slot}
        session={session}
        language={language}
        files={files}
        replaces={replaces}
      />
      <form method="post" action={postedAs(session.unit ?? '', `/reports/${form.id}/attachments`)} data-plain>
        <input type="hidden" name="slot" value={slot.id} />
        {replaces !== undefined && <input type="hidden" name="replaces" value={replaces} />}
        <div class="field">
          <label for="type">{t(WORDS.type)}</label>
          <p class="hint" id="type-hint">
            {t(WORDS.hint)}
          </p>
          <select id="type" name="type" aria-describedby="type-hint">
            {kindsOf(slot).map(({ contentType, extensions }) => (
              <option value={contentType}>{extensions.join(' / ')}</option>
            ))}
          </select>
        </div>
        <div class="buttons">
          <button type="submit">{t(WORDS.go)}</button>
        </div>
      </form>
    </>
  );
}

/** Asks for the kind of file: what may be sent is signed with its content type before the file is known. */
export function choosePage(props: ChoosePage): string {
  const { form, slot, session, language, rooms, room, files, replaces, blocked = [] } = props;
  const isOpen = blocked.length === 0;
  const t = speak(language);
  const old = files.find(({ id }) => id === replaces);
  const title = old ? WORDS.replace[language](fileName(old, language)) : t(WORDS.title);
  return page({
    title: `${title} – ${t(slot.title)}`,
    language,
    session,
    query: { slot: slot.id, replaces },
    error: !isOpen,
    scripts: isOpen ? UPLOADER_SCRIPTS : [],
    children: (
      <>
        <ErrorSummary details={blocked} language={language} />
        <p class="caption">{t(form.title)}</p>
        <h1>
          {title} – {t(slot.title)}
        </h1>
        <Secrecy language={language} />
        {slot.description && <p>{t(slot.description)}</p>}
        <RoomLeft slot={room} rooms={rooms} language={language} />
        {replaces !== undefined && <p class="notice">{t(WORDS.replaces)}</p>}
        {isOpen && <Take {...props} />}
        {replaces === undefined && <FilesThere {...props} />}
        <p>
          <a href={`/reports/${form.id}`}>{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
