import { beforeEach, describe, expect, it } from '@jest/globals';
import { noteErasure } from '../../../functions/shared/records/erasure.ts';
import { mailRow } from '../../../functions/shared/records/outbox.ts';
import { recorded } from '../../../functions/shared/records/runs.ts';
import { keepWalk } from '../../../functions/shared/records/strays.ts';
import { statusApp } from '../../../functions/status/app.ts';
import type { Services } from '../../../functions/status/services.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { Status } from '../../../schemas/contract/status.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, signedIn } from '../../support/signed-in.ts';

const NOW = new Date('2023-06-20T01:15:00.000Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

let table: MemoryTable;
let services: Services;
let runbook: string | undefined;
let now: Date;

const quiet = (name: string) => ({ name, depth: async () => 0 });

async function get(role: 'lead' | 'office' | 'unit' = 'lead', page = false, language = 'zh') {
  const app = statusApp({
    table,
    services,
    campaign: heilongjiang2023,
    forms,
    commit: '5f5848b',
    runbook,
    clock: () => now,
    log: collectedLog(),
  });
  const who = await signedIn(
    table,
    now,
    role === 'unit' ? { role, unit: 'harbin' } : { role, office: role === 'lead' ? 'lead' : 'cast' },
  );
  const headers = page ? inBrowser(who) : who;
  return app.request(`/status?language=${language}`, { headers });
}

const status = async () => Status.strict().parse(await (await get()).json());

const queueMail = (id: string, at: Date) =>
  table.put(mailRow({ id, kind: 'reminder', campaign: heilongjiang2023.id, unit: 'harbin', forms: [] }, at));

const runAt = (job: 'remind' | 'reconcile', at: Date, run = async () => 3) =>
  recorded({ table, clock: () => at }, job, run);

beforeEach(() => {
  table = memoryTable();
  runbook = undefined;
  now = NOW;
  services = {
    undelivered: [quiet('remind-missed'), quiet('reconcile-missed')],
    mailQuota: async () => ({ most: 200, sent: 12 }),
  };
});

describe('the status', () => {
  it('is fine when nothing waits too long and all ran', async () => {
    await runAt('reconcile', minutesAgo(4));
    await runAt('remind', minutesAgo(60));
    await queueMail('a', minutesAgo(1));
    const { verdict, waiting, runs, mail, undelivered } = await status();
    expect(verdict).toBe('fine');
    expect(waiting.find(({ queue }) => queue === 'mail')).toEqual({
      queue: 'mail',
      count: 1,
      more: false,
      since: minutesAgo(1).toISOString(),
      verdict: 'fine',
    });
    expect(runs.map(({ verdict, count }) => [verdict, count])).toEqual([
      ['fine', 3],
      ['fine', 3],
    ]);
    expect(mail).toEqual({ most: 200, sent: 12, verdict: 'fine' });
    expect(undelivered.every(({ count }) => count === 0)).toBe(true);
  });

  it('names a mail that waits, a job that failed, a queue that is not empty and a quota that ends', async () => {
    await queueMail('a', minutesAgo(11));
    await runAt('remind', minutesAgo(30));
    const broken = runAt('remind', minutesAgo(5), async () => {
      throw new Error('no table');
    });
    await expect(broken).rejects.toThrow('no table');
    await runAt('reconcile', minutesAgo(16));
    services = {
      undelivered: [{ name: 'remind-missed', depth: async () => 2 }],
      mailQuota: async () => ({ most: 200, sent: 160 }),
    };
    const found = await status();
    expect(found.verdict).toBe('attention');
    expect(found.waiting.filter(({ verdict }) => verdict === 'attention').map(({ queue }) => queue)).toEqual([
      'mail',
    ]);
    expect(found.runs).toEqual([
      expect.objectContaining({ job: 'reconcile', outcome: 'done', verdict: 'attention' }),
      {
        job: 'remind',
        outcome: 'failed',
        endedAt: minutesAgo(5).toISOString(),
        doneAt: minutesAgo(30).toISOString(),
        verdict: 'attention',
      },
    ]);
    expect(found.undelivered).toEqual([{ queue: 'remind-missed', count: 2, verdict: 'attention' }]);
    expect(found.mail.verdict).toBe('attention');
  });

  it('says that the last day for personal data has passed until all of it is erased', async () => {
    now = new Date('2024-06-30T15:59:59Z');
    expect((await status()).personalData).toEqual({ until: '2024-06-30', verdict: 'fine' });
    now = new Date('2024-06-30T16:00:00Z');
    expect(await status()).toMatchObject({ verdict: 'attention', personalData: { verdict: 'attention' } });
    const page = await (await get('lead', true, 'en')).text();
    expect(page).toMatch(/Kept until.*Needs attention.*30 June 2024.*erase it/s);
    await noteErasure(table, heilongjiang2023.id, 2, now);
    expect((await status()).personalData.verdict).toBe('attention');
    await noteErasure(table, heilongjiang2023.id, 0, now);
    expect((await status()).personalData.verdict).toBe('fine');
  });

  it('tells what it knows while other services are silent', async () => {
    services = {
      undelivered: [{ name: 'remind-missed', depth: async () => Promise.reject(new Error('timeout')) }],
      mailQuota: async () => Promise.reject(new Error('timeout')),
    };
    const found = await status();
    expect(found.undelivered).toEqual([{ queue: 'remind-missed', count: null, verdict: 'unknown' }]);
    expect(found.mail).toEqual({ most: null, sent: null, verdict: 'unknown' });
    expect(found.waiting).toHaveLength(4);
    expect(found.verdict).toBe('fine');
  });

  it('names objects without a record, and nothing before anybody has looked', async () => {
    expect((await status()).strays).toEqual({ count: null, oldest: [], verdict: 'unknown' });
    const since = minutesAgo(600).toISOString();
    const found = {
      count: 3,
      since,
      oldest: [{ key: `heilongjiang-2023/harbin/media/${'0'.repeat(26)}`, since }],
    };
    await keepWalk(table, 'walk-objects', { found: { count: 0, oldest: [] }, whole: found });
    const { strays, lost, verdict } = await status();
    expect(lost.verdict).toBe('unknown');
    expect([strays, verdict]).toEqual([{ ...found, verdict: 'attention' }, 'attention']);
    for (const [language, words] of [
      ['zh', '没有记录的文件'],
      ['en', 'Files without a record'],
    ] as const) {
      const html = await (await get('lead', true, language)).text();
      expect(html).toContain(words);
      expect(html).toContain(found.oldest[0]?.key);
      expect(html).toContain('docs/runbook.md#an-object-has-no-record');
      expect(html).not.toContain('docs/runbook.md#a-record-has-no-object');
    }
  });

  it('names the versions that run', async () => {
    const { versions } = await status();
    expect(versions).toMatchObject({
      commit: '5f5848b',
      campaign: heilongjiang2023.id,
      node: process.version,
    });
    expect(new Set(versions.forms.map(({ version }) => version)).size).toBe(heilongjiang2023.requests.length);
  });

  it.each(['office', 'unit'] as const)('is not for a person of the role %s', async (role) => {
    expect((await get(role)).status).toBe(403);
  });
});

describe('the page', () => {
  it.each([
    ['zh', '需要处理', '运维手册'],
    ['en', 'Needs attention', 'Runbook'],
  ])('says in %s what to do and where it stands', async (language, verdict, book) => {
    await queueMail('a', minutesAgo(11));
    const html = await (await get('lead', true, language)).text();
    expect(html).toContain(verdict);
    expect(html).toContain(`${book} docs/runbook.md#mails-wait`);
    if (language === 'en') expect(html.replace(/>中文</, '><')).not.toMatch(/\p{Script=Han}/u);
    runbook = 'https://example.org/runbook';
    expect(await (await get('lead', true, language)).text()).toContain(
      `<a href="https://example.org/runbook#mails-wait">${book}</a>`,
    );
  });
});
