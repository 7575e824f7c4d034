import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validAnswers } from '../fixtures/answers.ts';
import { type Answer, type Client, signIn } from '../support/client.ts';
import { discard, type Local, startLocal } from '../support/local.ts';

interface Refusal {
  code: string;
  title: string;
  errors: { pointer: string; code: string; message: string }[];
}

interface Ticket {
  id: string;
  post: { url: string; fields: { [name: string]: string } };
}

let local: Local;
let clerk: Client;

const submit = (form: string, body: unknown, key: string): Promise<Answer<Refusal>> =>
  clerk.call<Refusal>('POST', `/reports/${form}/submissions`, body, { 'idempotency-key': key });

const raw = (path: string, body: string, type = 'application/json') =>
  fetch(local.site + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk.token}`, 'content-type': type, 'idempotency-key': 'raw' },
    body,
  });

const ask = (file: object): Promise<Answer<Ticket & Refusal>> =>
  clerk.call('POST', '/reports/statistics/attachments', { slot: 'scan', upload: 'post', ...file });

const PDF = { name: '盖章扫描件.pdf', size: 9, type: 'application/pdf' };

/** Sends the upload that was allowed, changed in some way. */
async function send(
  ticket: Ticket,
  changes: { [field: string]: string },
  file = '%PDF-1.7\n',
): Promise<number> {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...ticket.post.fields, ...changes })) data.append(name, value);
  data.append('file', new Blob([file]), 'x.pdf');
  return (await fetch(ticket.post.url, { method: 'POST', body: data, redirect: 'manual' })).status;
}

describe('bad input', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    clerk = await signIn(local, 'harbin@example.org');
  }, 60_000);

  afterAll(() => discard(local));

  it.each([
    ['malformed JSON', '{"answers":', 400, 'malformed-request'],
    ['a list', '[]', 422, 'invalid-input'],
    ['wrong types', '{"answers": {}, "attachments": "none"}', 422, 'invalid-input'],
    ['no answers', '{"answers": {}, "attachments": []}', 422, 'invalid-answers'],
    ['answers that are a text', '{"answers": "all", "attachments": []}', 422, 'invalid-answers'],
    [
      'a poisoned prototype',
      '{"answers": {"__proto__": {"date": 1}}, "attachments": []}',
      422,
      'invalid-answers',
    ],
  ])('that is %s is refused with a sentence', async (_, body, status, code) => {
    const answer = await raw('/reports/statistics/submissions', body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    const problem = JSON.parse(await answer.text());
    expect(problem.code).toBe(code);
    expect(problem.title).toMatch(/[一-龥]/);
  });

  it('in another content type is refused', async () => {
    const answer = await raw('/reports/statistics/submissions', '<xml/>', 'text/xml');
    expect(answer.status).toBe(415);
  });

  it('of 10 MB and more is refused before anything reads it', async () => {
    const answer = await raw(
      '/reports/statistics/submissions',
      JSON.stringify({ answers: 'x'.repeat(11_000_000) }),
    );
    expect(answer.status).toBe(413);
  });

  it('of 600 rows names the limit', async () => {
    const answers = validAnswers['open-day']?.('harbin', { rows: 600 });
    const { status, body } = await submit('open-day', { answers, attachments: [] }, 'rows');
    expect([status, body.errors[0]?.pointer]).toEqual([422, '/rows']);
    expect(body.errors[0]?.message).toMatch(/500/);
  });

  it('is told in English to those who read English', async () => {
    const answer = await clerk.call<Refusal>(
      'POST',
      '/reports/statistics/submissions',
      { answers: {}, attachments: [] },
      { 'idempotency-key': 'en', 'accept-language': 'en-GB,en;q=0.8' },
    );
    expect(answer.body.title).toMatch(/^There is a problem/);
    for (const { message } of answer.body.errors) expect(message).not.toMatch(/[一-龥]/);
  });

  it('without an idempotency key is refused, naming it', async () => {
    const answers = validAnswers.statistics?.('harbin');
    const { status, body } = await clerk.call<Refusal>('POST', '/reports/statistics/submissions', {
      answers,
      attachments: [],
    });
    expect(status).toBe(422);
    expect(JSON.stringify(body.errors)).toMatch(/Idempotency-Key/i);
  });

  it('under a key that was used for other content is a conflict, and the first stays', async () => {
    const answers = validAnswers.statistics?.('harbin');
    const first = await submit('statistics', { answers, attachments: [] }, 'same');
    expect(first.status).toBe(201);
    const other = await submit(
      'statistics',
      { answers: validAnswers.statistics?.('heihe'), attachments: [] },
      'same',
    );
    expect([other.status, other.body.code]).toEqual([409, 'key-reused']);
    expect((await submit('statistics', { answers, attachments: [] }, 'same')).body).toEqual(first.body);
  });

  it('on a stale draft is a conflict, and the newer draft stays', async () => {
    const draft = '/reports/media/draft';
    const saved = await clerk.call<{ version: number }>('PUT', draft, { version: 0, answers: { items: [] } });
    expect(saved.status).toBe(200);
    const newer = { items: [{ title: '较新' }] };
    expect((await clerk.call('PUT', draft, { version: saved.body.version, answers: newer })).status).toBe(
      200,
    );
    const stale = await clerk.call<Refusal>('PUT', draft, {
      version: saved.body.version,
      answers: { items: [] },
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    const report = await clerk.call<{ answers: unknown }>('GET', '/reports/media');
    expect(report.body.answers).toMatchObject(newer);
  });

  it.each([
    ['of no slot', { ...PDF, slot: 'nowhere' }],
    ['of a wrong type', { ...PDF, name: 'virus.exe', type: 'application/x-msdownload' }],
    ['of a type that its name belies', { ...PDF, name: 'virus.exe' }],
    ['that is empty', { ...PDF, size: 0 }],
    ['that is too big', { ...PDF, size: 200 * 1024 * 1024 }],
  ])('a file %s is refused before it is sent', async (_, file) => {
    const answer = await ask(file);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.message).toMatch(/[一-龥]/);
  });

  it('a changed key, type, signature or policy is refused by the store, and nothing is kept', async () => {
    const { body: ticket } = await ask(PDF);
    const { key = '', policy = '', ...rest } = ticket.post.fields;
    const signature = Object.keys(rest).find((name) => /signature/i.test(name)) ?? '';
    expect(await send(ticket, { key: key.replace('harbin', 'heihe') })).toBe(403);
    expect(await send(ticket, { 'Content-Type': 'text/html' })).toBe(403);
    expect(await send(ticket, { [signature]: '0'.repeat(64) })).toBe(403);
    expect(await send(ticket, { policy: `${policy.slice(0, -4)}AAAA` })).toBe(403);
    expect(await send(ticket, {}, 'x'.repeat(101 * 1024 * 1024))).toBe(400);
    const state = await clerk.call<{ state: string }>('GET', `/reports/statistics/attachments/${ticket.id}`);
    expect(state.body.state).toBe('awaiting');
    expect(await send(ticket, {})).toBeLessThan(400);
  });

  it.each([
    '../../etc/passwd.pdf',
    'C:\\秘密\\表.pdf',
    'a\u0000b\u202egpj.pdf',
    `${'长'.repeat(300)}.pdf`,
    '🎉.pdf',
    'CON.pdf',
  ])('a file named %j gets a safe name', async (name) => {
    const { status, body: ticket } = await ask({ ...PDF, name });
    expect(status).toBe(201);
    const view = await clerk.call<{ name: string }>('GET', `/reports/statistics/attachments/${ticket.id}`);
    expect(view.body.name).not.toMatch(/[\\/\p{Cc}\u202e]/u);
    expect(Buffer.byteLength(view.body.name)).toBeLessThanOrEqual(255);
    expect(view.body.name).toMatch(/\.pdf$/);
    await clerk.call('POST', `/reports/statistics/attachments/${ticket.id}/remove`, {});
  });

  it('after the form has closed is refused plainly', async () => {
    const late = await startLocal({ clock: '2024-06-16T09:00:00+08:00' });
    try {
      const lateClerk = await signIn(late, 'harbin@example.org');
      const answers = validAnswers.statistics?.('harbin');
      const { status, body } = await lateClerk.call<Refusal>(
        'POST',
        '/reports/statistics/submissions',
        { answers, attachments: [] },
        { 'idempotency-key': 'late' },
      );
      expect([status, body.code, body.title]).toEqual([409, 'form-closed', '该报表已截止，不再接收。']);
    } finally {
      await discard(late);
    }
  }, 60_000);
});
