import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import emulator from 'aws-ses-v2-local';
import { clearStore, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';
import type { InboxAnswer, InboxOrder } from './inbox.ts';

/*
 * aws-ses-v2-local with a memory: mails on disk, one file each, in the order in which they came; it begins with what
 * the directory holds. In a thread of its own, because reading a mail of 250 answers takes 25 ms, in which nobody else
 * would be answered.
 */

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

const directory = z.string().parse(workerData);

/** What the directory holds already. */
async function load(): Promise<number> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).toSorted();
  for (const name of names) saveEmail(Email.parse(JSON.parse(await readFile(join(directory, name), 'utf8'))));
  return Number(names.at(-1)?.split('-')[0] ?? 0);
}

async function keep(messageId: string, place: number): Promise<void> {
  const email = getStoreReadonly().emails.find((candidate) => candidate.messageId === messageId);
  if (!email) throw new Error(`no mail ${messageId} was taken`);
  const path = join(directory, `${String(place).padStart(9, '0')}-${messageId}.json`);
  // Renamed when it is whole: a process that is killed leaves no half a mail.
  await writeFile(`${path}.part`, JSON.stringify(email));
  await rename(`${path}.part`, path);
}

async function clear(): Promise<void> {
  clearStore();
  for (const name of await readdir(directory)) await rm(join(directory, name), { force: true });
}

let last = await load();
const server = await emulator.default({ host: '127.0.0.1', port: 0 });
const address = server.address();
const answer = (message: InboxAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', async ({ id, keep: messageId }: InboxOrder) => {
  try {
    if (messageId === undefined) await clear();
    else await keep(messageId, ++last);
    answer({ id });
  } catch (error) {
    answer({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});
answer({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` });
