import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Local } from './local.ts';

const Store = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string().optional(), html: z.string().optional() }),
      attachments: z.array(
        z.object({ filename: z.string().optional(), contentType: z.string(), content: z.string() }),
      ),
      at: z.number(),
    }),
  ),
});

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Their content as Base64. */
  attachments: { filename?: string | undefined; contentType: string; content: string }[];
}

/** Every mail that was sent, oldest first. */
async function mails(local: Pick<Local, 'mail'>): Promise<Mail[]> {
  const { emails } = Store.parse(await (await fetch(`${local.mail}/store`)).json());
  return emails
    .toSorted((a, b) => a.at - b.at)
    .map(({ destination, subject, body, attachments }) => ({
      to: destination.to
        .flatMap((line) => line.split(', '))
        .map((address) => address.replace(/^.*<|>$/g, '')),
      subject,
      text: body.text ?? '',
      html: body.html ?? '',
      attachments,
    }));
}

export const mailsTo = async (local: Pick<Local, 'mail'>, address: string): Promise<Mail[]> =>
  (await mails(local)).filter(({ to }) => to.includes(address));

/** Waits until `find` finds something in what it is asked about; mails and events arrive a moment later. */
export async function eventually<T>(
  find: () => Promise<T | undefined | false>,
  what: string,
  seconds = 20,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await pause(100);
  }
}
