import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { discard } from '../support/local.ts';
import { addressOf, PAGES, signedInStates } from '../support/page-table.ts';
import { seededCampaign } from '../support/seeded-campaign.ts';
import { median, table } from './figures.ts';
import { scoreOf, type Visit } from './page-score.ts';

const ROUNDS = 9;
const VISITS = 3;

/** A bad line: 1.6 Mbit/s both ways, 150 ms a round trip; bytes a second. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
/** An old machine beside this one. */
const SLOWER = 4;

/** Milliseconds until the answer is whole, its reads of the database included, after the function has started. */
async function serverTime(context: BrowserContext, url: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await (await context.request.get(url, { headers: { accept: 'text/html' } })).body();
    if (round > 0) times.push(performance.now() - start);
  }
  return median(times);
}

/** KB over the line of what a page loads, by what it is. */
async function sizes(page: Page, url: string): Promise<(type: string) => number> {
  const loaded: [string, number][] = [];
  page.on('response', async (response) => {
    const { responseBodySize } = await response.request().sizes();
    loaded.push([response.request().resourceType(), responseBodySize / 1024]);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return (wanted) => loaded.filter(([type]) => type === wanted).reduce((sum, [, size]) => sum + size, 0);
}

interface Times extends Visit {
  usable: number;
}

/** When a page first shows something, and when its scripts have run and it answers; a first visit, nothing cached. */
async function visit(context: BrowserContext, url: string): Promise<Times> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', LINE);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(url, { waitUntil: 'load' });
  const times = await page.evaluate(async () => {
    const entries = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
        setTimeout(resolve, 200, []);
      });
    const painted = await entries('paint');
    const long = await entries('longtask');
    const largest = (await entries('largest-contentful-paint')).at(-1)?.startTime;
    const shifts = await entries('layout-shift');
    const [navigation] = performance.getEntriesByType('navigation');
    const ready = navigation instanceof PerformanceNavigationTiming ? navigation.domContentLoadedEventEnd : 0;
    const content = painted.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? ready;
    const busy = long.map(({ startTime, duration }) => startTime + duration);
    return {
      content,
      largest: largest ?? content,
      blocked: long.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
      shift: shifts.reduce((sum, entry) => sum + Number(Reflect.get(entry, 'value')), 0),
      usable: Math.max(content, ready, ...busy),
    };
  });
  await page.close();
  return times;
}

async function visits(context: BrowserContext, url: string): Promise<Times> {
  const all: Times[] = [];
  for (let turn = 0; turn < VISITS; turn++) all.push(await visit(context, url));
  const of = (name: keyof Times) => median(all.map((times) => times[name]));
  return {
    content: of('content'),
    largest: of('largest'),
    blocked: of('blocked'),
    shift: of('shift'),
    usable: of('usable'),
  };
}

async function measure(
  browser: Browser,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>> | undefined,
  url: string,
) {
  const context = await browser.newContext({ locale: 'zh-CN', storageState });
  const server = await serverTime(context, url);
  const size = await sizes(await context.newPage(), url);
  const times = await visits(context, url);
  await context.close();
  return {
    'server ms': server.toFixed(0),
    'document KB': size('document').toFixed(1),
    'style KB': size('stylesheet').toFixed(1),
    'script KB': size('script').toFixed(1),
    'content ms': times.content.toFixed(0),
    'largest ms': times.largest.toFixed(0),
    'usable ms': times.usable.toFixed(0),
    'blocked ms': times.blocked.toFixed(0),
    shift: times.shift.toFixed(3),
    score: scoreOf(times).toFixed(0),
  };
}

/**
 * Every page: the server's part, what is loaded, what a clerk with a bad line and an old machine waits for, and the
 * score that comes of it. `PAGES=desk,totals` measures some.
 */
export async function run(): Promise<void> {
  const wanted = process.env.PAGES?.split(',');
  const local = await seededCampaign();
  const browser = await openBrowser();
  try {
    const states = await signedInStates(browser, local);
    const rows: { [column: string]: string }[] = [];
    for (const known of PAGES.filter(({ name }) => wanted?.includes(name) ?? true)) {
      const state = known.person === undefined ? undefined : states.get(known.person);
      rows.push({ page: known.name, ...(await measure(browser, state, await addressOf(known, local))) });
    }
    table(rows);
  } finally {
    await browser.close();
    await discard(local);
  }
}
