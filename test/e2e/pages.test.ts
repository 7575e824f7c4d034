import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { FILE_WORDS } from '../../functions/shared/state-words.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { manifestOf, unzip } from '../support/archive.ts';
import { fillIn, openBrowser, personWithoutScript, press, signInOnPages } from '../support/browser.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { mediaFile } from '../support/upload.ts';

const CITIES = (
  'harbin qiqihar jixi hegang shuangyashan daqing yichun ' +
  'jiamusi qitaihe mudanjiang heihe suihua daxinganling'
).split(' ');

let local: Local;
let browser: Browser;
const people = new Map<string, BrowserContext>();
const references = new Map<string, string>();

/** The page of a person, who signs in when first seen. */
async function pageOf(person: string): Promise<Page> {
  const known = people.get(person);
  const context = known ?? (await personWithoutScript(browser));
  const page = context.pages()[0] ?? (await context.newPage());
  if (!known) {
    people.set(person, context);
    await signInOnPages(page, local, `${person}@example.org`);
  }
  return page;
}

async function fillInAndSubmit(city: string, form: string, answers: object): Promise<void> {
  const { rows = [], ...others } = answers as { rows?: object[] };
  const page = await pageOf(city);
  await page.goto(`${local.site}/reports/${form}`);
  for (const [i, row] of rows.entries()) {
    if (i > 0) await press(page, 'add-row:rows');
    await page.locator(`[name="rows/${i}/institution"]`).waitFor();
    await fillIn(page, row, `rows/${i}`);
  }
  await fillIn(page, others);
  await press(page, 'check');
  await submitChecked(page, `${city}/${form}`);
}

