import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentView } from '../../schemas/contract/attachments.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, signIn } from '../support/client.ts';
import { type FakeClamd, fakeClamd, MARKER } from '../support/fake-clamd.ts';
import { eventually } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { mediaFile, upload, verdictOn } from '../support/upload.ts';

const ALL = readdirSync(mediaFile(''));
const isPicture = (name: string) => /\.jpe?g$/.test(name);

let local: Local;
let clamd: FakeClamd;
let clerk: Client;

/** What is known of a file once the scanner has said something of it. */
const scanned = (id: string, language = 'zh-CN') =>
  eventually(async () => {
    const headers = { 'accept-language': language };
    const address = `/reports/media/attachments/${id}`;
    const { body } = await clerk.call<AttachmentView>('GET', address, undefined, headers);
    return body.scan !== 'not-scanned' && body.state !== 'checking' && body;
  }, `the scan of ${id}`);

/** A picture like any other, with something in the comment that JPEG has a place for. */
function pictureWith(comment: Buffer): string {
  const picture = readFileSync(mediaFile('ok-1920x1080.jpg'));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  const path = join(mkdtempSync(join(tmpdir(), 'picture-')), 'picture.jpg');
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe]), length, comment]);
  writeFileSync(path, Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]));
  return path;
}

describe('files that were sent to the running system', () => {
  beforeAll(async () => {
    clamd = await fakeClamd({ streamMaxLength: 1_200_000 });
    const environment = { CLAMD: clamd.address };
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00', environment });
    clerk = await signIn(local, 'harbin@example.org');
  }, 120_000);

  afterAll(async () => {
    await discard(local);
    await clamd.close();
  });

  it.each(ALL)('%s gets the verdict that its name says, with the reason in both languages', async (name) => {
    const slot = isPicture(name) ? 'picture' : 'video';
    const { id, state } = await upload(clerk, 'media', slot, mediaFile(name));
    expect(state).toBe(name.startsWith('ok-') ? 'accepted' : 'refused');
    const view = await verdictOn(clerk, 'media', id);
    expect(view.findings.length > 0).toBe(state === 'refused');
    if (state === 'accepted') expect(view.media?.width).toBeGreaterThanOrEqual(1920);
    const english = await clerk.call('GET', `/reports/media/attachments/${id}`, undefined, {
      'accept-language': 'en',
    });
    const texts = (english.body as unknown as typeof view).findings.map(({ message }) => message);
    expect(texts.join()).toMatch(/^[\x20-\x7e×]*$/);
    for (const { message } of view.findings) expect(message).toMatch(/\p{Script=Han}/u);
  });

  it('are scanned: who asks gets what is clean, and nobody what is not', async () => {
    const files = [
      [pictureWith(MARKER), 'infected', 'refused', 409],
      [pictureWith(Buffer.from('harmless')), 'clean', 'accepted', 200],
      // More than this clamd takes.
      [mediaFile('ok-1080p-mpeg4.mov'), 'unscannable', 'accepted', 409],
    ] as const;
    const office = await signIn(local, 'lead@example.org');
    for (const [path, scan, state, status] of files) {
      const { id } = await upload(clerk, 'media', path.endsWith('.mov') ? 'video' : 'picture', path);
      expect(await scanned(id)).toMatchObject({ scan, state });
      for (const [client, address] of [
        [clerk, `/reports/media/attachments/${id}/file`],
        [office, `/desk/reports/harbin/media/attachments/${id}`],
      ] as const) {
        const answer = await client.call<{ code: string }>('GET', address);
        if (status === 409) {
          expect([answer.status, answer.body.code]).toEqual([409, 'file-withheld']);
          continue;
        }
        const bytes = await (await fetch(answer.headers.get('location') ?? '')).arrayBuffer();
        expect(readFileSync(path).equals(Buffer.from(bytes))).toBe(true);
      }
      if (scan === 'infected') {
        expect((await scanned(id)).findings.map(({ message }) => message)).toEqual([
          '文件含有病毒，请查杀后重新导出上传。',
        ]);
        expect((await scanned(id, 'en')).findings.map(({ message }) => message)).toEqual([
          'It holds malware. Scan your computer, then export and upload it anew.',
        ]);
      }
    }
    for (const [path] of files.slice(0, 2)) rmSync(dirname(path), { recursive: true });
  });

  it('are judged in every slot: a picture called PDF is refused, a picture called picture is not', async () => {
    const picture = mediaFile('ok-1920x1080.jpg');
    const scan = await upload(clerk, 'statistics', 'scan', picture);
    expect(scan.state).toBe('accepted');
    const renamed = await upload(clerk, 'statistics', 'scan', picture, '盖章.pdf', 'application/pdf');
    expect(renamed.state).toBe('refused');
    const asked = await clerk.call<{ hints: { code: string }[] }>(
      'POST',
      '/reports/statistics/submissions',
      { answers: validAnswers.statistics?.('harbin'), attachments: [scan.id, renamed.id] },
      { 'idempotency-key': 'harbin-statistics' },
    );
    // Nothing requires a scan here, so that a bad one is a hint.
    expect(asked.status).toBe(201);
    expect(asked.body.hints).toContainEqual(expect.objectContaining({ code: 'file-refused' }));
  });
});
