import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createPool, type Pool } from '../../../../infra/local/functions/pool.ts';
import { openSandbox } from '../../../../infra/local/functions/sandbox.ts';

const pools: Pool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

/** A function of this source, run as the local system runs bundles. */
function run(source: string, { most = 1, seconds = 5, environment = {} } = {}) {
  const file = join(mkdtempSync(join(tmpdir(), 'function-')), 'index.mjs');
  writeFileSync(file, source);
  const log = new PassThrough();
  let logged = '';
  log.on('data', (chunk) => {
    logged += chunk;
  });
  const definition = {
    id: 'Fn',
    name: 'fn',
    arn: 'a:fn',
    module: pathToFileURL(file).href,
    handler: 'handler',
    environment: {},
    memory: 64,
    seconds,
  };
  const pool = createPool(() => openSandbox(definition, environment, log), most);
  pools.push(pool);
  return { pool, logged: () => logged };
}

const handler = (body: string) =>
  `let calls = 0; export async function handler(event, context) { calls++; ${body} }`;

describe('a function in its thread', () => {
  it('gets events and answers them, in the same environment one after the other', async () => {
    const { pool } = run(handler('return { event, calls, name: context.functionName };'));
    expect(await pool.invoke('{"a":1}')).toEqual({ payload: '{"event":{"a":1},"calls":1,"name":"fn"}' });
    expect(await pool.invoke('2')).toEqual({ payload: '{"event":2,"calls":2,"name":"fn"}' });
  });

  it('sees only the environment that it was given', async () => {
    process.env.LEAK = 'yes';
    const { pool } = run(handler('return process.env;'), { environment: { OWN: 'x' } });
    expect(await pool.invoke('0')).toEqual({ payload: '{"OWN":"x"}' });
  });

  it('knows how much time is left', async () => {
    const { pool } = run(handler('return context.getRemainingTimeInMillis();'));
    const outcome = await pool.invoke('0');
    expect('payload' in outcome && Number(outcome.payload)).toBeGreaterThan(4000);
  });

  it('writes to its log', async () => {
    const { pool, logged } = run(handler("console.log('said'); console.error('complained');"));
    await pool.invoke('0');
    await sleep(100);
    expect(logged()).toContain('said\n');
    expect(logged()).toContain('complained\n');
  });

  it('that throws has failed, and takes the next event all the same', async () => {
    const { pool } = run(handler("if (event === 1) throw new TypeError('no'); return calls;"));
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType: 'TypeError', errorMessage: 'no' } });
    expect(await pool.invoke('2')).toEqual({ payload: '2' });
  });

  it.each([
    [
      'throws outside of its promise',
      'setTimeout(() => { throw new Error("late"); }, 5); await new Promise(() => {});',
    ],
    [
      'rejects a promise that nobody awaits',
      'Promise.reject(new Error("lost")); await new Promise(() => {});',
    ],
    ['ends its process', 'process.exit(0);'],
    ['fills its memory', 'const all = []; for (;;) all.push(new Array(1e5).fill(calls));'],
  ])('that %s has failed, and is replaced', async (_, body) => {
    const { pool } = run(handler(`if (event === 1) { ${body} } return calls;`), { seconds: 20 });
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType: 'Runtime.ExitError' } });
    expect(await pool.invoke('2')).toEqual({ payload: '1' });
  });

  it.each([
    ['waits', 'await new Promise(() => {});'],
    ['computes', 'for (;;);'],
  ])('that %s for ever is cut off at its timeout, and is replaced', async (_, body) => {
    const { pool } = run(handler(`if (event === 1) { ${body} } return calls;`), { seconds: 0.3 });
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType: 'Sandbox.Timedout' } });
    expect(await pool.invoke('2')).toEqual({ payload: '1' });
  });

  it('that answers more than 6 MB has failed', async () => {
    const { pool } = run(handler("return 'x'.repeat(7 * 1024 * 1024);"));
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType: 'Function.ResponseSizeTooLarge' } });
  });

  it.each([
    ['cannot be loaded', 'throw new RangeError("bad settings");', 'RangeError'],
    ['has no handler', 'export const other = 1;', 'Error'],
  ])('that %s fails each time with the reason', async (_, source, errorType) => {
    const { pool, logged } = run(source);
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType } });
    expect(await pool.invoke('1')).toMatchObject({ failure: { errorType } });
    expect(logged()).toContain('init failed');
  });

  it('takes one event at a time; others wait or get a thread of their own, up to the limit', async () => {
    const body = 'const at = Date.now(); await new Promise((r) => setTimeout(r, 150)); return calls;';
    const { pool } = run(handler(body), { most: 2 });
    const outcomes = await Promise.all([1, 2, 3, 4].map((n) => pool.invoke(String(n))));
    expect(outcomes.map((outcome) => 'payload' in outcome && outcome.payload).toSorted()).toEqual([
      '1',
      '1',
      '2',
      '2',
    ]);
  });

  it('finishes what it has begun when it is closed, and takes no more', async () => {
    const { pool } = run(handler('await new Promise((r) => setTimeout(r, 100)); return 1;'));
    const running = pool.invoke('1');
    await sleep(20);
    const closed = pool.close();
    expect(await pool.invoke('2')).toMatchObject({ failure: { errorType: 'TooManyRequestsException' } });
    await closed;
    expect(await running).toEqual({ payload: '1' });
  });
});
