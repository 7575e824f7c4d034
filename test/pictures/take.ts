import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { validAnswers } from '../fixtures/answers.ts';
import { fillIn, openBrowser, personWithoutScript, press, signInOnPages } from '../support/browser.ts';
import { discard, type Local } from '../support/local.ts';
import { addressOf, PAGES, signedInStates } from '../support/page-table.ts';
import { seededCampaign } from '../support/seeded-campaign.ts';

/*
 * `npm run pictures`: a picture of every page in both languages, on a desk and a phone, light and dark, into
 * `.local/pictures`, to be looked at; and those of the README into `docs/pictures`. The names of pages after it,
 * or `readme`, take those alone. The machine needs a font with Chinese characters, for instance fonts-noto-cjk.
 */

const FOLDER = '.local/pictures';
const README_SIZE = { width: 1200, height: 960 };

const LOOKS = [
  { look: 'zh-desk', locale: 'zh-CN', width: 1280, colorScheme: 'light' },
  { look: 'zh-phone', locale: 'zh-CN', width: 320, colorScheme: 'light' },
  { look: 'zh-dark', locale: 'zh-CN', width: 1280, colorScheme: 'dark' },
  { look: 'en-desk', locale: 'en-GB', width: 1280, colorScheme: 'light' },
  { look: 'en-phone-dark', locale: 'en-GB', width: 320, colorScheme: 'dark' },
] as const;

async function gallery(browser: Browser, local: Local, wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const states = await signedInStates(browser, local);
  const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const known of pages) {
    const url = await addressOf(known, local);
    for (const { look, locale, width, colorScheme } of LOOKS) {
      const storageState = known.person === undefined ? undefined : states.get(known.person);
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ locale, viewport, colorScheme, storageState });
      const page = await context.newPage();
      await page.goto(url);
      await page.screenshot({ path: `${FOLDER}/${known.name}-${look}.png`, fullPage: true });
      await context.close();
    }
    console.log(known.name);
  }
}

async function picturesOfTheReadme(browser: Browser, local: Local): Promise<void> {
  const office = await (await personWithoutScript(browser)).newPage();
  await office.setViewportSize(README_SIZE);
  await signInOnPages(office, local, 'lead@example.org');
  await office.screenshot({ path: 'docs/pictures/desk.png' });

  const clerk = await (await personWithoutScript(browser)).newPage();
  await clerk.setViewportSize(README_SIZE);
  await signInOnPages(clerk, local, 'heihe@example.org');
  await clerk.goto(`${local.site}/reports/statistics`);
  const indicators = validAnswers.statistics?.('heihe')?.indicators ?? {};
  await fillIn(clerk, { indicators: Object.fromEntries(Object.entries(indicators).slice(0, 8)) });
  await press(clerk, 'save');
  await clerk.screenshot({ path: 'docs/pictures/form.png' });
}

const wanted = process.argv.slice(2);
const [local, browser] = await Promise.all([seededCampaign(), openBrowser()]);
try {
  await gallery(browser, local, wanted);
  if (wanted.length === 0 || wanted.includes('readme')) await picturesOfTheReadme(browser, local);
} finally {
  await browser.close();
  await discard(local);
}
