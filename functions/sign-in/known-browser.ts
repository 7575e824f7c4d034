import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { newToken, sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';

/** `__Host-known`: a random token of a browser in which people have signed in; it opens nothing. */
const KNOWN = 'known';
const DAYS = 86_400;
/** From one campaign to its next visit. */
const KEPT = 180 * DAYS;

/** A token that was not made here is none. */
function tokenOf(c: Context): string | undefined {
  const token = getCookie(c, KNOWN, 'host');
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}

const seconds = (now: Date): number => Math.floor(now.getTime() / 1000);

/**
 * The browser's name when this address has signed in from it before. Strangers who ask for codes of an address in
 * order to keep its owner out use up a limit of their own then, not the owner's.
 */
export async function knownBrowser(
  table: Pick<Table, 'get'>,
  c: Context,
  email: string,
  now: Date,
): Promise<string | undefined> {
  const token = tokenOf(c);
  if (token === undefined) return undefined;
  const browser = sha256(token);
  const row = await table.get(keys.known(sha256(email), browser));
  return row && Number(row.ttl) > seconds(now) ? browser : undefined;
}

/** Remembers that this address has signed in from this browser; several people may share one. */
export async function rememberBrowser(
  table: Pick<Table, 'put'>,
  c: Context,
  email: string,
  now: Date,
): Promise<void> {
  const token = tokenOf(c) ?? newToken();
  const ttl = seconds(now) + KEPT;
  await table.put({ ...keys.known(sha256(email), sha256(token)), type: 'known-browser', ttl });
  setCookie(c, KNOWN, token, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: KEPT,
  });
}
