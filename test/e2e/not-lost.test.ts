import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { validAnswers } from '../fixtures/answers.ts';
import { fillIn, openBrowser, personWithoutScript, press, signInOnPages } from '../support/browser.ts';
import { type Client, mailedCode, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';

/** The register is not closed yet, then it is. */
const [OPEN, CLOSED] = ['2023-05-15T09:00:00+08:00', '2024-05-15T09:00:00+08:00'];
const TYPED = '示例负责人，尚未保存';

let local: Local;
let browser: Browser;

/** A clerk of a city on a page, signed in; without script, where the server alone keeps what was typed. */
async function clerkOf(city: string, path: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await personWithoutScript(browser);
  const page = await context.newPage();
  await signInOnPages(page, local, `${city}@example.org`);
  await page.goto(local.site + path);
  return { context, page };
}

interface Kept {
  version: number;
  revisions: { reference: string }[];
}

const keptBy = async (client: Client, form: string): Promise<Kept> =>
  (await client.call<Kept>('GET', `/reports/${form}`)).body;

/** Leaves a whole report as a draft, ready to be checked. */
async function keepDraft(city: string, form: string, rows?: number): Promise<Client> {
  const client = await signIn(local, `${city}@example.org`);
  const { version } = await keptBy(client, form);
  const answers = validAnswers[form]?.(city, rows === undefined ? {} : { rows });
  const { status } = await client.call('PUT', `/reports/${form}/draft`, { version, answers });
  expect(status).toBe(200);
  return client;
}

const responsible = (page: Page) => page.inputValue('[name=responsible]');
const submitButton = (page: Page) => page.locator('form[action*="/submissions?"] button[type=submit]');

describe('what a clerk typed', () => {
  beforeAll(async () => {
    [local, browser] = await Promise.all([startLocal({ clock: OPEN }), openBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    if (local) await discard(local);
  });

  it('outlives the session: after signing in again in another window it is sent again and saved', async () => {
    const { context, page } = await clerkOf('harbin', '/reports/statistics');
    await page.fill('[name=responsible]', TYPED);
    await page.fill('[name="indicators/A1/remark"]', '第一行\u{20BB7}"<b>');
    await context.clearCookies();
    await press(page, 'save');
    await eventually(async () => /^错误/.test(await page.title()), 'the page that asks to sign in');
    const [other] = await Promise.all([context.waitForEvent('page'), page.click('main a[href^="/sign-in"]')]);
    const before = (await mailsTo(local, 'harbin@example.org')).length;
    await other.fill('input[name=email]', 'harbin@example.org');
    await other.click('main button[type=submit]');
    await other.fill('input[name=code]', await mailedCode(local, 'harbin@example.org', before));
    await other.click('main button[type=submit]');
    await other.waitForURL(/\/reports$/);
    await page.click('main form button[type=submit]');
    await page.waitForURL(/\/reports\/statistics\?notice=saved/);
    await page.goto(`${local.site}/reports/statistics`);
    expect(await responsible(page)).toBe(TYPED);
    expect(await page.inputValue('[name="indicators/A1/remark"]')).toBe('第一行\u{20BB7}"<b>');
    await context.close();
  });

  it('is kept on the page when a second tab was saved first, beside what is saved now', async () => {
    const { context, page } = await clerkOf('qiqihar', '/reports/statistics');
    const second = await context.newPage();
    await second.goto(page.url());
    await second.fill('[name=responsible]', '第二个窗口');
    await press(second, 'save');
    await page.fill('[name=responsible]', TYPED);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      press(page, 'save'),
    ]);
    expect(answer.status()).toBe(409);
    expect(await responsible(page)).toBe(TYPED);
    expect(await page.locator('main details', { hasText: '第二个窗口' }).count()).toBe(1);
    await press(page, 'save');
    await page.goto(`${local.site}/reports/statistics`);
    expect(await responsible(page)).toBe(TYPED);
    await context.close();
  });

  it('is there again with the Back button after saving, and can be changed and saved', async () => {
    const { context, page } = await clerkOf('jixi', '/reports/statistics');
    await page.fill('[name=responsible]', TYPED);
    await press(page, 'save');
    await page.waitForURL(/notice=saved/);
    await page.goBack();
    expect(await responsible(page)).toBe(TYPED);
    await page.fill('[name=responsible]', `${TYPED}，又改`);
    await press(page, 'save');
    await page.waitForURL(/notice=saved/);
    expect(await responsible(page)).toBe(`${TYPED}，又改`);
    await context.close();
  });

  it('is submitted once by a double click, and the Back button tells that it has been', async () => {
    const client = await keepDraft('hegang', 'open-day', 2);
    const { context, page } = await clerkOf('hegang', '/reports/open-day/check');
    await submitButton(page).dblclick();
    await page.waitForURL(/\/receipts\//);
    const { revisions } = await keptBy(client, 'open-day');
    expect(revisions.map(({ reference }) => reference)).toEqual([page.url().replace(/^.*\//, '')]);
    await page.goBack();
    expect(page.url()).toMatch(/\/check$/);
    expect(await page.locator('main .notice').first().textContent()).toContain(revisions[0]?.reference);
    await context.close();
  });

  it('needs no script: pages whose scripts do not arrive take it, check it and submit it', async () => {
    await keepDraft('daqing', 'open-day', 2);
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await signInOnPages(page, local, 'daqing@example.org');
    await context.route('**/assets/*.js', (route) => route.abort('connectionreset'));
    await page.goto(`${local.site}/reports/open-day`);
    await page.fill('[name=filledBy]', TYPED);
    await press(page, 'check');
    await page.waitForURL(/\/check/);
    expect(await page.locator('main').textContent()).toContain(TYPED);
    await submitButton(page).click();
    await page.waitForURL(/\/receipts\//);
    await context.close();
  });

  it('may be a register of 500 rows, on a phone: it opens, changes and is saved', async () => {
    await keepDraft('yichun', 'open-day', 500);
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await signInOnPages(page, local, 'yichun@example.org');
    await page.goto(`${local.site}/reports/open-day`);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBe(0);
    const last = page.locator('details.row').nth(499);
    await last.locator('summary').click();
    await fillIn(page, { institution: '示例最后一所' }, 'rows/499');
    await press(page, 'save');
    await page.waitForURL(/notice=saved/);
    expect(await page.inputValue('[name="rows/499/institution"]')).toBe('示例最后一所');
    expect(await page.locator('details.row').count()).toBe(500);
    await context.close();
  }, 90_000);

  it('stays readable on the page when the form was closed meanwhile', async () => {
    await keepDraft('heihe', 'open-day', 1);
    const { context, page } = await clerkOf('heihe', '/reports/open-day');
    await page.fill('[name=filledBy]', TYPED);
    await local.stop();
    local = await startLocal({ clock: CLOSED, again: local });
    await press(page, 'save');
    // The day has come and gone, so has the session.
    expect(await page.inputValue('input[name=filledBy]')).toBe(TYPED);
    await signInOnPages(await context.newPage(), local, 'heihe@example.org');
    await page.click('main form button[type=submit]');
    expect(await page.locator('main .error-summary').textContent()).toContain('已截止');
    expect(await page.inputValue('[name=filledBy]')).toBe(TYPED);
    await context.close();
  }, 90_000);
});
