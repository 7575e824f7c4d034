import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Context } from 'hono';
import { sha256 } from '../shared/random.ts';

/** Bytes that are the same for everybody until the next deployment. */
export interface Served {
  body: string;
  type: string;
  etag: string;
}

export const served = (body: string, type: string): Served => ({
  body,
  type,
  etag: `"${sha256(body).slice(0, 24)}"`,
});

export type Assets = ReadonlyMap<string, Served>;

const TYPES: { [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The files that pages load; whatever else is asked for under /assets is not there.
 * @param folder where the build left them, with a slash at the end
 */
export function readAssets(folder: URL): Assets {
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const type = TYPES[extname(name)];
      return type === undefined ? [] : [[name, served(readFileSync(new URL(name, folder), 'utf8'), type)]];
    }),
  );
}

/**
 * The bytes, or that they have not changed since the reader got them (RFC 9110, 13.1.2).
 * @param forever other bytes would have another address (RFC 8246)
 */
export function serve(c: Context, { body, type, etag }: Served, forever = false): Response {
  // Pages of a new deployment must not run with the scripts of the one before: asked for again, a few bytes tell.
  c.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'public, no-cache');
  c.header('ETag', etag);
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return c.body(null, 304);
  return c.body(body, 200, { 'Content-Type': type });
}
