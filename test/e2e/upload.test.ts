import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { MIB } from '../../schemas/slot.ts';
import {
  accessibilityProblems,
  openBrowser,
  personWithoutScript,
  signInOnPages,
} from '../support/browser.ts';
import { type Client, signIn } from '../support/client.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { eventually } from '../support/inbox.ts';
import { writeLargeVideo } from '../support/large-video.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { digest, digestStored, mediaFile, verdictOn } from '../support/upload.ts';

/** `UPLOAD_MB=1024` for the whole gigabyte. */
const SIZE = Number(process.env.UPLOAD_MB ?? 96) * MIB;
const PATIENCE = 60_000 + SIZE / 2_000;

const directory = mkdtempSync(join(tmpdir(), 'upload-'));
const path = join(directory, '开幕式.mp4');
let local: Local;
let browser: Browser;
let proxy: CuttingProxy;
let person: BrowserContext;
let clerk: Client;

interface ReportFiles {
  attachments: { id: string; name: string; state: string; slot: string }[];
}

const filesOf = async (form: string) =>
  (await clerk.call<ReportFiles>('GET', `/reports/${form}`)).body.attachments;

const uploader = (form: string, slot: string) => `${local.site}/reports/${form}/attachments/new?slot=${slot}`;

const tag = (page: Page, text: string) => page.locator('[data-upload] li .tag', { hasText: text });

