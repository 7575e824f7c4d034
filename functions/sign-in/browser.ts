import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { VALID_SECONDS } from '../../schemas/sign-in.ts';
import { wantsPage } from '../shared/http/app.ts';
import { isFormPost } from '../shared/http/body.ts';
import { newToken, sha256 } from '../shared/random.ts';

/** `__Host-sign-in`: a random token that binds a code to the browser which asked for it. */
const BROWSER = 'sign-in';
/** `__Host-sign-in-address`: spares typing the address twice, and keeps it out of URLs and their logs. */
const ADDRESS = 'sign-in-address';

const options = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
  maxAge: VALID_SECONDS,
} as const;

/** Is this somebody at a page, or a program? */
export const isPage = (c: Context): boolean => isFormPost(c) || wantsPage(c.req.header('accept'));

/**
 * Who asks, hashed: the browser that has our cookie; a program that keeps no cookies is known by its client address.
 */
export function browserHash(c: Context, clientAddress: string): string {
  const token = getCookie(c, BROWSER, 'host');
  return sha256(token === undefined ? `client ${clientAddress}` : `browser ${token}`);
}

/** Marks the browser that asks for a code, and tells who it is from now on. */
export function markBrowser(c: Context, email: string): string {
  const token = getCookie(c, BROWSER, 'host') ?? newToken();
  setCookie(c, BROWSER, token, options);
  setCookie(c, ADDRESS, email, options);
  return sha256(`browser ${token}`);
}

export const rememberedAddress = (c: Context): string | undefined => getCookie(c, ADDRESS, 'host');

export function forgetBrowser(c: Context): void {
  deleteCookie(c, BROWSER, options);
  deleteCookie(c, ADDRESS, options);
}
