import type { Attachment } from '../../schemas/attachment.ts';
import type { Form, Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { fileName } from '../shared/attachments/file-list.tsx';
import type { Room } from '../shared/attachments/room.ts';
import { postedAs } from '../shared/http/page-of.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { kindsOf } from './kinds.ts';
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
  back: { zh: '返回报表', en: 'Back to the report' },
};

export interface ChoosePage {
  form: Form;
  slot: Slot;
  session: Session;
  language: Language;
  rooms: readonly Room[];
  /** Of the report. */
  files: readonly Attachment[];
  /** The file that the new one takes the place of. */
  replaces?: string | undefined;
}

/** Asks for the kind of file: what may be sent is signed with its content type before the file is known. */
export function choosePage({ form, slot, session, language, rooms, files, replaces }: ChoosePage): string {
  const t = speak(language);
  const old = files.find(({ id }) => id === replaces);
  const title = old ? WORDS.replace[language](fileName(old, language)) : t(WORDS.title);
  return page({
    title: `${title} – ${t(slot.title)}`,
    language,
    session,
    query: { slot: slot.id, replaces },
    scripts: UPLOADER_SCRIPTS,
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {title} – {t(slot.title)}
        </h1>
        <Secrecy language={language} />
        {slot.description && <p>{t(slot.description)}</p>}
        <RoomLeft rooms={rooms} language={language} />
        {replaces !== undefined && <p class="notice">{t(WORDS.replaces)}</p>}
        <Uploader
          form={form.id}
          slot={slot}
          session={session}
          language={language}
          files={files}
          replaces={replaces}
        />
        <form
          method="post"
          action={postedAs(session.unit ?? '', `/reports/${form.id}/attachments`)}
          data-plain
        >
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
        <p>
          <a href={`/reports/${form.id}`}>{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
