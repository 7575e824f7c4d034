import type { Context } from 'hono';
import { Problem } from '../problems.ts';
import { XLSX } from './media-type.ts';

const TYPES = [XLSX, 'text/csv', 'application/octet-stream'];

/** Does a page's form post the file? Programs send the file itself. */
export const isUpload = (c: Context) => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');

/** @throws Problem `malformed-request` */
async function fileOfForm(c: Context): Promise<Buffer> {
  try {
    const file = (await c.req.formData()).get('file');
    return Buffer.from(file instanceof File ? await file.arrayBuffer() : new ArrayBuffer(0));
  } catch {
    throw new Problem('malformed-request');
  }
}

/** @throws Problem `unsupported-type` */
async function fileItself(c: Context): Promise<Buffer> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (!TYPES.includes(type ?? '')) throw new Problem('unsupported-type');
  return Buffer.from(await c.req.arrayBuffer());
}

/** The spreadsheet that a page or a program sends. @throws Problem `malformed-request`, `unsupported-type` */
export const sentSheet = (c: Context): Promise<Buffer> => (isUpload(c) ? fileOfForm(c) : fileItself(c));
