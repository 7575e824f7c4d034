import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { mediaFile, type Upload, upload } from '../support/upload.ts';

const CITIES = ['harbin', 'heihe', 'daxinganling'];

interface Acknowledged {
  city: string;
  key: string;
  answers: unknown;
  attachments: string[];
  reference: string;
  revision: number;
}

let local: Local;
const clerks = new Map<string, Client>();
const acknowledged: Acknowledged[] = [];
const kept: Upload[] = [];

/** Posts one submission after the other until the power goes; only what was answered counts. */
async function keepSubmitting(city: string): Promise<void> {
  for (let n = 0; ; n++) {
    const answers = validAnswers.statistics?.(city);
    const key = `${city}-${n}`;
    const attachments: string[] = [];
    try {
      const clerk = clerks.get(city) ?? client(local);
      const sent = await upload(
        clerk,
        'statistics',
        'scan',
        mediaFile('ok-1920x1080.jpg'),
        `盖章 ${city} ${n}.jpg`,
      );
      attachments.push(sent.id);
      const answer = await clerk.call<Acknowledged>(
        'POST',
        '/reports/statistics/submissions',
        { answers, attachments },
        { 'idempotency-key': key },
      );
      if (answer.status !== 201)
        throw new Error(`refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
      const { reference, revision } = answer.body;
      acknowledged.push({ city, key, answers, attachments, reference, revision });
      kept.push(sent);
      if (n >= 1) await clerk.call('POST', `/reports/statistics/attachments/${sent.id}/remove`, {});
    } catch (error) {
      if (String(error).startsWith('TypeError: fetch failed')) return; // the power is gone
      throw error;
    }
  }
}

describe('a power cut between acknowledged requests', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    for (const city of CITIES) clerks.set(city, await signIn(local, `${city}@example.org`));
    const work = Promise.all(CITIES.map(keepSubmitting));
    await eventually(async () => acknowledged.length >= CITIES.length, 'the first answers');
    await pause(Math.random() * 3000);
    await local.stop('SIGKILL');
    await work;
    // An hour later, so that what a mail was claimed for is stale, and the reconciler sets it going at the start.
    local = await startLocal({ clock: '2023-06-10T10:00:00+08:00', again: local });
  }, 120_000);

  afterAll(() => discard(local));

  it('loses no acknowledged submission and none of its attachments (I1, I3)', async () => {
    expect(acknowledged.length).toBeGreaterThanOrEqual(CITIES.length);
    for (const { city, reference, revision, attachments } of acknowledged) {
      const receipt = await client(local, clerks.get(city)?.token).call<{
        revision: number;
        attachments: { id: string; size: number }[];
      }>('GET', `/receipts/${reference}`);
      expect([reference, receipt.status, receipt.body.revision]).toEqual([reference, 200, revision]);
      expect(receipt.body.attachments.map(({ id }) => id)).toEqual(attachments);
    }
  });

  it('keeps the very bytes of what was uploaded (I3)', async () => {
    const last = CITIES.map((city) => acknowledged.findLast((one) => one.city === city));
    for (const one of last) {
      const file = await client(local, clerks.get(one?.city ?? '')?.token).call(
        'GET',
        `/reports/statistics/attachments/${one?.attachments[0]}/file`,
      );
      expect([one?.city, file.status]).toEqual([one?.city, 302]);
      const bytes = await (await fetch(file.headers.get('location') ?? '')).arrayBuffer();
      expect(bytes.byteLength).toBe(kept[0]?.size);
    }
  });

  it('answers a repeated request with the first answer, not with a second revision (I2)', async () => {
    for (const { city, key, answers, attachments, reference, revision } of acknowledged) {
      const again = await client(local, clerks.get(city)?.token).call<Acknowledged>(
        'POST',
        '/reports/statistics/submissions',
        { answers, attachments },
        { 'idempotency-key': key },
      );
      expect([again.status, again.body.reference, again.body.revision]).toEqual([201, reference, revision]);
    }
  });

  it('mails each confirmation at least once and at most twice (I4)', async () => {
    for (const { city, reference } of acknowledged) {
      const confirmations = async () =>
        (await mailsTo(local, `${city}@example.org`)).filter(({ text }) => text.includes(reference));
      await eventually(async () => (await confirmations()).length > 0, `the confirmation ${reference}`, 60);
      expect((await confirmations()).length).toBeLessThanOrEqual(2);
    }
  }, 120_000);
});