describe('the uploading page', () => {
  beforeAll(async () => {
    writeLargeVideo(path, SIZE, true);
    [local, browser, proxy] = await Promise.all([
      startLocal({ clock: '2023-06-10T09:00:00+08:00' }),
      openBrowser(),
      startCuttingProxy(),
    ]);
    person = await browser.newContext({ locale: 'zh-CN', proxy: { server: proxy.url } });
    await signInOnPages(await person.newPage(), local, 'harbin@example.org');
    clerk = await signIn(local, 'harbin@example.org');
  }, PATIENCE);

  afterAll(async () => {
    await browser.close();
    await proxy.close();
    await discard(local);
    rmSync(directory, { recursive: true });
  });

  it(
    'brings a large file through three lost connections and a closed tab, every part once',
    async () => {
      const first = await person.newPage();
      await first.goto(uploader('media', 'video'));
      proxy.cutAfter(SIZE * 0.1, 300);
      await first.setInputFiles('#files', path);
      await eventually(async () => proxy.cuts() === 1, 'the first cut', PATIENCE / 1000);
      proxy.cutAfter(SIZE * 0.2, 300);
      await eventually(async () => proxy.cuts() === 2, 'the second cut', PATIENCE / 1000);
      const before = proxy.sent();
      await eventually(async () => proxy.sent() > before + SIZE * 0.15, 'more to be sent', PATIENCE / 1000);
      await first.close({ runBeforeUnload: false });

      const second = await person.newPage();
      await second.goto(uploader('media', 'video'));
      await second.getByText('请重新选择该文件继续').waitFor();
      proxy.cutAfter(SIZE * 0.1, 300);
      const worker = second.waitForEvent('worker');
      await second.setInputFiles('#files', path);
      // Checksums are reckoned beside the page, by the script that was built with this one.
      expect((await worker).url()).toMatch(/\/assets\/[0-9a-f]{12}\/attach-crc-worker\.js$/);
      await eventually(async () => proxy.cuts() === 3, 'the third cut', PATIENCE / 1000);
      await tag(second, '检测合格').waitFor({ timeout: PATIENCE });

      const [file, ...others] = await filesOf('media');
      expect(others).toEqual([]);
      expect(file).toMatchObject({ name: '开幕式.mp4', state: 'accepted' });
      expect(await digestStored(clerk, 'media', file?.id ?? '')).toBe(await digest(createReadStream(path)));
      const numbers = proxy.acknowledged();
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
      await second.close();
    },
    4 * PATIENCE,
  );

  it('takes several files one after the other, and warns of what it sees before they are sent', async () => {
    const page = await person.newPage();
    await page.goto(uploader('media', 'picture'));
    const room = (taken: number) =>
      page.getByText(`此处还可上传${100 - taken}个文件（已有${taken}个，最多100个）`);
    await room(0).waitFor();
    await page.setInputFiles('#files', [mediaFile('ok-1920x1080.jpg'), mediaFile('bad-800x600.jpg')]);
    await page.getByText('图片为800×600像素').first().waitFor();
    await page.locator('.notice:visible', { hasText: '可能不符合要求' }).waitFor();
    await tag(page, '检测合格').waitFor();
    await tag(page, '检测不合格').waitFor();
    await page.setInputFiles('#files', [mediaFile('ok-1080p-12s.mp4')]);
    await page.locator('.error-message', { hasText: '文件类型不符，应为：' }).waitFor();
    const names = (await filesOf('media')).filter(({ slot }) => slot === 'picture').map(({ name }) => name);
    expect(names.sort()).toEqual(['bad-800x600.jpg', 'ok-1920x1080.jpg']);
    // What is left is told anew as files come and go, and either can be replaced from here.
    await room(2).waitFor();
    const refused = (await filesOf('media')).find(({ name }) => name === 'bad-800x600.jpg')?.id;
    const replace = page.getByRole('link', { name: '替换 bad-800x600.jpg' });
    expect(await replace.getAttribute('href')).toBe(`${uploader('media', 'picture')}&replaces=${refused}`);
    await page.getByRole('button', { name: '移除 bad-800x600.jpg' }).click();
    await eventually(
      async () => !(await filesOf('media')).some(({ name }) => name === 'bad-800x600.jpg'),
      'the refused picture to be removed',
    );
    await room(1).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '此处已有的文件' }).waitFor();
    await page.getByRole('link', { name: '替换 ok-1920x1080.jpg' }).click();
    await page.getByRole('heading', { name: '替换“ok-1920x1080.jpg”' }).waitFor();
    await page.close();
  }, 60_000);

  it('stops and goes on when told to, and gives up what is cancelled', async () => {
    const page = await person.newPage();
    await page.goto(`${uploader('media', 'video')}&language=en`);
    const small = join(directory, 'small.mp4');
    writeLargeVideo(small, 24 * MIB, true);
    const cdp = await person.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 4 * MIB,
    });
    await page.setInputFiles('#files', small);
    await page.getByText(/left$/).waitFor();
    await page.getByRole('button', { name: 'Pause small.mp4' }).click();
    await tag(page, 'Paused').waitFor();
    const dialogs: string[] = [];
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.type());
      await dialog.dismiss();
    });
    await page.getByRole('button', { name: 'Go on small.mp4' }).click();
    await tag(page, 'Uploading').waitFor();
    // Whoever leaves meanwhile is asked first.
    await page.reload({ timeout: 3000 }).catch(() => {});
    expect(dialogs).toEqual(['beforeunload']);
    await page.getByRole('button', { name: 'Cancel small.mp4' }).click();
    await eventually(
      async () => !(await filesOf('media')).some(({ name }) => name === 'small.mp4'),
      'the upload to be given up',
    );
    await page.goto(`${local.site}/?language=zh`);
    await page.close();
  }, 60_000);

  it('asks before it sends a file twice, keeps the keyboard where it was, and tells what becomes of it', async () => {
    const page = await person.newPage();
    // The script that reckons beside the page is lost on the line; the page does it itself.
    await page.route('**/attach-crc-worker.js', (route) => route.abort());
    await page.goto(uploader('media', 'picture'));
    const picture = mediaFile('ok-1920x1080.jpg');
    await page.setInputFiles('#files', picture);
    await tag(page, '已在列表中，仍要上传？').waitFor();
    const again = page.getByRole('button', { name: '继续 ok-1920x1080.jpg' });
    await again.focus();
    await page.keyboard.press('Enter');
    await tag(page, '检测合格').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('LI');
    await page.setInputFiles('#files', picture);
    const drop = page.getByRole('button', { name: '从列表中去掉 ok-1920x1080.jpg' });
    await drop.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('LI');
    await page.close();
  }, 20_000);

  it('takes back what was begun when it is cancelled before it is known to be', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    await context.addCookies(await person.cookies());
    const page = await context.newPage();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/reports/media/attachments?*', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    await page.goto(uploader('media', 'video'));
    const early = join(directory, 'early.mp4');
    writeLargeVideo(early, 6 * MIB, true);
    await page.setInputFiles('#files', early);
    const isThere = async () => (await filesOf('media')).some(({ name }) => name === 'early.mp4');
    await eventually(isThere, 'the upload to be begun');
    await page.getByRole('button', { name: '取消 early.mp4' }).click();
    answer();
    await eventually(async () => !(await isThere()), 'the upload to be given up');
    await context.close();
  }, 20_000);

  it('brings a file once when two pages send it, and as another’s successor only where it was begun as that', async () => {
    const [first, second] = [await person.newPage(), await person.newPage()];
    for (const page of [first, second]) await page.goto(uploader('media', 'video'));
    const both = join(directory, 'both.mp4');
    writeLargeVideo(both, 12 * MIB, true);
    const named = async (name: string) => (await filesOf('media')).filter((file) => file.name === name);
    const release = proxy.hold();
    await first.setInputFiles('#files', both);
    await eventually(async () => (await named('both.mp4')).length === 1, 'the upload to be begun');
    await second.setInputFiles('#files', both);
    await tag(second, '上传中').or(tag(second, '正在核对文件')).waitFor();
    release();
    for (const page of [first, second]) await tag(page, '检测合格').waitFor();
    const [file, ...more] = await named('both.mp4');
    expect([file?.state, more]).toEqual(['accepted', []]);

    const letGo = proxy.hold();
    await first.goto(`${uploader('media', 'video')}&replaces=${file?.id}`);
    const next = join(directory, 'next.mp4');
    writeLargeVideo(next, 8 * MIB, true);
    await first.setInputFiles('#files', next);
    await eventually(async () => (await named('next.mp4')).length === 1, 'the replacement to be begun');
    await first.close({ runBeforeUnload: false });
    await second.goto(uploader('media', 'video'));
    await second.setInputFiles('#files', next);
    letGo();
    await tag(second, '检测合格').waitFor();
    expect((await named('both.mp4')).map(({ state }) => state)).toEqual(['accepted']);
    expect((await named('next.mp4')).map(({ state }) => state).sort()).toEqual(['accepted', 'awaiting']);
    await second.close();
  }, 60_000);

  it('stops when another unit signs in meanwhile, and goes on for its own', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const own = await person.cookies();
    await context.addCookies(own);
    const page = await context.newPage();
    await page.goto(uploader('media', 'video'));
    await context.clearCookies();
    await page.setInputFiles('#files', mediaFile('ok-1080p-12s.mp4'));
    await page.locator('[data-part=signed-out]:visible').waitFor();
    const yichun = await signIn(local, 'yichun@example.org');
    const session = own.find(({ name }) => name === '__Host-session');
    await context.addCookies(session ? [{ ...session, value: yichun.token ?? '' }] : []);
    const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await comeBack();
    await page.locator('li', { hasText: '本页属于“哈尔滨市”' }).waitFor();
    expect((await yichun.call<ReportFiles>('GET', '/reports/media')).body.attachments).toEqual([]);
    await context.addCookies(own);
    await comeBack();
    await tag(page, '检测合格').or(tag(page, '检测不合格')).waitFor();
    await context.close();
  }, 30_000);

  it('can be used by everybody', async () => {
    const page = await person.newPage();
    await page.goto(uploader('media', 'video'));
    expect(await page.locator('[data-plain]').isVisible()).toBe(false);
    expect(await accessibilityProblems(person, uploader('media', 'video'))).toEqual([]);
    await page.close();
  }, 60_000);

  it(
    'without script is a form that brings the same file, whole',
    async () => {
      const plain = await personWithoutScript(browser);
      const page = await plain.newPage();
      await signInOnPages(page, local, 'heihe@example.org');
      await page.goto(uploader('media', 'video'));
      expect(await page.locator('[data-upload]').isVisible()).toBe(false);
      await page.getByRole('button', { name: '继续' }).click();
      await page.setInputFiles('#file', path);
      await page.getByRole('button', { name: '上传', exact: true }).click();
      await page.waitForURL(/notice=uploaded/, { timeout: PATIENCE });
      clerk = await signIn(local, 'heihe@example.org');
      const [file] = await filesOf('media');
      const { state } = await verdictOn(clerk, 'media', file?.id ?? '');
      expect([file?.name, state]).toEqual(['开幕式.mp4', 'accepted']);
      expect(await digestStored(clerk, 'media', file?.id ?? '')).toBe(await digest(createReadStream(path)));
    },
    2 * PATIENCE,
  );
});
