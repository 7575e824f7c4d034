import type { Attachment } from '../../../schemas/attachment.ts';
import type { Language, Text } from '../../../schemas/text.ts';

/** What can be found of a file when it has arrived and later, without looking inside it. */
export const FINDINGS = {
  'wrong-type': {
    zh: '文件类型与此处要求的不符。',
    en: 'This is not one of the kinds of file that belong here.',
  },
  'type-mismatch': {
    zh: '文件名的扩展名与所选的文件类型不符。',
    en: 'The extension of the file name does not match the chosen kind of file.',
  },
  'too-large': { zh: '文件超过大小上限。', en: 'The file is larger than allowed.' },
  empty: { zh: '文件是空的。', en: 'The file is empty.' },
  'size-mismatch': {
    zh: '收到的文件大小与选择的文件不一致，请重新上传。',
    en: 'The size that arrived is not that of the chosen file. Upload it again.',
  },
  'over-quota': {
    zh: '附件额度不足，此文件未采用。请移除不需要的文件，再重新上传。',
    en: 'There was not enough room left for this file, so it is not used. Remove files that are not needed, then upload it again.',
  },
  'upload-expired': {
    zh: '超过7天未传完，已传部分已清除，请重新选择文件上传。',
    en: 'The upload was not finished within 7 days and what was sent is no more. Choose the file again.',
  },
  'too-many-files': {
    zh: '此处的文件数已达上限，此文件未采用。请移除不需要的文件（包括此文件），再重新上传。',
    en: 'There are as many files here as there may be, so this one is not used. Remove those that are not needed, this one too, then upload it again.',
  },
  'newer-ignored': {
    zh: '此文件传完后又收到了另一份内容，未采用。如要更换，请替换或重新上传。',
    en: 'Other content came later and is not used. To change the file, replace it or upload it again.',
  },
} as const satisfies { [code: string]: Text };

export type FindingCode = keyof typeof FINDINGS;

const isFindingCode = (code: string): code is FindingCode => Object.hasOwn(FINDINGS, code);

/** What is kept of a file in English; `en` comes first, as the inspection says more than its code. */
const english = ({ code, message, en }: Attachment['findings'][number]) =>
  en ?? (isFindingCode(code) ? FINDINGS[code].en : message);

/** A file's findings in the reader's language; those of the inspection bring both along. */
export const findingsIn = ({ findings }: Pick<Attachment, 'findings'>, language: Language) =>
  findings.map((finding) => ({
    code: finding.code,
    message: language === 'zh' ? finding.message : english(finding),
  }));
