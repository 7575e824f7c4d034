import { describe, expect, it } from '@jest/globals';
import { unpacked } from '../../../functions/shared/records/packed.ts';
import type { Submitted } from '../../../schemas/contract/reports.ts';
import { readReference } from '../../../schemas/reference.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from './office.ts';

const answers = validAnswers.statistics?.('harbin');
/** The answers with other numbers of some indicators. */
const withNumbers = (numbers: { [code: string]: number }) => ({
  ...answers,
  indicators: Object.assign(
    { ...(answers?.indicators as object) },
    Object.fromEntries(Object.entries(numbers).map(([code, count]) => [code, { count }])),
  ),
});
const PATH = '/reports/statistics/submissions';
const key = (value: string) => ({ 'idempotency-key': value });
type Errors = {
  code: string;
  errors: { pointer: string; code: string; severity: string; message: string }[];
};

const revisions = (table: { rows(): { [name: string]: unknown }[] }) =>
  table.rows().filter(({ type }) => type === 'revision');

describe('a submission', () => {
  it('is kept with receipt, mail and audit event before it is acknowledged', async () => {
    const { clerk, table, log } = office();
    const harbin = await clerk('harbin');
    table.calls.length = 0;
    const { status, body } = await harbin.json<Submitted>('POST', PATH, { answers }, key('a'));
    expect([status, body.revision, body.state, body.timeliness]).toEqual([201, 1, 'submitted', 'on-time']);
    expect(readReference(body.reference)).toBe(body.reference);
    const types = table.rows().map(({ type }) => type);
    expect(types.sort()).toEqual(['audit', 'head', 'mail', 'receipt', 'revision', 'session']);
    expect(table.rows().find(({ type }) => type === 'mail')).toMatchObject({
      id: `${body.reference}.confirmation`,
      unit: 'harbin',
      status: 'pending',
      queue: 'mail',
    });
    expect(log.lines.join()).toContain(body.reference);
  });

  it('takes three calls of the store once the session and the campaign are known', async () => {
    const { clerk, table } = office();
    const harbin = await clerk('harbin');
    table.calls.length = 0;
    await harbin.json('POST', PATH, { answers }, key('a'));
    expect(table.calls).toEqual(['get', 'get', 'query', 'query', 'transact']);
  });

  it('answers the same again for the same key and content (I2)', async () => {
    const { clerk, table, at, decide } = office();
    const harbin = await clerk('harbin');
    const first = await harbin.json<Submitted>('POST', PATH, { answers }, key('a'));
    at('2023-05-10T01:30:00.000Z');
    const second = await harbin.json<Submitted>('POST', PATH, { answers }, key('a'));
    expect(second).toMatchObject({ status: 201, body: first.body });
    await decide('harbin', 'statistics', 'accepted');
    expect((await harbin.json('POST', PATH, { answers }, key('a'))).body).toEqual(first.body);
    expect(revisions(table)).toHaveLength(1);
  });

  it('answers the same again though the form has closed and the file was removed since', async () => {
    const world = office('2023-06-19T15:59:00.000Z');
    const harbin = await world.clerk('harbin');
    const scan = await world.file('harbin', 'statistics', 'scan', 'unchecked');
    const first = await harbin.json('POST', PATH, { answers, attachments: [scan.id] }, key('a'));
    await world.table.remove({
      pk: `REPORT#heilongjiang-2023#harbin#statistics`,
      sk: `WORK#ATTACHMENT#${scan.id}`,
    });
    world.at('2023-12-01T00:00:00.000Z');
    const later = await world.clerk('harbin');
    const again = await later.json('POST', PATH, { answers, attachments: [scan.id] }, key('a'));
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('refuses the same key with other content', async () => {
    const { clerk, table } = office();
    const harbin = await clerk('harbin');
    await harbin.json('POST', PATH, { answers }, key('a'));
    const other = { ...answers, responsible: '另一位负责人' };
    const { status, body } = await harbin.json<Errors>('POST', PATH, { answers: other }, key('a'));
    expect([status, body.code]).toEqual([409, 'key-reused']);
    expect(revisions(table)).toHaveLength(1);
  });

  it('of another unit with the same key is another submission', async () => {
    const { clerk } = office();
    const harbin = await (await clerk('harbin')).json<Submitted>('POST', PATH, { answers }, key('a'));
    const heihe = await (await clerk('heihe')).json<Submitted>('POST', PATH, { answers }, key('a'));
    expect(heihe.status).toBe(201);
    expect(heihe.body.reference).not.toBe(harbin.body.reference);
  });

  it('names what is wrong with the answers, field by field, in the reader’s language', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const wrong = { ...withNumbers({ A1: 1 }), phone: '12' };
    const sent = await harbin.json<Errors>(
      'POST',
      PATH,
      { answers: wrong },
      { ...key('a'), 'accept-language': 'en' },
    );
    expect(sent.status).toBe(422);
    expect(sent.headers.get('content-type')).toContain('application/problem+json');
    expect(sent.body.errors.map(({ pointer, code }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/indicators/A1/count', 'out-of-balance'],
        ['/phone', 'not-a-phone'],
      ]),
    );
    expect(sent.body.errors[0]?.message).toMatch(/[a-z]/);
  });

  it('needs an explanation of six characters where a check asks for one, and keeps it', async () => {
    const { clerk, table } = office();
    const harbin = await clerk('harbin');
    const doubtful = withNumbers({ H1: 50_000 });
    const plain = await harbin.json<Errors>('POST', PATH, { answers: doubtful }, key('a'));
    expect(plain.status).toBe(422);
    const [finding] = plain.body.errors;
    expect(finding?.severity).toBe('explanation');
    const explanations = { [`${finding?.code}:${finding?.pointer}`]: '  经核实无误  ' };
    expect((await harbin.json('POST', PATH, { answers: doubtful, explanations }, key('a'))).status).toBe(422);
    const long = { [`${finding?.code}:${finding?.pointer}`]: '含新建科技馆的投入', other: '与此无关的说明' };
    const sent = await harbin.json('POST', PATH, { answers: doubtful, explanations: long }, key('a'));
    expect(sent.status).toBe(201);
    expect(unpacked(revisions(table)[0] ?? {}).explanations).toEqual({
      [`${finding?.code}:${finding?.pointer}`]: '含新建科技馆的投入',
    });
  });

  it.each([undefined, '', 'a b', 'x'.repeat(201)])('without a proper key (%j) is told so', async (value) => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const headers = value === undefined ? {} : key(value);
    const { status, body } = await harbin.json<Errors>('POST', PATH, { answers }, headers);
    expect([status, body.errors[0]?.pointer]).toEqual([422, '/Idempotency-Key']);
  });

  it('may amend before acceptance, not after it, and again when it is returned, even when closed', async () => {
    const { clerk, decide, at } = office('2023-06-10T00:00:00.000Z');
    let harbin = await clerk('harbin');
    await harbin.json('POST', PATH, { answers }, key('a'));
    const amended = await harbin.json<Submitted>('POST', PATH, { answers }, key('b'));
    expect([amended.status, amended.body.revision]).toEqual([201, 2]);
    await decide('harbin', 'statistics', 'accepted');
    const refused = await harbin.json<Errors>('POST', PATH, { answers }, key('c'));
    expect([refused.status, refused.body.code]).toEqual([409, 'already-accepted']);
    await decide('harbin', 'statistics', 'returned');
    at('2023-09-01T00:00:00.000Z');
    harbin = await clerk('harbin');
    const corrected = await harbin.json<Submitted>('POST', PATH, { answers }, key('d'));
    expect([corrected.status, corrected.body.revision, corrected.body.timeliness]).toEqual([
      201,
      3,
      'on-time',
    ]);
  });

  it('is late after the due date and refused after the form is closed', async () => {
    const { clerk, at } = office('2023-06-19T16:00:00.000Z');
    const late = await (await clerk('harbin')).json<Submitted>('POST', PATH, { answers }, key('a'));
    expect([late.status, late.body.timeliness]).toEqual([201, 'late']);
    at('2023-07-19T16:00:00.000Z');
    const closed = await (await clerk('heihe')).json<Errors>('POST', PATH, { answers }, key('a'));
    expect([closed.status, closed.body.code]).toEqual([409, 'form-closed']);
  });

  it('takes a nil return only for forms that know one', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const nil = await harbin.json('POST', '/reports/media/submissions', { answers: {}, nil: true }, key('a'));
    expect(nil.status).toBe(201);
    const refused = await harbin.json<Errors>('POST', PATH, { answers, nil: true }, key('b'));
    expect([refused.status, refused.body.errors[0]?.code]).toEqual([422, 'no-nil-return']);
  });

  it('takes only complete files of this very report', async () => {
    const world = office();
    const harbin = await world.clerk('harbin');
    const mine = await world.file('harbin', 'statistics', 'scan', 'unchecked');
    const awaited = await world.file('harbin', 'statistics', 'scan', 'awaiting', '未传完.pdf');
    const other = await world.file('heihe', 'statistics', 'scan', 'unchecked');
    const send = (attachments: string[]) =>
      harbin.json<Errors>('POST', PATH, { answers, attachments }, key(attachments.join('-')));
    const strange = await send([mine.id, other.id]);
    expect([strange.status, strange.body.errors[0]?.pointer]).toEqual([422, '/attachments/1']);
    const early = await send([awaited.id]);
    expect([early.status, early.body.code]).toEqual([409, 'upload-unfinished']);
    expect(early.body.errors[0]?.message).toContain('未传完.pdf');
    expect((await send([mine.id])).status).toBe(201);
    expect(revisions(world.table)[0]?.attachments).toEqual([
      expect.objectContaining({ id: mine.id, name: '盖章.pdf', pin: mine.pin }),
    ]);
  });

  it('is refused while a required file is missing or refused', async () => {
    const world = office();
    const harbin = await world.clerk('harbin');
    const summary = validAnswers.summary?.('harbin');
    const send = (attachments: string[]) =>
      harbin.json<Errors>(
        'POST',
        '/reports/summary/submissions',
        { answers: summary, attachments },
        key('a'),
      );
    expect((await send([])).body.errors[0]?.pointer).toBe('/attachments/report');
    const bad = await world.file('harbin', 'summary', 'report', 'refused');
    expect((await send([bad.id])).body.errors[0]).toMatchObject({
      pointer: '/attachments/report',
      code: 'file-refused',
    });
    const good = await world.file('harbin', 'summary', 'report', 'unchecked');
    expect((await send([good.id])).status).toBe(201);
  });

  it('logs its reference number and nothing that people wrote (I8)', async () => {
    const { clerk, log } = office();
    const harbin = await clerk('harbin');
    await harbin.json('POST', PATH, { answers }, key('a'));
    await harbin.json('POST', PATH, { answers: { ...answers, phone: '12' } }, key('b'));
    const text = log.lines.join('\n');
    expect(text).not.toMatch(/@|示例|138|0451/);
  });
});
