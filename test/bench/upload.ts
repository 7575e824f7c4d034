import { execFile } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { presign } from '../../functions/shared/objects/request.ts';
import { startLocal } from '../../infra/local/system.ts';
import { GIB, MIB } from '../../schemas/slot.ts';
import { openBrowser, signInOnPages } from '../support/browser.ts';
import { writeLargeVideo } from '../support/large-video.ts';
import { median, table } from './figures.ts';

const execute = promisify(execFile);
const ROUNDS = 5;
const SIZE = Number(process.env.UPLOAD_MB ?? GIB / MIB) * MIB;
const PATIENCE = 600_000;

/** Bytes a second of something that brings the whole file to the store. */
async function rateOf(upload: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await upload();
  return SIZE / ((performance.now() - started) / 1000);
}

/** From choosing the file to its being received whole; each time as a new file. */
async function throughPage(page: Page, site: string, path: string): Promise<number> {
  await page.goto(`${site}/reports/media/attachments/new?slot=video`);
  const rate = await rateOf(async () => {
    await page.setInputFiles('#files', path);
    await page.locator('[data-part=files] .tag', { hasText: /检测/ }).first().waitFor({ timeout: PATIENCE });
  });
  return rate;
}

/**
 * A file of 1 GB through the page in a real Chromium, and by curl in one PUT, to the same server in turns. `UPLOAD_MB`
 * takes a smaller one.
 */
export async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'upload-bench-'));
  const path = join(directory, 'large.mp4');
  writeLargeVideo(path, SIZE, true);
  const local = await startLocal({ directory: join(directory, 'local'), clock: '2023-06-10T09:00:00+08:00' });
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    const place = { site: local.siteUrl, mail: local.mailUrl };
    await signInOnPages(page, place, 'harbin@example.org');
    const asked = await page.request.post(`${place.site}/reports/media/attachments`, {
      data: { slot: 'video', name: 'bucket.mp4', size: 1, type: 'video/mp4' },
    });
    const { post } = (await asked.json()) as { post: { url: string } };
    const signing = {
      region: 'us-east-1',
      credentials: () => local.operatorCredentials,
      now: () => new Date(),
    };
    const pages: number[] = [];
    const curls: number[] = [];
    const byCurl = async (round: number) => {
      const key = `heilongjiang-2023/harbin/media/bench-${round}`;
      const url = await presign(post.url, signing, { method: 'PUT', key }, 3600);
      const options = ['--silent', '--show-error', '--fail', '--upload-file', path, url];
      curls.push(await rateOf(async () => void (await execute('curl', options))));
    };
    const byPage = async (round: number) => {
      // Of the same name it would be asked for whether it is meant twice.
      const another = join(directory, `large-${round}.mp4`);
      linkSync(path, another);
      pages.push(await throughPage(page, place.site, another));
    };
    for (let round = 0; round < ROUNDS; round++) {
      const both = round % 2 === 0 ? [byCurl, byPage] : [byPage, byCurl];
      for (const upload of both) {
        // Neither pays for what the other left to be written to the disk.
        await execute('sync');
        await upload(round);
      }
    }
    const [ofPage, ofCurl] = [median(pages), median(curls)];
    table([
      {
        [`${SIZE / MIB} MB`]: 'to the local S3',
        'page, MB/s': (ofPage / MIB).toFixed(0),
        'curl, MB/s': (ofCurl / MIB).toFixed(0),
        'page/curl': `${((100 * ofPage) / ofCurl).toFixed(0)} %`,
        rounds: pages.map((rate, n) => `${((100 * rate) / (curls[n] ?? 1)).toFixed(0)}%`).join(' '),
      },
    ]);
  } finally {
    await browser.close();
    await local.close();
    rmSync(directory, { recursive: true });
  }
}
