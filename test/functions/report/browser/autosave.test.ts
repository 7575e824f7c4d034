import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { press } from '../../../support/browser.ts';
import { clerkBrowser } from './clerk-browser.ts';

const NAME = '[name="filledBy"]';
const STATUS = '[data-autosave-status] [role=status]';

describe('a draft that saves itself', () => {
  const { opened } = clerkBrowser();

  const says = (page: Page, words: RegExp) =>
    page.locator(STATUS, { hasText: words }).waitFor({ state: 'attached', timeout: 20_000 });

  const copies = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft ')));

  it('says when it was saved, leaves no copy behind, and can be posted afterwards', async () => {
    const { page, stored, line } = await opened();
    // A line that says nothing covers nothing.
    expect((await page.locator('[data-autosave-status]').boundingBox())?.height).toBe(0);
    await page.fill(NAME, '张三');
    await says(page, /^已自动保存 \d\d:\d\d$/);
    expect(await stored()).toMatchObject({ version: 1, answers: { filledBy: '张三' } });
    expect(await copies(page)).toEqual([]);
    expect(await page.inputValue(`main form[data-autosave] [name=version]`)).toBe('1');
    await page.fill(NAME, '李四');
    await press(page, 'save');
    await page.waitForURL(/notice=saved/);
    expect(await page.inputValue(NAME)).toBe('李四');
    expect(line.arrived.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  }, 90_000);

  it('says that the line is down, keeps the page when it is posted, and saves once the line is up', async () => {
    const { page, line, stored } = await opened();
    line.down = true;
    await page.fill(NAME, '张三');
    await says(page, /网络不通/);
    await press(page, 'check');
    expect(await page.inputValue(NAME)).toBe('张三');
    expect(await copies(page)).toHaveLength(1);
    line.down = false;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await says(page, /已自动保存/);
    expect((await stored()).answers.filledBy).toBe('张三');
  }, 90_000);

  it('stops when another window saved, and lets the person decide', async () => {
    const { page, open, stored } = await opened();
    const other = await open();
    await page.fill(NAME, '张三');
    await says(page, /已自动保存/);
    await other.fill(NAME, '李四');
    await says(other, /在其他窗口或由他人修改/);
    expect((await stored()).answers.filledBy).toBe('张三');
    await press(other, 'save');
    await other.locator('.error-summary').waitFor();
    expect(await other.inputValue(NAME)).toBe('李四');
    expect(await other.locator('main details', { hasText: '目前已保存的内容' }).textContent()).toContain(
      '张三',
    );
    await press(other, 'save');
    await other.waitForURL(/notice=saved/);
    expect((await stored()).answers.filledBy).toBe('李四');
  }, 90_000);

  it('offers what a crash left unsaved, and restores it', async () => {
    const { page, open, line, stored } = await opened();
    line.down = true;
    await page.fill(NAME, '张三');
    await says(page, /网络不通/);
    // The renderer dies: no event tells the page of its end.
    await page.goto('chrome://crash').catch(() => undefined);
    line.down = false;
    const again = await open();
    const offer = again.locator('.notice', { hasText: '尚未保存的内容' });
    await offer.locator('button', { hasText: '恢复' }).click();
    await again.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=filledBy]')?.value);
    expect(await again.inputValue(NAME)).toBe('张三');
    expect((await stored()).answers.filledBy).toBe('张三');
    expect(await copies(again)).toEqual([]);
    expect(await offer.count()).toBe(0);
  }, 90_000);

  it('saves after signing in again in another window', async () => {
    const { page, line, stored } = await opened();
    line.strange = true;
    await page.fill(NAME, '张三');
    await says(page, /登录已失效/);
    expect(await page.locator('[data-autosave-status] a').getAttribute('href')).toBe('/sign-in');
    line.strange = false;
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await says(page, /已自动保存/);
    expect((await stored()).answers.filledBy).toBe('张三');
  }, 90_000);

  it('is kept for its unit while another one is signed in', async () => {
    const { page, line, stored, world } = await opened();
    const daqing = await world.clerk('daqing');
    line.other = daqing;
    await page.fill(NAME, '张三');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await says(page, /您现在以“大庆市”登录，而本页属于“哈尔滨市”/);
    expect(await copies(page)).toHaveLength(1);
    expect((await daqing.json('GET', '/reports/open-day')).body).toMatchObject({ version: 0 });
    line.other = undefined;
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await says(page, /已自动保存/);
    expect((await stored()).answers.filledBy).toBe('张三');
  }, 90_000);

  it('is no conflict with itself when the page is left while it is being typed into', async () => {
    const { page, line, stored } = await opened();
    line.slow = 400;
    await page.fill(NAME, '张三');
    await page.reload();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=filledBy]')?.value);
    expect(await copies(page)).toEqual([]);

    await page.fill(NAME, '李四');
    await page.click('a.language');
    await page.waitForURL(/language=en/);
    expect(await page.inputValue(NAME)).toBe('李四');
    expect(await copies(page)).toEqual([]);
    await press(page, 'save');
    await page.waitForURL(/notice=saved/);
    expect((await stored()).answers.filledBy).toBe('李四');
  }, 90_000);

  it('posts once, however often the button is pressed', async () => {
    const { page, line } = await opened();
    await page.fill(NAME, '张三');
    await page.locator('button[value=check]').dblclick();
    await page.waitForURL(/\/check$/);
    expect(line.arrived.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  }, 90_000);
});
