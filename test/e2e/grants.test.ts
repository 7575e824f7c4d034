import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XLSX } from '../../functions/shared/workbook/media-type.ts';
import type { MailList } from '../../schemas/contract/mails.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { fieldsOfPage } from '../support/page-form.ts';
import { mediaFile, upload, verdictOn } from '../support/upload.ts';

/** What no story on one machine can use, and why it is granted all the same. */
const NOT_HERE: [grant: RegExp, why: string][] = [
  [/logs:|^ArchiveBuilderMachine\w+: \*$/, 'logs exist on AWS alone'],
  [/ListStreams/, 'the event source asks for it on AWS'],
  [/sqs:SendMessage|: arn:[^ ]*:sqs:|outboxfailures|sendmail\w+: s3:/, 'nothing was given up'],
  [/^ArchiveBuilder.*:function:.*:\*$/, 'the library allows all versions of a function that has one'],
  [/^buildarchive\w+: s3:AbortMultipartUpload/, 'no archive broke off'],
  [
    /^buildarchive\w+: s3:GetObject$/,
    'no builder died after it had finished an archive, which it would look for',
  ],
  [/^recordscan\w+: dynamodb:/, 'no scanner for malware runs'],
  [/^reconcile\w+: (states:|.*:stateMachine:)/, 'no archive got stuck'],
  [/^personaldata\w+: dynamodb:DeleteItem/, 'nothing may be erased while the campaign runs'],
  [/^reconcile\w+: dynamodb:GetItem/, 'no other run was faster'],
  [/^reconcile\w+: dynamodb:PutItem/, 'no archive was given up'],
  [/^reconcile\w+: (dynamodb:Query|.*:table\/[^/]*)$/, 'no news of a file sent without script was lost'],
  [/^recordscan\w+: /, 'the scanner is on AWS alone, and tells this function only'],
];

/** Who may not list a bucket is refused that when an object is absent: so S3 says "forbidden", which we read as absent. */
const isAbsence = ({ action }: { action: string }) => action === 's3:ListBucket';

interface Report {
  unused: { principal: string; action?: string; resource?: string }[];
  refused: { principal: string; action: string; resource: string }[];
}

let local: Local;
let report: Report;

const submit = (clerk: Client, form: string, body: object, key: string) =>
  clerk.call<{ reference: string }>('POST', `/reports/${form}/submissions`, body, { 'idempotency-key': key });

interface Parts {
  id: string;
  multipart: { partSize: number; parts: { url: string }[] };
}

async function askForParts(clerk: Client, size: number): Promise<Parts> {
  const file = { slot: 'video', name: '开幕式.mp4', size, type: 'video/mp4', upload: 'multipart' };
  return (await clerk.call<Parts>('POST', '/reports/media/attachments', file)).body;
}

/** A file in parts, as a page with script sends it. */
async function uploadInParts(clerk: Client): Promise<string> {
  const bytes = readFileSync(mediaFile('ok-1080p-12s.mp4'));
  const { id, multipart } = await askForParts(clerk, bytes.length);
  for (const [i, { url }] of multipart.parts.entries()) {
    const part = bytes.subarray(i * multipart.partSize, (i + 1) * multipart.partSize);
    expect((await fetch(url, { method: 'PUT', body: part })).status).toBe(200);
  }
  const done = await clerk.call('POST', `/reports/media/attachments/${id}/complete`, {});
  expect(done.status).toBe(202);
  expect((await verdictOn(clerk, 'media', id)).state).toBe('accepted');
  return id;
}

/** Without script, and nobody comes back to say so: the news of the store is all there is. */
async function sendsPlainly(clerk: Client): Promise<void> {
  const headers = { authorization: `Bearer ${clerk.token}`, accept: 'text/html' };
  const address = `${local.site}/reports/statistics/attachments`;
  const body = new URLSearchParams({ slot: 'extra', type: 'image/jpeg' });
  const begun = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' });
  const location = begun.headers.get('location') ?? '';
  const page = await (await fetch(`${local.site}${location}`, { headers })).text();
  const [, url = ''] = /action="([^"]*)" enctype/.exec(page) ?? [];
  const form = new FormData();
  for (const [name, value] of fieldsOfPage(page, url)) if (name !== 'file') form.append(name, value);
  form.append('file', new Blob([readFileSync(mediaFile('ok-1920x1080.jpg'))]), 'a.jpg');
  const sent = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  expect(sent.status).toBe(303);
  await eventually(
    async () => (await clerk.call<{ state: string }>('GET', location)).body.state === 'accepted',
    'the verdict on the file that was sent without script',
  );
}

