import type { Context } from 'hono';
import * as z from 'zod';
import type { Campaign } from '../../schemas/campaign.ts';
import { CodeEntry, CodeRequest, type CodeRequested, type SignedIn } from '../../schemas/contract/sign-in.ts';
import { VALID_SECONDS } from '../../schemas/sign-in.ts';
import type { Clock } from '../shared/clock.ts';
import { type App, createApp, type Env } from '../shared/http/app.ts';
import { isFormPost, readBody } from '../shared/http/body.ts';
import { endSession, openSession, setSessionCookie } from '../shared/http/session.ts';
import type { Log } from '../shared/log.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import type { Table } from '../shared/records/shapes.ts';
import { browserHash, forgetBrowser, isPage, markBrowser, rememberedAddress } from './browser.ts';
import { codePage } from './code-page.tsx';
import { knownBrowser, rememberBrowser } from './known-browser.ts';
import { limitCodes } from './limits.ts';
import { homeOf, localPath } from './next.ts';
import { requestCode } from './request-code.ts';
import { signInPage } from './sign-in-page.tsx';
import { useCode } from './use-code.ts';
import { detailsFor, WORDING } from './wrong.ts';

export interface Dependencies {
  campaign: Pick<Campaign, 'id' | 'personalData'>;
  table: Table;
  clock: Clock;
  log: Log;
  /** The network address that a request comes from. */
  clientAddress(c: Context): string;
}

/** Pages also say where to go afterwards. */
const withNext = { next: z.string().max(2000).optional() };
const PageRequest = CodeRequest.extend(withNext);
const PageEntry = CodeEntry.extend(withNext);
/** What was typed, right or not, to be shown again. */
const Typed = z.object({ email: z.string(), code: z.string(), ...withNext }).partial();

/** Runs a post; what is wrong with a page's post is shown on that page, in the fields, with all that was typed. */
async function orAgain(
  c: Context<Env>,
  post: () => Promise<Response>,
  draw: (problem: Problem, typed: z.infer<typeof Typed>) => string,
): Promise<Response> {
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof Problem) || !isFormPost(c)) throw error;
    const { data = {} } = Typed.safeParse(await readBody(c, z.unknown()));
    return c.html(draw(error, { ...data, next: localPath(data.next) }), PROBLEMS[error.code].status);
  }
}

export function signInApp(dependencies: Dependencies): App {
  const { table, clock, log, clientAddress } = dependencies;
  const { id: campaign, personalData } = dependencies.campaign;
  const app = createApp(log);

  app.get('/sign-in', (c) =>
    c.html(signInPage({ language: c.get('language'), personalData, next: localPath(c.req.query('next')) })),
  );

  app.post('/sign-in', (c) => {
    const language = c.get('language');
    const post = async () => {
      const { email, next } = await readBody(c, PageRequest, WORDING);
      const client = clientAddress(c);
      const now = clock();
      const known = await knownBrowser(table, c, email, now);
      await limitCodes(table, { email, client, known }, now);
      const browser = isPage(c) ? markBrowser(c, email) : browserHash(c, client);
      await requestCode(table, { email, browser, language, now });
      log.info('code requested');
      const then = localPath(next);
      if (isPage(c)) {
        return c.redirect(`/sign-in/code${then ? `?${new URLSearchParams({ next: then })}` : ''}`, 303);
      }
      return c.json<CodeRequested>({ status: 'requested', validSeconds: VALID_SECONDS }, 202);
    };
    return orAgain(c, post, (problem, typed) =>
      signInPage({ ...typed, language, personalData, details: detailsFor(problem, '/email') }),
    );
  });

  app.get('/sign-in/code', (c) =>
    c.html(
      codePage({
        language: c.get('language'),
        email: rememberedAddress(c),
        next: localPath(c.req.query('next')),
      }),
    ),
  );

  app.post('/sign-in/code', (c) => {
    const language = c.get('language');
    const post = async () => {
      const { email, code, next } = await readBody(c, PageEntry, WORDING);
      const client = clientAddress(c);
      const now = clock();
      const browser = browserHash(c, client);
      const contact = await useCode(table, { campaign, email, code, browser, client, now });
      const { role, unit, office } = contact;
      const [{ token, session }] = await Promise.all([
        openSession(table, contact, now),
        table.put(auditRow({ campaign, by: email, action: 'signed-in', unit, office }, now)),
        ...(isPage(c) ? [rememberBrowser(table, c, email, now)] : []),
      ]);
      setSessionCookie(c, token);
      forgetBrowser(c);
      log.info('signed in', { unit });
      if (isPage(c)) return c.redirect(localPath(next) ?? homeOf(role), 303);
      return c.json<SignedIn>({ token, role, unit, office, expiresAt: session.expiresAt });
    };
    return orAgain(c, post, (problem, typed) =>
      codePage({ ...typed, language, details: detailsFor(problem, '/code') }),
    );
  });

  app.post('/sign-out', async (c) => {
    await endSession(table, c);
    return isPage(c) ? c.redirect('/', 303) : c.body(null, 204);
  });

  return app;
}
