import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validAnswers } from '../fixtures/answers.ts';
import { infoZip, manifestOf, unzip } from '../support/archive.ts';
import { type Client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { mediaFile, type Upload, upload } from '../support/upload.ts';

const CITIES = (
  'harbin qiqihar jixi hegang shuangyashan daqing yichun ' +
  'jiamusi qitaihe mudanjiang heihe suihua daxinganling'
).split(' ');

const VIDEOS = ['ok-1080p-12s.mp4', 'ok-1080p-mpeg4.mov', 'ok-1080p.mkv'];
const PICTURES = ['ok-1920x1080.jpg', 'ok-4000x3000.jpeg'];

interface Receipt {
  reference: string;
  revision: number;
  timeliness: string;
}

let local: Local;
const clerks = new Map<string, Client>();
const receipts = new Map<string, Receipt>();
const uploads = new Map<string, Upload[]>();

const clerkOf = (city: string): Client => {
  const clerk = clerks.get(city);
  if (!clerk) throw new Error(`${city} has not signed in`);
  return clerk;
};

async function submit(
  city: string,
  form: string,
  answers: unknown,
  attachments: string[] = [],
): Promise<Receipt> {
  const answer = await clerkOf(city).call<Receipt & { errors?: unknown }>(
    'POST',
    `/reports/${form}/submissions`,
    { answers, attachments },
    { 'idempotency-key': `${city}-${form}-${receipts.size}` },
  );
  expect([city, form, answer.status, answer.body.errors]).toEqual([city, form, 201, undefined]);
  receipts.set(`${city}/${form}`, answer.body);
  return answer.body;
}

describe('the story of a week, told by programs', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    for (const city of CITIES) clerks.set(city, await signIn(local, `${city}@example.org`));
  }, 120_000);

  afterAll(() => discard(local));

  it('takes the register and the statistics of all 13 cities', async () => {
    for (const city of CITIES) {
      const register = await submit(city, 'open-day', validAnswers['open-day']?.(city));
      const statistics = await submit(city, 'statistics', validAnswers.statistics?.(city));
      expect([register.revision, register.timeliness]).toEqual([1, 'late']);
      expect([statistics.revision, statistics.timeliness]).toEqual([1, 'on-time']);
    }
    expect(new Set([...receipts.values()].map(({ reference }) => reference)).size).toBe(26);
  }, 60_000);

  it('takes the videos and pictures of three cities', async () => {
    for (const city of CITIES.slice(0, 3)) {
      const clerk = clerkOf(city);
      const sent: Upload[] = [];
      for (const name of VIDEOS)
        sent.push(await upload(clerk, 'media', 'video', mediaFile(name), `视频 ${name}`));
      for (const name of PICTURES)
        sent.push(await upload(clerk, 'media', 'picture', mediaFile(name), `图片 ${name}`));
      uploads.set(city, sent);
      const items = sent.map(({ id, name }) => ({
        kind: name.startsWith('视频') ? 'video' : 'picture',
        title: `科技周 ${name}`,
        file: id,
      }));
      await submit(
        city,
        'media',
        { items },
        sent.map(({ id }) => id),
      );
    }
  }, 60_000);

  it('refuses a video for what it is, and a report for that video', async () => {
    const clerk = clerkOf('hegang');
    const sent = await upload(clerk, 'media', 'video', mediaFile('bad-720p.mp4'));
    expect(sent.state).toBe('refused');
    const view = await clerk.call('GET', `/reports/media/attachments/${sent.id}`, undefined, {
      'accept-language': 'zh-CN',
    });
    expect(view.body).toMatchObject({
      findings: [{ code: 'low-resolution', message: '分辨率1280×720，要求不低于1920×1080（1080P）。' }],
      media: { durationSeconds: 6, width: 1280, height: 720, displayAspectRatio: '16:9' },
    });
    const answers = { items: [{ kind: 'video', title: '科技周', file: sent.id }] };
    const refused = await clerk.call<{ errors: { code: string; pointer: string }[] }>(
      'POST',
      '/reports/media/submissions',
      { answers, attachments: [sent.id] },
      { 'idempotency-key': 'hegang-media' },
    );
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({ code: 'file-refused', pointer: '/items/0/file' }),
    );
  }, 60_000);

  it('sends each city one confirmation a report, with all answers and files', async () => {
    for (const city of CITIES) {
      const mine = [...receipts]
        .filter(([name]) => name.startsWith(`${city}/`))
        .map(([, receipt]) => receipt);
      const confirmations = await eventually(async () => {
        const received = await mailsTo(local, `${city}@example.org`);
        const found = received.filter(({ text }) => mine.some(({ reference }) => text.includes(reference)));
        return found.length >= mine.length && found;
      }, `the confirmations of ${city}`);
      expect(confirmations).toHaveLength(mine.length);
    }
    const [media] = (await mailsTo(local, 'harbin@example.org')).filter(({ text }) =>
      text.includes('视频 ok-1080p-12s.mp4'),
    );
    expect(media?.html).toContain('ok-1080p-12s.mp4');
    expect(media?.text).toContain(receipts.get('harbin/media')?.reference);
  }, 60_000);

  it('shows the office who has reported and who has not', async () => {
    const lead = await signIn(local, 'lead@example.org');
    const desk = await lead.call<{
      cells: { [unit: string]: { [form: string]: { state: string; reference?: string } } };
    }>('GET', '/desk');
    for (const city of CITIES) {
      expect(desk.body.cells[city]?.['open-day']).toMatchObject({
        state: 'submitted',
        reference: receipts.get(`${city}/open-day`)?.reference,
      });
      expect(desk.body.cells[city]?.summary?.state).toBe('owed');
    }
  });

  it('returns a report, takes its correction as a new revision and accepts it', async () => {
    const office = await signIn(local, 'cast@example.org');
    const decisions = '/desk/reports/jixi/statistics/decisions';
    const returned = await office.call('POST', decisions, {
      decision: 'return',
      message: '请核对线上活动数。',
      fields: ['/indicators/A3/count'],
      revision: 1,
    });
    expect(returned.status).toBe(200);
    await eventually(
      async () =>
        (await mailsTo(local, 'jixi@example.org')).find(({ text }) => text.includes('请核对线上活动数。')),
      'the mail about the return',
    );
    const report = await clerkOf('jixi').call<{ state: string }>('GET', '/reports/statistics');
    expect(report.body.state).toBe('returned');

    const before = receipts.get('jixi/statistics');
    const again = await submit('jixi', 'statistics', validAnswers.statistics?.('jixi'));
    expect(again.revision).toBe(2);
    expect(again.reference).not.toBe(before?.reference);
    expect((await office.call('POST', decisions, { decision: 'accept', revision: 1 })).status).toBe(409);
    expect((await office.call('POST', decisions, { decision: 'accept', revision: 2 })).status).toBe(200);
    const receipt = await clerkOf('jixi').call<{ revision: number }>('GET', `/receipts/${before?.reference}`);
    expect([receipt.status, receipt.body.revision]).toEqual([200, 1]);
  }, 60_000);

  it('builds one archive of everything that opens, is complete and proves it', async () => {
    const lead = await signIn(local, 'lead@example.org');
    const asked = await lead.call<{ id: string }>('POST', '/archives', {});
    expect(asked.status).toBe(202);
    await eventually(async () => {
      const { body } = await lead.call<{ state: string }>('GET', `/archives/${asked.body.id}`);
      if (body.state === 'failed') throw new Error(JSON.stringify(body));
      return body.state === 'ready';
    }, 'the archive');
    const download = await lead.call('GET', `/archives/${asked.body.id}/download`);
    expect(download.status).toBe(302);
    const zip = Buffer.from(await (await fetch(download.headers.get('location') ?? '')).arrayBuffer());
    const path = join(local.directory, 'archive.zip');
    writeFileSync(path, zip);

    const said = infoZip(path);
    if (said !== undefined) expect(said).toMatch(/No errors detected/);
    const files = await unzip(zip);
    const manifest = manifestOf(files);
    const byPath = new Map(files.map((file) => [file.path, file.bytes]));
    for (const line of manifest) {
      const bytes = byPath.get(line.path ?? '');
      expect([line.path, bytes?.length]).toEqual([line.path, Number(line.size)]);
      if (bytes && line.crc32) expect(crc32(bytes).toString(16).padStart(8, '0')).toBe(line.crc32);
    }
    for (const name of [...VIDEOS, ...PICTURES]) {
      const original = readFileSync(mediaFile(name));
      const copies = files.filter(({ path: p }) => basename(p).endsWith(name));
      expect([name, copies.length]).toEqual([name, 3]);
      for (const { bytes } of copies) expect(bytes.equals(original)).toBe(true);
    }
    expect(files.filter(({ path: p }) => p.endsWith('.xlsx'))).toHaveLength(3);
  }, 120_000);
});
