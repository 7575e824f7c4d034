import { MOST_CAPTION } from '../../schemas/attachment.ts';
import type { AttachmentSummary } from '../../schemas/contract/attachments.ts';
import type { Finding, Slot } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { FileFacts, fileName } from '../shared/attachments/file-list.tsx';
import { fileAddress } from '../shared/attachments/own-files.tsx';
import { FindingText, Marked } from '../shared/fields/frame.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import { FileNotice, RemovedFiles } from './file-notice.tsx';
import { CAPTION } from './posted.ts';

const WORDS = {
  title: { zh: '附件', en: 'Attachments' },
  upload: { zh: '上传文件', en: 'Upload a file' },
  remove: { zh: '移除', en: 'Remove' },
  replace: { zh: '替换', en: 'Replace' },
  up: { zh: '上移', en: 'Move up' },
  down: { zh: '下移', en: 'Move down' },
  caption: { zh: '说明', en: 'Caption' },
  goOn: { zh: '继续上传', en: 'Go on uploading' },
  required: { zh: '必传', en: 'required' },
  full: { zh: '已达到文件数上限。', en: 'No more files can be added here.' },
  none: { zh: '尚无文件。', en: 'No files yet.' },
};

interface SlotProps {
  form: string;
  slot: Slot;
  files: AttachmentSummary[];
  removed: AttachmentSummary[];
  notice: FileNotice | undefined;
  finding: Finding | undefined;
  marked: boolean;
  captions: ReadonlyMap<string, string> | undefined;
  reason: string | undefined;
  language: Language;
}

interface FileProps {
  form: string;
  file: AttachmentSummary;
  caption: string | undefined;
  isFirst: boolean;
  isLast: boolean;
  language: Language;
}

/** A file, with what can be changed of it. Its place is changed by buttons that go by keyboard and without script. */
function SlotFile({ form, file, caption, isFirst, isLast, language }: FileProps) {
  const t = speak(language);
  const id = idOf(`/captions/${file.id}`);
  const arrived = file.state !== 'awaiting';
  const name = fileName(file, language);
  const buttons = [
    !isFirst && (['file-up', file.id, WORDS.up] as const),
    !isLast && (['file-down', file.id, WORDS.down] as const),
    arrived && (['replace-file', `${file.slot}/${file.id}`, WORDS.replace] as const),
    ['remove-file', file.id, WORDS.remove] as const,
  ].filter((button) => button !== false);
  return (
    <li>
      <FileFacts file={{ ...file, caption: undefined }} language={language} href={fileAddress(form, file)} />{' '}
      {!arrived && <a href={fileAddress(form, file)}>{t(WORDS.goOn)}</a>}
      <div class="field">
        <label for={id}>
          {t(WORDS.caption)}
          <span class="visually-hidden"> {name}</span>
        </label>{' '}
        <input
          type="text"
          id={id}
          name={`${CAPTION}${file.id}`}
          value={caption ?? ''}
          maxlength={MOST_CAPTION}
          autocomplete="off"
        />
      </div>
      {buttons.map(([action, of, word]) => (
        <>
          <button type="submit" name="action" value={`${action}:${of}`} class="link">
            {t(word)}
            <span class="visually-hidden"> {name}</span>
          </button>{' '}
        </>
      ))}
    </li>
  );
}

function SlotFiles(props: SlotProps) {
  const { form, slot, files, removed, notice, captions, finding, marked, reason, language } = props;
  const t = speak(language);
  const id = idOf(`/attachments/${slot.id}`);
  const gone = removed.filter(({ state }) => state !== 'awaiting');
  const hasPlace = files.filter(({ state }) => state !== 'awaiting').length < slot.max;
  return (
    <fieldset class={finding?.severity === 'blocking' ? 'field field-error' : 'field'}>
      <legend>
        {t(slot.title)}
        {slot.min > 0 && <span class="unit"> ({t(WORDS.required)})</span>}
      </legend>
      {slot.description && <p class="hint">{t(slot.description)}</p>}
      {notice && (
        <FileNotice
          notice={notice}
          undo={hasPlace && gone.some(({ id }) => id === notice.file.id)}
          language={language}
        />
      )}
      {marked && <Marked id={id} reason={reason} language={language} />}
      {finding && <FindingText finding={finding} id={id} language={language} />}
      {files.length === 0 ? (
        <p>{t(WORDS.none)}</p>
      ) : (
        <ul class="list">
          {files.map((file) => (
            <SlotFile
              form={form}
              file={file}
              caption={captions?.get(file.id) ?? file.caption}
              isFirst={file === files[0]}
              isLast={file === files.at(-1)}
              language={language}
            />
          ))}
        </ul>
      )}
      {/* Where the error summary leads, so it is there even when nothing more can be added. */}
      {hasPlace ? (
        <button
          type="submit"
          name="action"
          value={`upload:${slot.id}`}
          class="secondary"
          id={id}
          aria-describedby={finding && `${id}-error`}
        >
          {t(WORDS.upload)}
          <span class="visually-hidden"> {t(slot.title)}</span>
        </button>
      ) : (
        <p id={id} tabindex={-1} class="hint">
          {t(WORDS.full)}
        </p>
      )}
      <RemovedFiles files={gone} hasPlace={hasPlace} language={language} />
    </fieldset>
  );
}

/** The files of a report, slot by slot. Its buttons belong to the report's form, so that they save what was typed. */
export function AttachmentsSection({
  form,
  slots,
  files,
  removed,
  notice,
  captions,
  findings,
  marked,
  reason,
  language,
}: {
  form: string;
  slots: readonly Slot[];
  files: readonly AttachmentSummary[];
  /** Those that were removed: what had arrived can be taken back. */
  removed: readonly AttachmentSummary[];
  notice: FileNotice | undefined;
  captions: ReadonlyMap<string, string> | undefined;
  findings: ReadonlyMap<string, Finding>;
  marked: ReadonlySet<string>;
  reason: string | undefined;
  language: Language;
}) {
  return (
    <section>
      <h2>{speak(language)(WORDS.title)}</h2>
      {slots.map((slot) => (
        <SlotFiles
          form={form}
          slot={slot}
          files={files.filter((file) => file.slot === slot.id)}
          removed={removed.filter((file) => file.slot === slot.id)}
          notice={notice?.file.slot === slot.id ? notice : undefined}
          captions={captions}
          finding={findings.get(`/attachments/${slot.id}`)}
          marked={marked.has(`/attachments/${slot.id}`)}
          reason={reason}
          language={language}
        />
      ))}
    </section>
  );
}
