import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, signIn } from '../support/client.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { mediaFile, upload, verdictOn } from '../support/upload.ts';

const ALL = readdirSync(mediaFile(''));
const isPicture = (name: string) => /\.jpe?g$/.test(name);

let local: Local;
let clerk: Client;

describe('files that were sent to the running system', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    clerk = await signIn(local, 'harbin@example.org');
  }, 120_000);

  afterAll(() => discard(local));

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
