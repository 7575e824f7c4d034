import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { XLSX } from '../../functions/shared/workbook/media-type.ts';
import { openArchive } from '../../functions/shared/workbook/read/archive.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { openBrowser, personWithoutScript, signInOnPages } from '../support/browser.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { changeSheet, setCell, text } from '../support/rezip.ts';
import { answersOf, filledIn } from '../support/workbooks.ts';

const register = formOf('open-day');
if (!register) throw new Error('no register');
const good = filledIn(register, answersOf(register));
const wrong = changeSheet(good, 3, (xml) => setCell(xml, 'O3', ...text('12345')));

describe('importing a workbook on pages without script', () => {
  let local: Local;
  let browser: Browser;
  let page: Page;
  const main = () => page.locator('main').innerText();

  /** Chooses a file on the page that is open, and imports it. */
  async function importFile(buffer: Buffer, replace = false): Promise<void> {
    await page.setInputFiles('input[name=workbook]', { name: '备案表.xlsx', mimeType: XLSX, buffer });
    if (replace) await page.check('input[name=replace]');
    await page.locator('form[enctype="multipart/form-data"] button[type=submit]').click();
  }

  beforeAll(async () => {
    local = await startLocal({ clock: '2023-05-10T09:00:00+08:00' });
    browser = await openBrowser();
    page = await (await personWithoutScript(browser)).newPage();
    await signInOnPages(page, local, 'harbin@example.org');
    await page.goto(`${local.site}/reports/open-day`);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await discard(local);
  });

  it('refuses what is no workbook, says why, and leads to the report in the other language', async () => {
    await importFile(Buffer.from('序号,单位名称\n1,示例'));
    expect(await page.locator('.error-summary').innerText()).toContain('xlsx');
    expect(await main()).toContain('没有导入任何内容');
    await page.click('a.language');
    expect(new URL(page.url()).pathname).toBe('/reports/open-day');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.click('a.language');
  }, 60_000);

  it('tells a wrong cell with its cure, and keeps everything else in the draft', async () => {
    await importFile(wrong);
    const row = page.locator('table.stack tbody tr', { hasText: 'O3' });
    expect(await row.innerText()).toMatch(/须更正/);
    expect(await main()).toContain('已存入填报页面，尚未提交');
  }, 60_000);

  it('hands back a copy of the file with that cell marked and commented', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('main form:not([enctype]) button[type=submit]'),
    ]);
    expect(download.suggestedFilename()).toMatch(/有误处已标注\.xlsx$/);
    const archive = openArchive(readFileSync(await download.path()));
    const comments = archive.names.filter((name) => /comments\d+\.xml$/.test(name));
    const marked = comments.flatMap((name) => [
      ...archive
        .read(name)
        .toString('utf8')
        .matchAll(/<comment ref="(\w+)"/g),
    ]);
    expect(marked.map(([, cell]) => cell)).toContain('O3');
  }, 60_000);

  it('leads from the result to the report, which shows the wrong field, in both languages', async () => {
    await page.click('a.language');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await main()).toContain('12345');
    await page.click('a.language');
    expect(await page.inputValue('[name="rows/0/institution"]')).not.toBe('');
  }, 60_000);

  it('replaces nothing before that is agreed to, then imports the corrected file', async () => {
    await importFile(good);
    expect(await main()).toContain('尚未导入');
    await importFile(good, true);
    expect(page.url()).toBe(`${local.site}/reports/open-day?notice=imported`);
    await page.locator('main button[name=action][value=check]').last().click();
    await page.locator('form[action*="/submissions?"] button[type=submit]').click();
    await page.waitForURL(/\/receipts\//);
  }, 60_000);
});