async function submitChecked(page: Page, name: string): Promise<void> {
  expect([name, await page.locator('.error-summary').allTextContents()]).toEqual([name, []]);
  await page.locator('form[action*="/submissions?"] button[type=submit]').click();
  await page.waitForURL(/\/receipts\//);
  references.set(name, page.url().replace(/^.*\//, ''));
}

async function uploadOnPages(
  page: Page,
  form: string,
  slot: string,
  file: string,
  type: string,
): Promise<void> {
  await page.goto(`${local.site}/reports/${form}`);
  await press(page, `upload:${slot}`);
  const kinds = page.locator('main select[name=type]');
  if (await kinds.count()) {
    await kinds.selectOption(type);
    await page.locator('main button[type=submit]').last().click();
  }
  await page.locator('main input[type=file]').setInputFiles(file);
  await page.locator('main form[enctype="multipart/form-data"] button[type=submit]').click();
  await page.waitForURL(new RegExp(`/reports/${form}(#|\\?|$)`));
}

/** Opens a report once its files have their verdict, as a person who looks at the page again. */
async function inspected(page: Page, form: string): Promise<void> {
  const files = page.locator('main', { hasText: FILE_WORDS.checking.zh });
  await eventually(async () => {
    await page.goto(`${local.site}/reports/${form}`);
    return (await files.count()) === 0;
  }, 'the verdict on the files');
}

describe('the story of a week, on pages without script', () => {
  beforeAll(async () => {
    [local, browser] = await Promise.all([startLocal({ clock: '2023-06-10T09:00:00+08:00' }), openBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await discard(local);
  });

  it('leads a clerk from the start page to the list of reports', async () => {
    const context = await personWithoutScript(browser);
    const page = await context.newPage();
    await page.goto(`${local.site}/reports/statistics`);
    expect(page.url()).toMatch(/\/sign-in\?next=/);
    await page.fill('input[name=email]', 'not an address');
    await page.click('main button[type=submit]');
    await page.locator('main .error-summary').waitFor();
    expect(await page.title()).toMatch(/^错误/);
    expect(await page.inputValue('input[name=email]')).toBe('not an address');
    const clerk = await pageOf('harbin');
    expect(clerk.url()).toBe(`${local.site}/reports`);
    expect(await clerk.locator('main').textContent()).toContain('2023年全省科技活动周开展情况统计表');
    await context.close();
  }, 60_000);

  it('tells what is wrong at the field and in a summary, and loses nothing that was typed', async () => {
    const page = await pageOf('harbin');
    await page.goto(`${local.site}/reports/statistics`);
    await page.fill('[name="indicators/A1/count"]', '12x');
    await page.fill('[name="filledBy"]', '示例填表人');
    await press(page, 'check');
    const summary = page.locator('main .error-summary');
    await summary.waitFor();
    expect(await page.title()).toMatch(/^错误/);
    expect(await summary.locator('a').first().getAttribute('href')).toMatch(/^#f-/);
    for (const link of await summary.locator('a').all()) {
      const id = (await link.getAttribute('href'))?.slice(1) ?? '';
      expect([id, await page.locator(`[id="${id}"]`).count()]).toEqual([id, 1]);
    }
    expect(await page.inputValue('[name="indicators/A1/count"]')).toBe('12x');
    expect(await page.inputValue('[name="filledBy"]')).toBe('示例填表人');
  }, 60_000);

  it('takes the register and the statistics of all 13 cities', async () => {
    for (const city of CITIES) {
      await fillInAndSubmit(city, 'open-day', validAnswers['open-day']?.(city) ?? {});
      await fillInAndSubmit(city, 'statistics', validAnswers.statistics?.(city) ?? {});
    }
    expect(new Set(references.values()).size).toBe(26);
  }, 240_000);

  it('takes a video and a picture of three cities by the plain upload form', async () => {
    for (const city of CITIES.slice(0, 3)) {
      const page = await pageOf(city);
      await uploadOnPages(page, 'media', 'video', mediaFile('ok-1080p-12s.mp4'), 'video/mp4');
      await uploadOnPages(page, 'media', 'picture', mediaFile('ok-1920x1080.jpg'), 'image/jpeg');
      await inspected(page, 'media');
      const file = page.locator('[name="items/0/file"]');
      const option = await file.locator('option', { hasText: 'ok-1080p-12s.mp4' }).getAttribute('value');
      await fillIn(page, { kind: 'video', title: '科技周开幕', file: option }, 'items/0');
      await press(page, 'add-row:items');
      const picture = await page
        .locator('[name="items/1/file"] option', { hasText: 'ok-1920x1080.jpg' })
        .getAttribute('value');
      await fillIn(page, { kind: 'picture', title: '开放实验室', file: picture }, 'items/1');
      await press(page, 'check');
      await submitChecked(page, `${city}/media`);
      expect(await page.locator('main').textContent()).toContain('ok-1080p-12s.mp4');
    }
  }, 120_000);

  it('sends a confirmation for each, and a reload of the receipt sends none', async () => {
    const page = await pageOf('harbin');
    await page.goto(`${local.site}/receipts/${references.get('harbin/media')}`);
    await page.reload();
    for (const [name, reference] of references) {
      const city = name.split('/')[0];
      const found = await eventually(async () => {
        const mails = (await mailsTo(local, `${city}@example.org`)).filter(({ text }) =>
          text.includes(reference),
        );
        return mails.length > 0 && mails;
      }, `the confirmation of ${name}`);
      expect([name, found.length]).toEqual([name, 1]);
    }
  }, 60_000);

  it('shows the office the matrix; it returns a report, and the city corrects it', async () => {
    const office = await pageOf('lead');
    expect(office.url()).toBe(`${local.site}/desk`);
    await office.locator('a[href="/desk/reports/jixi/statistics"]').click();
    await office.locator('textarea[name=message]').fill('请核对线上活动数。');
    await office.locator('button[value=return]').click();
    await eventually(
      async () =>
        (await mailsTo(local, 'jixi@example.org')).find(({ text }) => text.includes('请核对线上活动数。')),
      'the mail about the return',
    );
    const city = await pageOf('jixi');
    await city.goto(`${local.site}/reports/statistics`);
    expect(await city.locator('main').textContent()).toContain('请核对线上活动数。');
    await city.fill('[name="indicators/A2/remark"]', '已核对');
    await press(city, 'check');
    await submitChecked(city, 'jixi/statistics');
    await office.goto(`${local.site}/desk/reports/jixi/statistics`);
    await office.locator('button[value=accept]').click();
    expect(await office.locator('main').textContent()).toContain('审核通过');
  }, 60_000);

  it('hands the office one archive that opens', async () => {
    const office = await pageOf('lead');
    await office.goto(`${local.site}/archives`);
    await office.locator('main form[action="/archives/new"] button[type=submit]').click();
    await office.locator('main form[action="/archives"] button[type=submit]').click();
    const link = office.locator('main a[href$="/download"]').first();
    await eventually(async () => {
      if (await link.count()) return true;
      await office.reload();
      return false;
    }, 'the archive');
    const [download] = await Promise.all([office.waitForEvent('download'), link.click()]);
    const files = await unzip(readFileSync(await download.path()));
    expect(manifestOf(files).length).toBeGreaterThan(0);
    expect(files.filter(({ path }) => basename(path) === 'ok-1080p-12s.mp4')).toHaveLength(3);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
  }, 120_000);
});
