import type { Context } from 'hono';
import { compress } from 'hono/compress';
import { Hono } from 'hono/tiny';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Language } from '../../../schemas/text.ts';
import type { Log } from '../log.ts';
import { problemPage } from '../page/problem-page.tsx';
import { signedOutPage } from '../page/signed-out-page.tsx';
import { PROBLEMS, Problem, problemBody } from '../problems.ts';
import type { SignedIn } from '../signed-in.ts';
import { isFormPost, readFields } from './body.ts';
import { languageOf } from './language.ts';
import { sameSiteOnly } from './same-site.ts';
import { type Origins, securityHeaders } from './security-headers.ts';

/** What every handler finds in its context; `campaign` is the one that stands, not its file. */
export interface Env {
  Variables: { language: Language; session: SignedIn; campaign: Campaign };
}

export type App = Hono<Env>;

/** Does the reader want a page? Anything that does not name HTML first is a program. */
export const wantsPage = (accept: string | undefined): boolean => /^\s*text\/html/i.test(accept ?? '');

/** What people wait for on a bad line: pages and what belongs to them, a fifth as large. Programs' answers are short. */
const COMPRESSED = /^(?:text\/|image\/svg)/;

/** Does the request only look? */
const isLook = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

/** Where the reader is: what sign-in leads back to. */
function here(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/** A page's answer to whom it does not know (any more), or knows as somebody else: what was posted must not be lost. */
async function askToSignIn(c: Context<Env>, problem: Problem, language: Language): Promise<Response> {
  const fields = isFormPost(c) ? await readFields(c).catch(() => ({})) : {};
  return c.html(signedOutPage(here(c), fields, problem, language), PROBLEMS[problem.code].status);
}

/**
 * The frame of every function that answers requests: language, security headers, refusal of posts from
 * other sites, and the one place where problems become answers. What is not a Problem is a fault of ours:
 * it is logged, and the reader sees a fixed sentence.
 */
export function createApp(log: Log, origins: Origins = {}): App {
  const app = new Hono<Env>();

  // The gateway sends what it is given.
  app.use(compress({ contentTypeFilter: COMPRESSED }));
  app.use(securityHeaders(origins));
  app.use(async (c, next) => {
    c.set('language', languageOf(c));
    await next();
  });
  app.use(sameSiteOnly);

  app.notFound(() => {
    throw new Problem('not-found');
  });

  app.onError(async (error, c) => {
    const problem = error instanceof Problem ? error : new Problem('unexpected');
    const { status } = PROBLEMS[problem.code];
    const language = c.get('language') ?? 'zh';
    if (problem !== error) log.error('request failed', error, { route: c.req.routePath, status });
    else log.info('request refused', { problem: problem.code, route: c.req.routePath, status });
    const { retryAfter } = problem.facts;
    if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
    if (!wantsPage(c.req.header('accept'))) {
      return c.json(problemBody(problem, language), status, { 'Content-Type': 'application/problem+json' });
    }
    if (problem.code === 'not-signed-in' && isLook(c)) {
      return c.redirect(`/sign-in?next=${encodeURIComponent(here(c))}`, 303);
    }
    const isAnothers = problem.code === 'other-unit' && isFormPost(c);
    if (problem.code === 'not-signed-in' || isAnothers) return askToSignIn(c, problem, language);
    const session: SignedIn | undefined = c.get('session');
    return c.html(problemPage(problem, language, session, !isLook(c)), status);
  });

  return app;
}
