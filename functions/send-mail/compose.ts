import MailComposer from 'nodemailer/lib/mail-composer';
import { sha256 } from '../shared/random.ts';
import { type Letter, Refused } from './transports/transport.ts';

/** 科技活动周 <no-reply@example.org> => example.org */
const domainOf = (from: string) => /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

/**
 * The mail as it travels (RFC 5322): text, HTML and what it brings along, UTF-8, nothing fetched
 * from anywhere. An address with a break would begin another header. @throws Refused
 */
export async function compose({
  id,
  from,
  to,
  subject,
  text,
  html,
  language,
  enclosures = [],
}: Letter): Promise<Buffer> {
  if (to.some((address) => /[\p{Cc}\s]/u.test(address))) throw new Refused('recipient-refused');
  const composer = new MailComposer({
    from,
    to: to.map((address) => ({ name: '', address })),
    subject,
    text,
    html,
    attachments: enclosures.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content,
      encoding: 'utf8',
    })),
    textEncoding: 'base64',
    encoding: 'base64',
    messageId: `<${sha256(id).slice(0, 40)}@${domainOf(from)}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language === 'zh' ? 'zh-CN' : 'en',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
