import type { Context } from 'hono';
import * as z from 'zod';
import { isFormPost, parseWith, readFields } from '../shared/http/body.ts';
import { Problem } from '../shared/problems.ts';
import { XLSX } from '../shared/workbook/media-type.ts';
import { REFUSALS } from '../shared/workbook/read/refusals.ts';

const Version = z.coerce.number().int().min(0);

/** What a program says that it read; without it nothing is saved. @throws Problem `invalid-input` */
export function versionOf(c: Context): number | undefined {
  const given = c.req.query('version');
  return given === undefined
    ? undefined
    : parseWith(z.object({ version: Version }), { version: given }).version;
}

/** Does a program want the copy with its wrong cells marked, rather than a list of them? */
export const askedForCopy = (c: Context): boolean => (c.req.header('accept') ?? '').includes(XLSX);

/** The file that the page of results holds, so that a marked copy can be asked for; kept nowhere else. */
export const HELD = 'held';

const Held = z.object({ [HELD]: z.base64url().min(1) });

/** The bytes that a program or the page of results sends. @throws Problem `unsupported-type`, `invalid-input` */
export async function fileOf(c: Context): Promise<Buffer> {
  if (isFormPost(c)) return Buffer.from(parseWith(Held, await readFields(c))[HELD], 'base64url');
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== XLSX && type !== 'application/octet-stream') {
    const code = 'not-a-workbook';
    throw new Problem('unsupported-type', [
      { pointer: '', severity: 'blocking', code, message: REFUSALS[code] },
    ]);
  }
  return Buffer.from(await c.req.arrayBuffer());
}

const Upload = z.object({
  workbook: z.instanceof(File).optional(),
  version: Version,
  replace: z.literal('yes').optional(),
});

/** What the form of a page posts. @throws Problem `malformed-request`, `invalid-input` */
export async function uploadOf(c: Context): Promise<{ file: Buffer; version: number; replace: boolean }> {
  let fields: object;
  try {
    const data = await c.req.formData();
    fields = Object.fromEntries(
      ['workbook', 'version', 'replace'].map((name) => [name, data.get(name) ?? undefined]),
    );
  } catch {
    throw new Problem('malformed-request');
  }
  const { workbook, version, replace } = parseWith(Upload, fields);
  const file = Buffer.from((await workbook?.arrayBuffer()) ?? new ArrayBuffer(0));
  return { file, version, replace: replace !== undefined };
}
