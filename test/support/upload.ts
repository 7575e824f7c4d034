import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { AttachmentView } from '../../schemas/contract/attachments.ts';
import type { Client } from './client.ts';
import { eventually } from './inbox.ts';

const TYPES: { [extension: string]: string } = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.mpg': 'video/mpeg',
  '.wmv': 'video/x-ms-wmv',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.pdf': 'application/pdf',
};

/** The content type that a file's name claims. */
export const typeOf = (name: string): string => TYPES[extname(name)] ?? 'application/octet-stream';

export interface Upload {
  id: string;
  name: string;
  size: number;
  state: string;
}

interface Ticket {
  id: string;
  post: { url: string; fields: { [name: string]: string } };
}

export const mediaFile = (name: string): string => `test/fixtures/media/${name}`;

/** The verdict on a file that is being checked. */
export async function verdictOn(clerk: Client, form: string, id: string): Promise<AttachmentView> {
  return eventually(async () => {
    const { body } = await clerk.call<AttachmentView>('GET', `/reports/${form}/attachments/${id}`);
    return body.state !== 'checking' && body;
  }, `the verdict on ${id}`);
}

/** Sends a file the way the browser's form does, straight to the store, confirms it and waits for its verdict. */
export async function upload(
  clerk: Client,
  form: string,
  slot: string,
  path: string,
  name = basename(path),
  type = typeOf(path),
): Promise<Upload> {
  const bytes = readFileSync(path);
  const asked = await clerk.call<Ticket>('POST', `/reports/${form}/attachments`, {
    slot,
    name,
    size: bytes.length,
    type,
    upload: 'post',
  });
  if (asked.status !== 201)
    throw new Error(`${name} was refused with ${asked.status}: ${JSON.stringify(asked.body)}`);
  const { id, post } = asked.body;
  const data = new FormData();
  for (const [field, value] of Object.entries(post.fields)) data.append(field, value);
  data.append('file', new Blob([bytes], { type }), name);
  const stored = await fetch(post.url, { method: 'POST', body: data, redirect: 'manual' });
  if (stored.status >= 400) throw new Error(`the store answered ${stored.status}: ${await stored.text()}`);
  const confirmed = await clerk.call<{ state: string }>(
    'POST',
    `/reports/${form}/attachments/${id}/complete`,
    {},
  );
  if (confirmed.status >= 300)
    throw new Error(`the confirmation of ${name} was answered ${confirmed.status}`);
  const { state } = await verdictOn(clerk, form, id);
  return { id, name, size: bytes.length, state };
}

/** SHA-256, in hex. */
export async function digest(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** Of what the store gives back for a file of a report. */
export async function digestStored(client: Client, form: string, id: string): Promise<string> {
  const link = await client.call('GET', `/reports/${form}/attachments/${id}/file`);
  const answer = await fetch(link.headers.get('location') ?? '');
  if (!answer.body) throw new Error('no body');
  return digest(answer.body);
}
