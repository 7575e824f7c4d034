import type { Context, MiddlewareHandler } from 'hono';
import { Problem } from '../problems.ts';

const SAFE = /^(GET|HEAD|OPTIONS)$/;

/** Does a program show a token of its own? Then no cookie counts, so no site can borrow one. */
export const isBearer = (authorization: string | undefined): boolean => /^Bearer /i.test(authorization ?? '');

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Could another site have made a browser send this? Browsers say where a request comes from: in Sec-Fetch-Site, and
 * in Origin on every post. A request that says neither comes from no browser, so it carries no one's cookies by
 * force. A bearer token is never sent by a browser of its own accord.
 * Hosts are compared, not origins: behind the gateway the scheme that the browser saw is not known for sure.
 */
function fromElsewhere(c: Context): boolean {
  if (SAFE.test(c.req.method) || isBearer(c.req.header('authorization'))) return false;
  const site = c.req.header('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return false;
  const origin = c.req.header('origin');
  if (origin === undefined) return site !== undefined;
  return hostOf(origin) !== (c.req.header('host') ?? new URL(c.req.url).host);
}

/** @throws Problem `foreign-page` */
export const sameSiteOnly: MiddlewareHandler = async (c, next) => {
  if (fromElsewhere(c)) throw new Problem('foreign-page');
  await next();
};
