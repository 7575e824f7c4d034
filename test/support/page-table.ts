import type { Browser, BrowserContext } from 'playwright-core';
import { signInOnPages } from './browser.ts';
import { signIn } from './client.ts';
import type { Local } from './local.ts';

/** One page of the system: who looks at it, and where it is in the campaign of `seededCampaign`. */
export interface KnownPage {
  name: string;
  /** Absent for pages that everybody sees. */
  person?: 'jixi' | 'heihe' | 'suihua' | 'lead';
  /** Of a page whose address only the running system knows, what finds it. */
  path: string | ((local: Local) => Promise<string>);
}

/** A receipt of the unit that looks at it. */
async function receipt(local: Local): Promise<string> {
  const clerk = await signIn(local, 'jixi@example.org');
  const { body } = await clerk.call<{ reports: { reference?: string }[] }>('GET', '/reports');
  return `/receipts/${body.reports.find(({ reference }) => reference !== undefined)?.reference}`;
}

async function archive(local: Local): Promise<string> {
  const lead = await signIn(local, 'lead@example.org');
  return `/archives/${(await lead.call<{ id: string }>('POST', '/archives', {})).body.id}`;
}

/** Every page that people see. A new page is a line here: pictures, budgets and accessibility follow from it. */
export const PAGES: readonly KnownPage[] = [
  { name: 'entry', path: '/' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'open-days', path: '/open-days' },
  { name: 'open-days-none', path: '/open-days?q=nowhere' },
  { name: 'not-found', path: '/nothing-here' },
  { name: 'reports', person: 'jixi', path: '/reports' },
  { name: 'form-register', person: 'suihua', path: '/reports/open-day' },
  { name: 'form-statistics', person: 'heihe', path: '/reports/statistics' },
  { name: 'form-summary', person: 'suihua', path: '/reports/summary' },
  { name: 'form-media', person: 'heihe', path: '/reports/media' },
  { name: 'form-returned', person: 'jixi', path: '/reports/statistics' },
  { name: 'check', person: 'heihe', path: '/reports/media/check' },
  { name: 'form-pasted', person: 'heihe', path: '/reports/open-day?pasted=rows&from=0&count=2&strange=x' },
  { name: 'check-answers', person: 'jixi', path: '/reports/statistics/check' },
  { name: 'messages', person: 'jixi', path: '/reports/statistics/messages' },
  { name: 'receipt', person: 'jixi', path: receipt },
  { name: 'desk', person: 'lead', path: '/desk' },
  { name: 'desk-narrowed', person: 'lead', path: '/desk?show=submitted&form=statistics&group=city' },
  { name: 'desk-report', person: 'lead', path: '/desk/reports/hegang/statistics' },
  { name: 'desk-register', person: 'lead', path: '/desk/reports/harbin/open-day' },
  { name: 'reminders', person: 'lead', path: '/reminders' },
  { name: 'reminders-chosen', person: 'lead', path: '/reminders?units=heihe&units=suihua&forms=summary' },
  {
    name: 'reminders-check',
    person: 'lead',
    path: '/reminders?check=&units=heihe&units=suihua&forms=summary',
  },
  { name: 'mails', person: 'lead', path: '/mails' },
  { name: 'audit', person: 'lead', path: '/audit' },
  { name: 'featured', person: 'lead', path: '/featured' },
  { name: 'totals', person: 'lead', path: '/totals' },
  { name: 'totals-form', person: 'lead', path: '/totals/statistics' },
  { name: 'archives', person: 'lead', path: '/archives' },
  { name: 'archives-new', person: 'lead', path: '/archives/new' },
  { name: 'archive', person: 'lead', path: archive },
  { name: 'roster', person: 'lead', path: '/roster' },
  { name: 'roster-unit', person: 'lead', path: '/roster/units/harbin' },
  { name: 'roster-import', person: 'lead', path: '/roster/import' },
  { name: 'personal-data', person: 'lead', path: '/personal-data' },
  { name: 'status', person: 'lead', path: '/status' },
];

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The cookies of each person of the table, signed in once; a fresh browser takes them along. */
export async function signedInStates(browser: Browser, local: Local): Promise<ReadonlyMap<string, State>> {
  const states = new Map<string, State>();
  for (const person of new Set(PAGES.flatMap((page) => page.person ?? []))) {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    await signInOnPages(await context.newPage(), local, `${person}@example.org`);
    states.set(person, await context.storageState());
    await context.close();
  }
  return states;
}

export async function addressOf(page: KnownPage, local: Local): Promise<string> {
  return local.site + (typeof page.path === 'string' ? page.path : await page.path(local));
}
