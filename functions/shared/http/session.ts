import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Campaign, knownUnitOf } from '../../../schemas/campaign.ts';
import type { Contact, Role } from '../../../schemas/session.ts';
import { Session } from '../../../schemas/session.ts';
import { campaignReader, type Standing } from '../campaign.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problems.ts';
import { newToken, sha256 } from '../random.ts';
import { keys } from '../records/keys.ts';
import { ConditionFailed, type Key, type Table } from '../records/shapes.ts';
import { type SignedIn, signedIn } from '../signed-in.ts';
import type { Env } from './app.ts';
import { PAGE_OF } from './page-of.ts';
import { isBearer } from './same-site.ts';

/** `hono/cookie` puts the `__Host-` prefix before it: secure, this host alone, whole site. */
const COOKIE = 'session';
const HOURS = 3_600_000;
/** A day of work, and a long register typed without saving. */
const ABSOLUTE = 12 * HOURS;
const IDLE = 2 * HOURS;
/** Being seen is written down this seldom, so that reading a page costs no write. */
const SEEN_EVERY = 5 * 60_000;

/** A program's bearer token, however wrong, else a browser's cookie: whoever sends a token is held to it. */
function tokenOf(c: Context): string | undefined {
  const given = c.req.header('authorization');
  if (!isBearer(given)) return getCookie(c, COOKIE, 'host');
  return /^Bearer +([\w-]+)$/i.exec(given ?? '')?.[1];
}

/** Opens a session; only the token's hash is stored. */
export async function openSession(
  table: Table,
  contact: Contact,
  now: Date,
): Promise<{ token: string; session: Session }> {
  const token = newToken();
  const at = now.toISOString();
  const expires = new Date(now.getTime() + ABSOLUTE);
  const session = Session.parse({ ...contact, createdAt: at, seenAt: at, expiresAt: expires.toISOString() });
  const ttl = Math.ceil(expires.getTime() / 1000);
  await table.put({ ...keys.session(sha256(token)), type: 'session', ...session, ttl });
  return { token, session };
}

export function setSessionCookie(c: Context, token: string): void {
  setCookie(c, COOKIE, token, { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
}

export async function endSession(table: Table, c: Context): Promise<void> {
  const token = tokenOf(c);
  if (token !== undefined) await table.remove(keys.session(sha256(token)));
  deleteCookie(c, COOKIE, { prefix: 'host', path: '/', secure: true });
}

/** False when the session was ended meanwhile: being seen must not bring it back. */
async function markSeen(table: Table, key: Key, now: Date): Promise<boolean> {
  try {
    await table.update({
      key,
      update: 'SET seenAt = :now',
      condition: 'attribute_exists(pk)',
      values: { ':now': now.toISOString() },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** The session that a request belongs to, if it is still open. */
async function findSession(table: Table, c: Context, now: Date): Promise<Session | undefined> {
  const token = tokenOf(c);
  if (token === undefined) return undefined;
  const key = keys.session(sha256(token));
  const row = await table.get(key);
  const session = row && Session.parse(row);
  if (!session) return undefined;
  const idle = now.getTime() - Date.parse(session.seenAt);
  if (session.expiresAt <= now.toISOString() || idle > IDLE) return undefined;
  if (idle > SEEN_EVERY && !(await markSeen(table, key, now))) return undefined;
  return session;
}

/** A removal is written by another machine's clock than a sign-in. */
const CLOCKS_APART = 5000;

/** Was the holder taken off the roster, or made to act for somebody else, since the session began? */
function isOver({ email, createdAt }: Session, { ended }: Standing): boolean {
  const at = ended[sha256(email)];
  return at !== undefined && Date.parse(createdAt) <= Date.parse(at) + CLOCKS_APART;
}

interface House {
  table: Table;
  clock: Clock;
  /** The campaign's file. */
  campaign: Campaign;
}

/** Puts the campaign as it stands into the context, for pages that ask nobody who they are. */
export function withCampaign({
  table,
  campaign,
}: Pick<House, 'campaign'> & { table: Pick<Table, 'get'> }): MiddlewareHandler<Env> {
  const standing = campaignReader(table, campaign);
  return async (c, next) => {
    c.set('campaign', (await standing()).campaign);
    await next();
  };
}

/** What is told to whoever posts from a page that was drawn for another unit. */
function otherUnit(campaign: Campaign, { actsFor, email }: SignedIn, of: string): Problem {
  const now = actsFor ?? { zh: email, en: email };
  const { name: page } = knownUnitOf(campaign, of) ?? { name: { zh: of, en: of } };
  const message = {
    zh: `您现在以“${now.zh}”登录，而本页属于“${page.zh}”，内容没有保存。请改用“${page.zh}”的账号登录后再操作，或重新打开页面。`,
    en: `You are now signed in as “${now.en}”, but this page belongs to “${page.en}”, so nothing was saved. Sign in as “${page.en}” and try again, or open the page anew.`,
  };
  return new Problem('other-unit', [{ pointer: '', severity: 'blocking', code: 'other-unit', message }]);
}

/**
 * Lets only these roles pass, and puts the session and the campaign as it stands into the context; both are read at
 * the same time. A page of a unit says whose it is: it outlives the session that it was drawn for.
 * @throws Problem `not-signed-in`, `other-unit`, `not-allowed`
 */
export function signedInAs({ table, clock, campaign }: House, ...roles: Role[]): MiddlewareHandler<Env> {
  const standing = campaignReader(table, campaign);
  return async (c, next) => {
    const [session, now] = await Promise.all([findSession(table, c, clock()), standing()]);
    if (!session || isOver(session, now)) throw new Problem('not-signed-in');
    const acting = signedIn(now.campaign, session);
    const of = c.req.query(PAGE_OF);
    if (of !== undefined && of !== session.unit) throw otherUnit(now.campaign, acting, of);
    if (!roles.includes(session.role)) throw new Problem('not-allowed');
    c.set('session', acting);
    c.set('campaign', now.campaign);
    await next();
  };
}
