import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { validAnswers } from '../fixtures/answers.ts';
import { accessibilityProblems, openBrowser } from '../support/browser.ts';
import { mailedCode, signIn } from '../support/client.ts';
import { mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';

const UNITS = ['harbin', 'qiqihar', 'jixi'];
const LEAD = 'lead@example.org';

let local: Local;
let browser: Browser;
let person: BrowserContext;
let page: Page;

async function report(unit: string): Promise<void> {
  const clerk = await signIn(local, `${unit}@example.org`);
  const body = { answers: validAnswers.statistics?.(unit) ?? {}, attachments: [] };
  const key = { 'idempotency-key': crypto.randomUUID() };
  const { status } = await clerk.call('POST', '/reports/statistics/submissions', body, key);
  expect([unit, status]).toEqual([unit, 201]);
}

const at = (unit: string) => `${local.site}/desk/reports/${unit}/statistics`;

describe('the desk with script', () => {
  beforeAll(async () => {
    [local, browser] = await Promise.all([startLocal({ clock: '2023-06-10T09:00:00+08:00' }), openBrowser()]);
    for (const unit of UNITS) await report(unit);
    person = await browser.newContext({ locale: 'zh-CN' });
    page = await person.newPage();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await discard(local);
  });

  it('is where a link with a filter leads, after signing in', async () => {
    await page.goto(`${local.site}/desk?show=submitted&units=all`);
    expect(page.url()).toContain('/sign-in?next=');
    const before = (await mailsTo(local, LEAD)).length;
    await page.fill('input[name=email]', LEAD);
    await page.click('main button[type=submit]');
    await page.fill('input[name=code]', await mailedCode(local, LEAD, before));
    await page.click('main button[type=submit]');
    await page.waitForURL(`${local.site}/desk?show=submitted&units=all`);
    expect(await page.locator('.matrix tbody tr').count()).toBe(UNITS.length);
    expect(await page.locator('.filters [aria-current]').textContent()).toBe('待审核 3');
  }, 60_000);

  it('goes to the next report and back by one key each', async () => {
    await page.goto(at('harbin'));
    await page.keyboard.press('n');
    await page.waitForURL(at('qiqihar'));
    await page.keyboard.press('p');
    await page.waitForURL(at('harbin'));
  }, 60_000);

  it('has the buttons of both decisions in sight at 1280 × 720', async () => {
    await page.goto(at('harbin'));
    const button = await page.locator('#decide button[value=return]').boundingBox();
    expect(page.viewportSize()).toEqual({ width: 1280, height: 720 });
    expect((button?.y ?? 720) + (button?.height ?? 0)).toBeLessThanOrEqual(720);
  }, 60_000);

  it('leaves keys alone that are typed into a field', async () => {
    await page.keyboard.press('r');
    await page.keyboard.type('apron');
    expect(await page.inputValue('#decide textarea')).toBe('apron');
    expect(page.url()).toBe(at('harbin'));
  }, 60_000);

  it('accepts by no key while a reason is typed, and says why', async () => {
    await page.goto(at('harbin'));
    await page.fill('#decide textarea', '请核对。');
    await page.locator('h1').click();
    await page.keyboard.press('a');
    expect(await page.locator('#decide [role=alert]').textContent()).toContain('已填写退回原因');
    expect(await page.inputValue('#decide textarea')).toBe('请核对。');
    expect(page.url()).toBe(at('harbin'));
  }, 60_000);

  it('accepts by one key, says so, and leads on', async () => {
    await page.goto(at('harbin'));
    await page.keyboard.press('a');
    await page.waitForURL(`${at('harbin')}?decided=`);
    expect(await page.locator('.notice').textContent()).toContain('该报表已审核通过');
    await page.keyboard.press('n');
    await page.waitForURL(at('qiqihar'));
  }, 60_000);

  it('listens to no key once they are switched off, on the next page too', async () => {
    await page.uncheck('#keys');
    await page.goto(at('jixi'));
    expect(await page.isChecked('#keys')).toBe(false);
    for (const key of ['a', 'n', 'p', 'r']) await page.keyboard.press(key);
    await page.locator('h1').click();
    expect(page.url()).toBe(at('jixi'));
    expect(await page.locator('#decide button[value=accept]').count()).toBe(1);
  }, 60_000);

  it('listens to keys where the browser keeps nothing, until they are switched off on the page', async () => {
    const forgetful = await person.newPage();
    await forgetful.addInitScript(
      "Object.defineProperty(window, 'localStorage', { get() { throw new Error('nothing is kept'); } })",
    );
    await forgetful.goto(at('jixi'));
    expect(await forgetful.isChecked('#keys')).toBe(true);
    await forgetful.uncheck('#keys');
    await forgetful.locator('h1').click();
    await forgetful.keyboard.press('r');
    expect(await forgetful.locator('#decide textarea:focus').count()).toBe(0);
    await forgetful.check('#keys');
    await forgetful.locator('h1').click();
    await forgetful.keyboard.press('r');
    expect(await forgetful.locator('#decide textarea:focus').count()).toBe(1);
    await forgetful.close();
  }, 60_000);

  it('keeps what was typed when the line is down, says so, and sends it once the line is up', async () => {
    await page.goto(at('jixi'));
    await page.fill('#decide textarea', '请补充展览人次。');
    await person.setOffline(true);
    await page.click('#decide button[value=return]');
    expect(await page.locator('#decide [role=alert]').textContent()).toContain('网络已断开，尚未提交');
    expect(await page.inputValue('#decide textarea')).toBe('请补充展览人次。');
    await person.setOffline(false);
    await page.waitForSelector('#decide [role=alert]', { state: 'detached' });
    await page.click('#decide button[value=return]');
    await page.waitForURL(`${at('jixi')}?decided=`);
    expect(await page.locator('.notice').textContent()).toContain('该报表已退回修改');
  }, 60_000);

  it('has nothing that axe finds, and fits 320 pixels', async () => {
    for (const url of [`${local.site}/desk`, at('jixi')]) {
      expect([url, await accessibilityProblems(person, url)]).toEqual([url, []]);
      await page.setViewportSize({ width: 320, height: 700 });
      await page.goto(url);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
  }, 120_000);
});
