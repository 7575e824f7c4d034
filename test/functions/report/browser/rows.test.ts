import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MOST_BYTES } from '../../../../functions/shared/workbook/most-bytes.ts';
import { accessibilityProblems } from '../../../support/browser.ts';
import { clerkBrowser, FORM } from './clerk-browser.ts';

const at = (row: number, column: string) => `[name="rows/${row}/${column}"]`;
const HEADS = ['开放结束日期', '单位名称', '单位类型', '面向对象', '开放开始日期', '序号'].join('\t');

describe('the editor of a register’s rows', () => {
  const { opened } = clerkBrowser({ viewport: { width: 360, height: 740 } });

  const paste = (page: Page, text: string) =>
    page.evaluate((given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      return document.activeElement?.dispatchEvent(event);
    }, text);

  const saved = (page: Page) =>
    page.locator('[data-autosave-status] [role=status]', { hasText: '已自动保存' }).waitFor({
      state: 'attached',
      timeout: 30_000,
    });
  const told = (page: Page) => page.locator('[data-rows] + [role=status]').textContent();
  const names = (page: Page) =>
    page
      .locator('[name$="/institution"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

  it('adds, duplicates, moves and removes without a round trip, and what it makes is saved', async () => {
    const { page, line, stored } = await opened([{ institution: '甲所' }, { institution: '乙校' }]);
    const before = line.arrived.length;
    await page.click('button[value="add-row:rows"]');
    await page.fill(at(2, 'institution'), '丙馆');
    const row = (n: number) => page.locator('details.row').nth(n);
    await row(2).getByText('上移').click();
    expect(await names(page)).toEqual(['甲所', '丙馆', '乙校']);
    await row(0).getByText('复制本行').click();
    expect(await names(page)).toEqual(['甲所', '甲所', '丙馆', '乙校']);
    await row(0).getByText('删除第1行').click();
    expect(await row(0).locator('summary').textContent()).toContain('第1行 甲所');
    await row(1).getByText('删除第2行').click();
    expect(await names(page)).toEqual(['甲所', '乙校']);
    await page.getByText('撤销删除').click();
    expect(await names(page)).toEqual(['甲所', '丙馆', '乙校']);
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(line.arrived.slice(before).filter((one) => !one.startsWith('PUT'))).toEqual([]);
    await saved(page);
    expect((await stored()).answers.rows).toMatchObject([
      { institution: '甲所' },
      { institution: '丙馆' },
      { institution: '乙校' },
    ]);
    for (const _ of [1, 2, 3]) {
      await row(0).evaluate((details: HTMLDetailsElement) => {
        details.open = true;
      });
      await row(0).getByText('删除第1行').click();
    }
    expect(await names(page)).toEqual(['']);
    await page.getByText('撤销删除').click();
    expect(await names(page)).toEqual(['乙校']);
  }, 90_000);

  it('takes 500 rows from a spreadsheet, says what it could not read, and stays quick', async () => {
    const { page, stored } = await opened([]);
    const lines = Array.from(
      { length: 501 },
      (_, n) =>
        `2023/5/21\t示例研究所${n}\t${n === 1 ? '公司' : '科研机构'}\t公众、大学生\t2023年5月20日\t${n + 1}`,
    );
    await page.focus(at(0, 'place'));
    const began = Date.now();
    await paste(page, [HEADS, ...lines].join('\r\n'));
    const took = Date.now() - began;
    expect(await told(page)).toMatch(/^已粘贴500行。最多500行，其余1行未粘贴。.*序号.*第2行单位类型“公司”/);
    await saved(page);
    const { rows = [] } = (await stored()).answers;
    expect(rows).toHaveLength(500);
    expect(rows[499]).toEqual({
      institution: '示例研究所499',
      kind: 'institute',
      audience: ['students', 'public'],
      from: '2023-05-20',
      to: '2023-05-21',
    });
    const step = Date.now();
    await page.locator('details.row').nth(0).getByText('删除第1行').click();
    expect(await page.locator('details.row').count()).toBe(499);
    // Both take a second or less; the machine of the tests may be busy.
    expect([took < 40_000, Date.now() - step < 20_000]).toEqual([true, true]);
  }, 120_000);

  it('pastes cells without heads from the cell on, and a single text as ever', async () => {
    const { page } = await opened([{ institution: '甲所' }]);
    await page.focus(at(0, 'from'));
    await paste(page, '2023年5月20日\t某日\n2023.5.21\t2023-05-22');
    expect(await page.inputValue(at(0, 'from'))).toMatch(/2023-05-20|2023年5月20日/);
    expect(await page.inputValue(at(0, 'to'))).toBe('某日');
    expect(await page.inputValue(at(1, 'to'))).toMatch(/2023-05-22/);
    expect(await told(page)).toContain('第1行');
    await page.focus(at(0, 'institution'));
    expect(await paste(page, '一个名称')).toBe(true);
  }, 90_000);

  it('is worked by keyboard alone, and catches nobody', async () => {
    const { page } = await opened([{ institution: '甲所' }]);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await page.focus(at(0, 'institution'));
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('rows/0/kind');
    await page.keyboard.press('Control+Enter');
    expect(await focused()).toBe('rows/1/institution');
    await page.keyboard.type('乙校');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('rows/1/institution');
    for (let presses = 0; presses < 40 && (await focused()) !== 'action'; presses++)
      await page.keyboard.press('Tab');
    expect(await focused()).toBe('action');
    expect(page.url()).toMatch(/open-day$/);
  }, 90_000);

  it('leaves axe nothing to say', async () => {
    const { page, url } = await opened([{ institution: '甲所' }, { institution: '乙校' }]);
    expect(await accessibilityProblems(page.context(), url)).toEqual([]);
  }, 90_000);

  it('stands beside long texts that are counted while they are typed, as the check counts them', async () => {
    const { page, url } = await opened([]);
    await page.goto(url.replace(FORM, '/reports/summary'));
    const [text, count] = [page.locator('#f-abstract'), page.locator('#f-abstract + output')];
    expect(await count.count()).toBe(0);
    await text.focus();
    expect(await count.textContent()).toBe('还可填写2000字');
    await text.fill(`  ${'字'.repeat(1999)}\n`);
    expect([await count.textContent(), await count.getAttribute('aria-live')]).toEqual([
      '还可填写1字',
      'polite',
    ]);
    await text.fill('字'.repeat(2003));
    expect([await count.textContent(), await count.getAttribute('class')]).toEqual([
      '超出3字',
      'error-message',
    ]);
  });

  it('says before it is sent that a workbook is too large, and lets a smaller one go', async () => {
    const { page, line } = await opened([]);
    const choose = (bytes: number) =>
      page.setInputFiles('#workbook', { name: '备案表.xlsx', mimeType: '', buffer: Buffer.alloc(bytes) });
    const posts = () => line.arrived.filter((one) => one.startsWith('POST'));
    await choose(MOST_BYTES + 1);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    expect(await page.locator('#workbook + output').textContent()).toContain('文件超过3 MB');
    expect(await page.locator('#workbook').evaluate((input) => input === document.activeElement)).toBe(true);
    expect(posts()).toEqual([]);
    await choose(MOST_BYTES);
    expect(await page.locator('#workbook + output').textContent()).toBe('');
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.waitForURL('**/workbook?as=harbin');
    expect(posts()).toEqual([`POST ${FORM}/workbook?as=harbin`]);
  }, 90_000);
});
