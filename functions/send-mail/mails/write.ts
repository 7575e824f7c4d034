import type { Language } from '../../../schemas/text.ts';
import { asHtml } from './as-html.tsx';
import { asText } from './as-text.ts';
import type { Block, Content } from './content.ts';

const SIGNATURE = {
  zh: '本邮件由系统自动发送，请勿直接回复。本系统为非涉密系统，严禁上传、填报涉密信息。',
  en: 'This mail was sent by a system; do not reply to it. Never enter or upload classified information.',
};

/** Text that people typed stays on the line of the subject. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** A whole mail, drawn as text and as HTML. */
export function write(subject: string, blocks: Block[], language: Language): Content {
  const draft = {
    subject: oneLine(subject),
    language,
    blocks: [...blocks, { paragraph: SIGNATURE[language] }],
  };
  return { subject: draft.subject, language, text: asText(draft), html: asHtml(draft) };
}