async function downloadsBytes(client: Client, path: string): Promise<void> {
  const link = await client.call('GET', path);
  expect(link.status).toBe(302);
  expect((await fetch(link.headers.get('location') ?? '')).status).toBe(200);
}

/** A template filled with a submitted report of a neighbour's; read for the first time, and over a draft. */
async function importWorkbook(clerk: Client, neighbour: Client): Promise<void> {
  const answers = validAnswers.summary?.('harbin');
  await neighbour.call('PUT', '/reports/summary/draft', { version: 0, answers });
  const sheet = async (who: Client) =>
    (
      await fetch(`${local.site}/reports/summary/template.xlsx`, {
        headers: { authorization: `Bearer ${who.token}` },
      })
    ).arrayBuffer();
  const bytes = await sheet(neighbour);
  for (const version of [0, 1]) {
    const answer = await fetch(`${local.site}/reports/summary/workbook?version=${version}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clerk.token}`, 'content-type': XLSX },
      body: bytes,
    });
    expect(answer.status).toBe(200);
  }
}

/** Answers what is to be done an hour later. */
async function everythingOnce(): Promise<() => Promise<void>> {
  const later = await signIn(local, 'jixi@example.org');
  const workbookLater = await signIn(local, 'hegang@example.org');
  const alsoLater = await signIn(local, 'cast@example.org');
  const latest = await signIn(local, 'publicity@example.org');
  const evenLater = await signIn(local, 'lead@example.org');
  const importLater = await signIn(local, 'lead@example.org');
  const statusLater = await signIn(local, 'lead@example.org');
  const leadLater = await signIn(local, 'lead@example.org');
  const personalLater = await signIn(local, 'lead@example.org');
  const totalsLater = await signIn(local, 'publicity@example.org');
  const historyLater = await signIn(local, 'cast@example.org');
  const reportLater = await signIn(local, 'yichun@example.org');
  const mailsLater = await signIn(local, 'cast@example.org');
  const clerk = await signIn(local, 'harbin@example.org');
  const lead = await signIn(local, 'lead@example.org');
  const answers = validAnswers.statistics?.('harbin');
  await clerk.call('PUT', '/reports/statistics/draft', { version: 0, answers });
  await clerk.call('PUT', '/reports/statistics/draft', { version: 1, answers });
  await importWorkbook(clerk, later);
  const scan = await upload(clerk, 'statistics', 'scan', mediaFile('ok-1920x1080.jpg'));
  const extra = await upload(clerk, 'statistics', 'extra', mediaFile('ok-1920x1080.jpg'));
  await downloadsBytes(clerk, `/reports/statistics/attachments/${scan.id}/file`);
  await sendsPlainly(clerk);
  await clerk.call('POST', `/reports/statistics/attachments/${extra.id}/remove`, {});
  const { body } = await submit(clerk, 'statistics', { answers, attachments: [scan.id] }, 'a');
  await clerk.call('GET', `/receipts/${body.reference}`);
  const video = await uploadInParts(clerk);
  const given = await askForParts(clerk, 10);
  await clerk.call('POST', `/reports/media/attachments/${given.id}/remove`, {});
  const items = [{ kind: 'video', title: '开幕式', file: video }];
  await submit(clerk, 'media', { answers: { items }, attachments: [video] }, 'b');

  await lead.call('GET', '/desk');
  const status = await lead.call<{ undelivered: { count: number }[]; mail: { sent: number } }>(
    'GET',
    '/status',
  );
  expect(status.body.undelivered.filter(({ count }) => count > 0)).toEqual([]);
  expect(status.body.mail.sent).toBeGreaterThan(0);
  await lead.call('GET', '/desk/reports/harbin/statistics');
  await downloadsBytes(lead, `/desk/reports/harbin/statistics/attachments/${scan.id}`);
  const decide = (form: string, body: object) =>
    lead.call('POST', `/desk/reports/harbin/${form}/decisions`, body);
  expect((await decide('media', { decision: 'return', message: '请补充图片。', revision: 1 })).status).toBe(
    200,
  );
  expect((await decide('statistics', { decision: 'accept', revision: 1 })).status).toBe(200);
  const asked = await clerk.call('POST', '/reports/media/messages', { message: '图片须为横幅吗？' });
  expect(asked.status).toBe(201);
  expect((await lead.call('GET', '/desk/reports/harbin/media/difference')).status).toBe(200);
  expect((await lead.call('GET', '/audit')).status).toBe(200);
  expect((await lead.call('GET', '/totals/statistics')).status).toBe(200);
  const table = await fetch(`${local.site}/totals/statistics/table.xlsx`, {
    headers: { authorization: `Bearer ${lead.token}` },
  });
  expect(Buffer.from(await table.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
  expect((await lead.call('POST', '/featured', { version: 0, activities: [] })).status).toBe(200);
  expect((await lead.call('GET', '/open-days')).status).toBe(200);
  expect((await lead.call('POST', '/personal-data/person', { who: 'harbin@example.org' })).status).toBe(200);
  const archive = await lead.call<{ id: string }>('POST', '/archives', {});
  await eventually(async () => {
    const { body } = await lead.call<{ state: string }>('GET', `/archives/${archive.body.id}`);
    return body.state === 'ready';
  }, 'the archive');
  await lead.call('GET', '/roster');
  await lead.call('POST', '/reminders', { units: ['jixi'], key: 'chase-once' });
  await lead.call('GET', '/reminders');
  const added = await lead.call('POST', '/roster/contacts', { unit: 'heihe', email: 'second@example.org' });
  expect(added.status).toBe(200);
  await lead.call('POST', '/roster/contacts/remove', { email: 'second@example.org' });
  await lead.call('GET', '/archives');
  expect((await lead.call('GET', '/archives/new?attachments=no')).status).toBe(200);
  const light = await lead.call<{ id: string }>('POST', '/archives', { attachments: false });
  // It may be ready by now: that cannot be cancelled any more.
  const cancelled = await lead.call('POST', `/archives/${light.body.id}/cancel`);
  expect([200, 409]).toContain(cancelled.status);
  const again = await lead.call('POST', `/archives/${light.body.id}/retry`);
  expect(again.status).toBe(cancelled.status === 200 ? 202 : 409);
  await downloadsBytes(lead, `/archives/${archive.body.id}/download`);

  const delivered = await eventually(async () => {
    const { body } = await lead.call<MailList>('GET', '/mails?unit=harbin&state=delivered');
    return body.mails[0];
  }, 'the news that a mail was delivered');
  expect((await lead.call('GET', `/mails/${delivered.id}`)).status).toBe(200);
  expect((await lead.call('POST', `/mails/${delivered.id}/resend`)).status).toBe(202);

  // Asked for and never confirmed: for the reconciler of the next start.
  await clerk.call('POST', '/reports/summary/attachments', {
    slot: 'report',
    name: '总结.pdf',
    size: 10,
    type: 'application/pdf',
    upload: 'post',
  });
  await eventually(
    async () => (await mailsTo(local, 'heihe@example.org')).length > 0,
    'the reminder of 10 o’clock to a city that owes',
  );
  expect((await clerk.call('POST', '/sign-out', {})).status).toBeLessThan(400);
  // Sessions of a while ago are marked as seen again by the next request, whichever function answers it.
  return async () => {
    await later.call('GET', '/reports');
    await reportLater.call('GET', '/reports/summary');
    await historyLater.call('GET', '/audit');
    await workbookLater.call('GET', '/reports/summary/template.xlsx');
    await lead.call('GET', '/desk');
    await evenLater.call('GET', '/roster');
    await importLater.call('GET', '/roster/template.xlsx');
    await latest.call('GET', '/reminders');
    await alsoLater.call('GET', '/archives');
    await totalsLater.call('GET', '/totals/statistics');
    await statusLater.call('GET', '/status');
    await leadLater.call('GET', '/featured');
    await personalLater.call('GET', '/personal-data');
    await mailsLater.call('GET', '/mails');
  };
}

const grants = async (): Promise<Report> => {
  await local.stop();
  return JSON.parse(readFileSync(join(local.directory, 'grants.json'), 'utf8'));
};

describe('the grants of the stack', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-16T09:59:45+08:00' });
    const anHourLater = await everythingOnce();
    const first = await grants();
    local = await startLocal({ clock: '2023-06-16T11:00:00+08:00', again: local });
    await anHourLater();
    const second = await grants();
    const line = (grant: object) => JSON.stringify(grant);
    const stillUnused = new Set(second.unused.map(line));
    report = {
      unused: first.unused.filter((grant) => stillUnused.has(line(grant))),
      refused: [...first.refused, ...second.refused].filter((call) => !isAbsence(call)),
    };
  }, 120_000);

  afterAll(() => discard(local));

  it('let every function do all that it does', () => {
    expect(report.refused).toEqual([]);
  });

  it('allow nothing that nothing uses', () => {
    const unexplained = report.unused
      .map(({ principal, action, resource }) => `${principal}: ${action ?? resource}`)
      .filter((grant) => !NOT_HERE.some(([known]) => known.test(grant)));
    expect(unexplained).toEqual([]);
  });
});
