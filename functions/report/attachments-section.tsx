import type { AttachmentSummary } from '../../schemas/contract/attachments.ts';
import type { Finding, Slot } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { FileFacts, fileName } from '../shared/attachments/file-list.tsx';
import { fileAddress } from '../shared/attachments/own-files.tsx';
import { FindingText, Marked } from '../shared/fields/frame.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  title: { zh: '附件', en: 'Attachments' },
  upload: { zh: '上传文件', en: 'Upload a file' },
  remove: { zh: '移除', en: 'Remove' },
  goOn: { zh: '继续上传', en: 'Go on uploading' },
  required: { zh: '必传', en: 'required' },
  full: { zh: '已达到文件数上限。', en: 'No more files can be added here.' },
  none: { zh: '尚无文件。', en: 'No files yet.' },
};

interface SlotProps {
  form: string;
  slot: Slot;
  files: AttachmentSummary[];
  finding: Finding | undefined;
  marked: boolean;
  reason: string | undefined;
  language: Language;
}

function SlotFiles({ form, slot, files, finding, marked, reason, language }: SlotProps) {
  const t = speak(language);
  const id = idOf(`/attachments/${slot.id}`);
  const complete = files.filter(({ state }) => state !== 'awaiting').length;
  return (
    <fieldset class={finding?.severity === 'blocking' ? 'field field-error' : 'field'}>
      <legend>
        {t(slot.title)}
        {slot.min > 0 && <span class="unit"> ({t(WORDS.required)})</span>}
      </legend>
      {slot.description && <p class="hint">{t(slot.description)}</p>}
      {marked && <Marked id={id} reason={reason} language={language} />}
      {finding && <FindingText finding={finding} id={id} language={language} />}
      {files.length === 0 ? (
        <p>{t(WORDS.none)}</p>
      ) : (
        <ul class="list">
          {files.map((file) => (
            <li>
              <FileFacts file={file} language={language} href={fileAddress(form, file)} />{' '}
              {file.state === 'awaiting' && <a href={fileAddress(form, file)}>{t(WORDS.goOn)}</a>}{' '}
              <button type="submit" name="action" value={`remove-file:${file.id}`} class="link">
                {t(WORDS.remove)}
                <span class="visually-hidden"> {fileName(file, language)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* Where the error summary leads, so it is there even when nothing more can be added. */}
      {complete >= slot.max ? (
        <p id={id} tabindex={-1} class="hint">
          {t(WORDS.full)}
        </p>
      ) : (
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
      )}
    </fieldset>
  );
}

/** The files of a report, slot by slot. Its buttons belong to the report's form, so that they save what was typed. */
export function AttachmentsSection({
  form,
  slots,
  files,
  findings,
  marked,
  reason,
  language,
}: {
  form: string;
  slots: readonly Slot[];
  files: readonly AttachmentSummary[];
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
          finding={findings.get(`/attachments/${slot.id}`)}
          marked={marked.has(`/attachments/${slot.id}`)}
          reason={reason}
          language={language}
        />
      ))}
    </section>
  );
}
