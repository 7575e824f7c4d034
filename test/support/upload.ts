import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Client } from './client.ts';

const TYPES: { [extension: string]: string } = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
  '.wmv': 'video/x-ms-wmv',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.pdf': 'application/pdf',
};

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

/** Sends a file the way the browser's form does, straight to the store, and confirms it. */
export async function upload(
  clerk: Client,
  form: string,
  slot: string,
  path: string,
  name = basename(path),
): Promise<Upload> {
  const bytes = readFileSync(path);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
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
  return { id, name, size: bytes.length, state: confirmed.body.state };
}
