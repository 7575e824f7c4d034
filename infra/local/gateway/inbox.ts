import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import emulator from 'aws-ses-v2-local';
import { clearStore, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';

/** A mail as aws-ses-v2-local keeps it. */
const Email = z.object({
  messageId: z.string(),
  from: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  attachments: z.array(
    z.looseObject({
      content: z.string(),
      contentType: z.string(),
      filename: z.string().optional(),
      size: z.number(),
    }),
  ),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  /** Epoch seconds. */
  at: z.number(),
});

export interface Inbox {
  /** Takes mails without asking who sends them, and shows them. */
  url: string;
  /** Writes a mail that was just taken to disk. @throws Error when no such mail was taken */
  keep(messageId: string): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * aws-ses-v2-local with a memory: mails on disk, one file each, in the order in which they came. It keeps them in
 * one store for the whole process, so one inbox can be open at a time; it begins with what the directory holds.
 */
export async function openInbox(directory: string): Promise<Inbox> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).toSorted();
  clearStore();
  for (const name of names) saveEmail(Email.parse(JSON.parse(await readFile(join(directory, name), 'utf8'))));
  let last = Number(names.at(-1)?.split('-')[0] ?? 0);
  const server = await emulator.default({ host: '127.0.0.1', port: 0 });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async keep(messageId) {
      const email = getStoreReadonly().emails.find((candidate) => candidate.messageId === messageId);
      if (!email) throw new Error(`no mail ${messageId} was taken`);
      last += 1;
      const path = join(directory, `${String(last).padStart(9, '0')}-${messageId}.json`);
      // Renamed when it is whole: a process that is killed leaves no half a mail.
      await writeFile(`${path}.part`, JSON.stringify(email));
      await rename(`${path}.part`, path);
    },
    async clear() {
      clearStore();
      for (const name of await readdir(directory)) await rm(join(directory, name), { force: true });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
