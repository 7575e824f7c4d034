import type { Language } from '../../../schemas/text.ts';
import { asHtml } from './as-html.tsx';
import { asText } from './as-text.ts';
import type { Block, Content, Draft } from './content.ts';

const SIGNATURE = {
  zh: '本邮件由系统自动发送，请勿直接回复。本系统为非涉密系统，严禁上传、填报涉密信息。',
  en: 'This mail was sent by a system; do not reply to it. Never enter or upload classified information.',
};

/** Text that people typed stays on the line of the subject. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** A mail in one language, closed by what every mail says. */
export const draft = (subject: string, blocks: Block[], language: Language): Draft => ({
  subject: oneLine(subject),
  language,
  blocks: [...blocks, { note: SIGNATURE[language] }],
});

/** A whole mail, drawn as text and as HTML: in one language, or in one after the other. */
export function write(first: Draft, ...more: Draft[]): Content {
  const drafts = [first, ...more];
  return {
    subject: drafts.map(({ subject }) => subject).join(' / '),
    language: first.language,
    text: drafts.map(asText).join(`\n${'='.repeat(40)}\n\n`),
    html: asHtml(first, ...more),
  };
}
