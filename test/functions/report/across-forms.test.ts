import { describe, expect, it } from '@jest/globals';
import { unpacked } from '../../../functions/shared/records/packed.ts';
import type { Submitted } from '../../../schemas/contract/reports.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from './office.ts';

const SUBMIT = '/reports/statistics/submissions';
const C1 = 'differs-from-register:/indicators/C1/count';

const statistics = (count: number | '-') => {
  const answers = validAnswers.statistics?.('harbin');
  return {
    ...answers,
    indicators: { ...Object(answers?.indicators), C1: { count }, C2: { count: count === '-' ? '-' : 9 } },
  };
};

type Errors = { errors: { pointer: string; code: string; severity: string; message: string }[] };

async function world() {
  const made = office();
  const harbin = await made.clerk('harbin');
  const register = (answers: unknown, key: string, nil = false) =>
    harbin.json('POST', '/reports/open-day/submissions', { answers, nil }, { 'idempotency-key': key });
  const send = (count: number | '-', key: string, explanations = {}) =>
    harbin.json<Errors & Submitted>(
      'POST',
      SUBMIT,
      { answers: statistics(count), explanations },
      { 'idempotency-key': key },
    );
  return { ...made, harbin, register, send };
}

const REGISTER = validAnswers['open-day']?.('harbin');
/** The example register of the city has three rows, of which one is neither institute nor university. */
const INSTITUTIONS = 2;

describe('C1 of the statistics and the register on record', () => {
  it('are not compared while there is no register', async () => {
    const { send } = await world();
    expect((await send(77, 'a')).status).toBe(201);
  });

  it('agree, or the difference is explained, kept and shown', async () => {
    const { register, send, table } = await world();
    expect((await register(REGISTER, 'r')).status).toBe(201);
    expect((await send(INSTITUTIONS, 'a')).status).toBe(201);
    const refused = await send(7, 'b');
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ code: 'differs-from-register', severity: 'explanation' }),
    ]);
    expect(refused.body.errors[0]?.message).toMatch(/C1填写的是7.*共2个/);
    const explained = await send(7, 'b', { [C1]: '另有五家未列入备案表' });
    expect(explained.status).toBe(201);
    const row = table
      .rows()
      .find(({ type, reference }) => type === 'revision' && reference === explained.body.reference);
    expect(row && unpacked(row).explanations).toEqual({ [C1]: '另有五家未列入备案表' });
  });

  it('a nil register counts none', async () => {
    const { register, send } = await world();
    const { rows: _, ...header } = Object(REGISTER);
    expect((await register(header, 'r', true)).status).toBe(201);
    expect((await send(1, 'a')).status).toBe(422);
    expect((await send('-', 'a')).status).toBe(201);
  });

  it('a register of another unit says nothing', async () => {
    const { send, clerk } = await world();
    const heihe = await clerk('heihe');
    await heihe.json(
      'POST',
      '/reports/open-day/submissions',
      { answers: REGISTER },
      { 'idempotency-key': 'r' },
    );
    expect((await send(77, 'a')).status).toBe(201);
  });

  it('a repeated request is answered the same though the register has changed since (I2)', async () => {
    const { register, send } = await world();
    await register(REGISTER, 'r');
    const first = await send(7, 'a', { [C1]: '另有五家未列入备案表' });
    const { rows } = Object(REGISTER);
    await register(
      { ...REGISTER, rows: Array.from({ length: 7 }, (_, i) => ({ ...rows[0], place: `第${i}处` })) },
      's',
    );
    const again = await send(7, 'a', { [C1]: '另有五家未列入备案表' });
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('costs a submission no further call of the store', async () => {
    const { register, send, table } = await world();
    await register(REGISTER, 'r');
    table.calls.length = 0;
    await send(INSTITUTIONS, 'a');
    expect(table.calls).toEqual(['get', 'get', 'query', 'query', 'transact']);
  });
});
