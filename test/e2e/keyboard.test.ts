import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { validAnswers } from '../fixtures/answers.ts';
import { openBrowser } from '../support/browser.ts';
import { mailedCode } from '../support/client.ts';
import { mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';

/** More controls than any page of this walk has. */
const MOST_STEPS = 150;

let local: Local;
let browser: Browser;

/** Where the keyboard is, and whether one sees it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const { top, bottom } = at.getBoundingClientRect();
    return {
      text: at.textContent?.trim() ?? '',
      outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      within: bottom > 0 && top < innerHeight,
    };
  });

const isAt = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Goes forward with Tab to what a selector means; each stop on the way must be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press('Tab');
    if (await isAt(page, selector)) {
      expect([selector, await focused(page)]).toEqual([
        selector,
        expect.objectContaining({ outlined: true, within: true }),
      ]);
      return;
    }
  }
  throw new Error(`Tab never comes to ${selector}`);
}

async function pressAt(page: Page, selector: string, url: RegExp): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForURL(url), page.keyboard.press('Enter')]);
}

/** As hands do it: texts are typed, days part by part, choices with the arrow, ticks with the space bar. */
async function typeAnswer(page: Page, name: string, value: unknown): Promise<void> {
  const boxes = [value].flat().map((one) => `[name="${name}"][value="${one}"]`);
  const type = await page
    .locator(`main [name="${name}"]`)
    .first()
    .evaluate((e) => e.getAttribute('type') ?? e.tagName);
  if (type === 'checkbox') {
    for (const box of boxes) {
      await tabTo(page, box);
      await page.keyboard.press('Space');
    }
    return;
  }
  await tabTo(page, `[name="${name}"]`);
  if (type === 'SELECT') {
    const chosen = () => page.inputValue(`[name="${name}"]`);
    while ((await chosen()) !== value) await page.keyboard.press('ArrowDown');
  } else if (type === 'date') {
    const [year = '', month = '', day = ''] = String(value).split('-');
    // The parts stand in the order of the browser's own language, which is English here.
    await page.keyboard.type(month + day + year);
  } else {
    await page.keyboard.press('Control+A');
    await page.keyboard.type(String(value));
  }
}

async function signInByKeyboard(email: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const before = (await mailsTo(local, email)).length;
  await page.goto(`${local.site}/sign-in`);
  await tabTo(page, 'input[name=email]');
  await page.keyboard.type(email);
  await Promise.all([page.waitForURL(/\/sign-in\/code/), page.keyboard.press('Enter')]);
  await tabTo(page, 'input[name=code]');
  await page.keyboard.type(await mailedCode(local, email, before));
  await Promise.all([page.waitForURL(/\/(reports|desk)$/), page.keyboard.press('Enter')]);
  return page;
}

describe('with the keyboard alone', () => {
  beforeAll(async () => {
    [local, browser] = await Promise.all([startLocal({ clock: '2023-05-15T09:00:00+08:00' }), openBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    if (local) await discard(local);
  });

  it('the first stop of a page leads past its head', async () => {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    await page.goto(`${local.site}/sign-in`);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toEqual({ text: '跳到主要内容', outlined: true, within: true });
    await page.keyboard.press('Enter');
    expect(await isAt(page, 'main')).toBe(true);
    await page.keyboard.press('Tab');
    expect(await isAt(page, 'main *')).toBe(true);
  }, 60_000);

  it('a clerk signs in, fills in a register, submits it and reads the receipt; the office accepts it', async () => {
    const clerk = await signInByKeyboard('harbin@example.org');
    await pressAt(clerk, 'a[href="/reports/open-day"]', /\/reports\/open-day$/);
    const { rows, ...rest } = validAnswers['open-day']?.('harbin', { rows: 1 }) ?? {};
    const row = Array.isArray(rows) ? rows[0] : {};
    const answers = [
      ...Object.entries(rest).map(
        ([name, value]) => [name, name === 'secrecyReviewed' ? 'true' : value] as const,
      ),
      ...Object.entries(row).map(([name, value]) => [`rows/0/${name}`, value] as const),
    ];
    for (const [name, value] of answers) await typeAnswer(clerk, name, value);
    await pressAt(clerk, 'button[value=check]', /\/check/);
    expect(await clerk.locator('.error-summary').allTextContents()).toEqual([]);
    await pressAt(clerk, 'form[action*="/submissions?"] button', /\/receipts\//);
    expect(await clerk.locator('main').textContent()).toContain('哈尔滨市示例研究院第1所');

    const office = await signInByKeyboard('lead@example.org');
    await pressAt(office, 'a[href="/desk/reports/harbin/open-day"]', /\/desk\/reports\/harbin\/open-day/);
    await tabTo(office, 'button[value=accept]');
    await office.keyboard.press('Enter');
    await office.locator('.tag-accepted').first().waitFor();
  }, 120_000);
});
