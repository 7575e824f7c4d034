import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { ArchiveView } from '../../schemas/contract/archives.ts';
import { unzip } from '../support/archive.ts';
import { type BreakingLine, breakingLine } from '../support/breaking-line.ts';
import { openBrowser, signInOnPages } from '../support/browser.ts';
import { type Client, client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { writeLargeVideo } from '../support/large-video.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { namesByYauzl, unzippers } from '../support/unzippers.ts';
import { mediaFile, upload } from '../support/upload.ts';

const MIB = 1024 ** 2;
/** Copied behind glue, and too small for that. */
const SIZES = [20 * MIB, 12 * MIB, 15 * MIB, 11 * MIB + 1, 10 * MIB];

let local: Local;
let lead: Client;
let id: string;
const hashes = new Map<string, string>();
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const viewOf = async (archive: string): Promise<ArchiveView> =>
  (await lead.call<ArchiveView>('GET', `/archives/${archive}`)).body;

/** One city's report with large videos and small pictures. */
async function report(): Promise<void> {
  const clerk = await signIn(local, 'harbin@example.org');
  const folder = join(local.directory, 'videos');
  mkdirSync(folder);
  const sent = [];
  for (const [i, size] of SIZES.entries()) {
    const path = join(folder, `视频 ${i}.mp4`);
    writeLargeVideo(path, size, true);
    hashes.set(basename(path), hashOf(readFileSync(path)));
    sent.push(await upload(clerk, 'media', 'video', path));
  }
  rmSync(folder, { recursive: true });
  const picture = mediaFile('ok-4000x3000.jpeg');
  sent.push(await upload(clerk, 'media', 'picture', picture, '图片.jpg'));
  hashes.set('图片.jpg', hashOf(readFileSync(picture)));
  const items = sent.map(({ id: file, name }) => ({
    kind: name.startsWith('视频') ? 'video' : 'picture',
    title: name,
    file,
  }));
  const submitted = await clerk.call(
    'POST',
    '/reports/media/submissions',
    { answers: { items }, attachments: sent.map((one) => one.id) },
    { 'idempotency-key': 'media' },
  );
  expect([submitted.status, submitted.body]).toEqual([201, expect.anything()]);
}

const archivePath = () => join(local.directory, 'archive.zip');

describe('an archive of large files', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    lead = await signIn(local, 'lead@example.org');
    await report();
  }, 180_000);
  afterAll(() => discard(local));

  it('goes on after a power cut while it was built, and is whole', async () => {
    id = (await lead.call<{ id: string }>('POST', '/archives', {})).body.id;
    await eventually(async () => (await viewOf(id)).state !== 'planning', 'the beginning of the archive');
    await local.stop('SIGKILL');
    local = await startLocal({ clock: '2023-06-10T09:05:00+08:00', again: local });
    lead = client(local, lead.token);
    const ready = await eventually(
      async () => {
        const view = await viewOf(id);
        expect(view.state).not.toBe('failed');
        return view.state === 'ready' && view;
      },
      'the archive',
      90,
    );
    expect(ready.done).toEqual({ files: ready.files, bytes: ready.bytes });
    await eventually(
      async () => (await mailsTo(local, 'lead@example.org')).some(({ text }) => text.includes(id)),
      'the mail about the archive',
    );

    const link = await lead.call('GET', `/archives/${id}/download`);
    const zip = Buffer.from(await (await fetch(link.headers.get('location') ?? '')).arrayBuffer());
    expect(zip.length).toBe(ready.size);
    const files = new Map((await unzip(zip)).map(({ path, bytes }) => [basename(path), hashOf(bytes)]));
    for (const [name, hash] of hashes) expect([name, files.get(name)]).toEqual([name, hash]);
    writeFileSync(archivePath(), zip);
  }, 180_000);

  it('is accepted by every unzipper of this machine', async () => {
    const names = await namesByYauzl(archivePath());
    for (const { test } of unzippers) {
      const told = test([archivePath()]);
      if (told) expect(told.get(archivePath())).toEqual(names);
    }
  }, 60_000);

  it('that is asked for again the same way has the same bytes but for the time of the request', async () => {
    const again = await lead.call<{ id: string }>('POST', '/archives', {});
    expect(again.body.id).not.toBe(id);
    await eventually(async () => (await viewOf(again.body.id)).state === 'ready', 'the second archive', 90);
    const link = await lead.call('GET', `/archives/${again.body.id}/download`);
    const zip = Buffer.from(await (await fetch(link.headers.get('location') ?? '')).arrayBuffer());
    const [one, two] = [await unzip(readFileSync(archivePath())), await unzip(zip)];
    const changed = two.filter(({ bytes }, i) => !one[i]?.bytes.equals(bytes)).map(({ path }) => path);
    expect(two.map(({ path }) => path)).toEqual(one.map(({ path }) => path));
    for (const path of changed) expect(['README.txt', 'manifest.csv']).toContain(path);
  }, 120_000);

  it('is downloaded by curl, which goes on where it was cut off', async () => {
    const there = spawnSync('curl', ['--version']).status === 0;
    console.log(`Downloads are resumed by curl: ${there ? 'yes' : 'not installed'}`);
    if (!there) return;
    const path = join(local.directory, 'by-curl.zip');
    const half = 20 * MIB;
    writeFileSync(path, readFileSync(archivePath()).subarray(0, half));
    const header = `Authorization: Bearer ${lead.token}`;
    const url = `${local.site}/archives/${id}/download`;
    const { status, stderr } = spawnSync('curl', ['-sSfL', '-C', '-', '-H', header, '-o', path, url], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(path).equals(readFileSync(archivePath()))).toBe(true);
  }, 60_000);

  describe('in a browser', () => {
    let browser: Browser;
    let proxy: BreakingLine;
    let person: BrowserContext;
    beforeAll(async () => {
      browser = await openBrowser();
      proxy = await breakingLine(/\/archives\/\w+\.zip/, 15 * MIB, 2);
      person = await browser.newContext({
        locale: 'zh-CN',
        acceptDownloads: true,
        proxy: { server: proxy.url },
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      proxy.close();
    });

    it('is cut off twice, resumed each time where it broke, and opens', async () => {
      const page = await person.newPage();
      await signInOnPages(page, local, 'lead@example.org');
      await page.goto(`${local.site}/archives/${id}`);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a.button')]);
      expect(download.suggestedFilename()).toMatch(/^2023年黑龙江省科技活动周-全部-.*\.zip$/);
      const path = join(local.directory, 'by-browser.zip');
      await download.saveAs(path);
      expect(proxy.ranges[0]).toBeUndefined();
      expect(proxy.ranges).toHaveLength(3);
      for (const range of proxy.ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d+-/);
      expect(statSync(path).size).toBe(statSync(archivePath()).size);
      expect(readFileSync(path).equals(readFileSync(archivePath()))).toBe(true);
      expect(await namesByYauzl(path)).toContain('manifest.csv');
    }, 120_000);

    it('of somebody whose session has ended asks for a sign-in, and leads back to the download', async () => {
      const page = await person.newPage();
      await person.clearCookies();
      await page.goto(`${local.site}/archives/${id}/download`);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      expect(decodeURIComponent(page.url())).toContain(`/archives/${id}/download`);
      const answer = await client(local).call('GET', `/archives/${id}/download`, undefined, {
        'accept-language': 'zh-CN',
      });
      expect([answer.status, answer.body]).toMatchObject([
        401,
        { title: expect.stringMatching(/\p{Script=Han}/u) },
      ]);
    }, 60_000);
  });
});
