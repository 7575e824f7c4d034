import type { AttachmentSummary } from '../../../schemas/contract/attachments.ts';
import type { Language } from '../../../schemas/text.ts';
import { FileFacts } from './file-list.tsx';

const WORDS = { none: { zh: '没有附件。', en: 'No attachments.' } };

/** Where a unit opens a file of its report. */
export const fileAddress = (form: string, file: AttachmentSummary): string =>
  `/reports/${form}/attachments/${file.id}${file.state === 'awaiting' ? '' : '/file'}`;

/** The files of a report, each with the way to it for those who may open it. */
export function FileList({
  form,
  files,
  language,
  linked = true,
}: {
  form: string;
  files: readonly AttachmentSummary[];
  language: Language;
  linked?: boolean;
}) {
  if (files.length === 0) return <p>{WORDS.none[language]}</p>;
  return (
    <ul class="list">
      {files.map((file) => (
        <li>
          <FileFacts file={file} language={language} href={linked ? fileAddress(form, file) : undefined} />
        </li>
      ))}
    </ul>
  );
}
