import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { openBrowser, RULES_OF_WIDTH, violationsOn } from '../support/browser.ts';
import { discard, type Local } from '../support/local.ts';
import { addressOf, type KnownPage, PAGES, signedInStates } from '../support/page-table.ts';
import { seededCampaign } from '../support/seeded-campaign.ts';

/** KB, as they come over the line: what a line of 1.6 Mbit/s brings in a fifth of a second, and a third. */
const DOCUMENT_AND_STYLE = 40;
const SCRIPT = 60;

/** A desk, and what stays of it at 200 %, and a small phone: CSS pixels. */
const [DESK, ENLARGED, PHONE] = [1280, 640, 320];

let local: Local;
let browser: Browser;
const tabs = new Map<string | undefined, Page>();
/** The same people, who read English. */
const readers = new Map<string | undefined, BrowserContext>();

/** One tab a person: to open a browser's context anew for each page costs more than the page. */
async function openTabs(): Promise<void> {
  const states = await signedInStates(browser, local);
  for (const person of new Set(PAGES.map((known) => known.person))) {
    const storageState = person === undefined ? undefined : states.get(person);
    const context: BrowserContext = await browser.newContext({
      bypassCSP: true,
      locale: 'zh-CN',
      storageState,
    });
    // Each page is weighed as for somebody who comes to it first: with a route a browser keeps nothing of what it got.
    await context.route('**', (route) => route.continue());
    tabs.set(person, await context.newPage());
    readers.set(person, await browser.newContext({ storageState }));
  }
}

/** Opens a page at the width of a desk; what came over the line for it. */
async function open(known: KnownPage): Promise<{ page: Page; responses: Response[] }> {
  const page = tabs.get(known.person);
  if (!page) throw new Error(`nobody has signed in as ${known.person}`);
  const responses: Response[] = [];
  const note = (response: Response) => responses.push(response);
  await page.setViewportSize({ width: DESK, height: 800 });
  page.on('response', note);
  await page.goto(await addressOf(known, local), { waitUntil: 'load' });
  page.off('response', note);
  return { page, responses };
}

async function kilobytes(responses: readonly Response[], types: readonly string[]): Promise<number> {
  const chosen = responses.filter((response) => types.includes(response.request().resourceType()));
  const sizes = await Promise.all(
    chosen.map(async (response) => (await response.request().sizes()).responseBodySize),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** How far things moved that were painted already: whoever reads or clicks must not lose their place. */
const movedAbout = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const sum = (entries: PerformanceEntry[]) =>
          entries.reduce((moved, entry) => moved + Number(Reflect.get(entry, 'value')), 0);
        new PerformanceObserver((list) => resolve(sum(list.getEntries()))).observe({
          type: 'layout-shift',
          buffered: true,
        });
        setTimeout(resolve, 50, 0);
      }),
  );

/** How far a page goes beyond its window: nothing scrolls sideways but what says so. */
async function overflow(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe('every page', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    local = await seededCampaign();
    await openTabs();
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    if (local) await discard(local);
  });

  it.each(PAGES)(
    'is small, asks nobody else, fits a desk and a phone, and axe finds nothing: $name',
    async (known) => {
      const { page, responses } = await open(known);
      expect(await kilobytes(responses, ['document', 'stylesheet'])).toBeLessThanOrEqual(DOCUMENT_AND_STYLE);
      expect(await kilobytes(responses, ['script'])).toBeLessThanOrEqual(SCRIPT);
      expect(await movedAbout(page)).toBe(0);
      expect(responses.filter((response) => !response.url().startsWith(local.site))).toEqual([]);
      expect(await page.locator('h1').count()).toBe(1);
      const inline = '[style], style, script:not([src]), script[src]:not([defer]):not([type=module])';
      expect(await page.locator(inline).count()).toBe(0);
      expect(await overflow(page, DESK)).toBe(0);
      expect(await violationsOn(page)).toEqual([]);
      expect(await overflow(page, ENLARGED)).toBe(0);
      // Below this the layout is another: tables fold into blocks, navigation wraps.
      expect(await overflow(page, PHONE)).toBe(0);
      expect(await violationsOn(page, RULES_OF_WIDTH)).toEqual([]);
    },
    60_000,
  );

  it('asks for its style sheet and scripts once: the next page takes them from what the browser keeps', async () => {
    const reader = readers.get('heihe');
    const page = await reader?.newPage();
    const line = page && (await reader?.newCDPSession(page));
    await line?.send('Network.enable');
    const files = new Map<string, string>();
    let came: string[] = [];
    line?.on('Network.requestWillBeSent', ({ requestId, request }) => {
      const [, file] = /\/assets\/[0-9a-f]{12}\/(.+)$/.exec(request.url) ?? [];
      if (file) files.set(requestId, file);
    });
    line?.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const file = files.get(requestId);
      if (file) came.push(`${file} ${encodedDataLength > 0 ? 'from the line' : 'kept'}`);
    });
    const loaded = async (path: string) => {
      came = [];
      await page?.goto(local.site + path, { waitUntil: 'load' });
      return came.sort();
    };
    const all = ['report-autosave.js', 'report-rows.js', 'site-keep.js', 'style.css', 'workbook-size.js'];
    expect(await loaded('/reports/media')).toEqual(all.map((file) => `${file} from the line`));
    expect(await loaded('/reports/open-day')).toEqual(all.map((file) => `${file} kept`));
  });

  it.each(PAGES)('speaks English to whom reads it, and leaves nothing unsaid: $name', async (known) => {
    const answer = await readers.get(known.person)?.request.get(await addressOf(known, local), {
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    const page = (await answer?.text()) ?? '';
    expect(page).toMatch(/<html[^>]* lang="en"/);
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});
