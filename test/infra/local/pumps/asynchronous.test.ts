import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../infra/local/functions/message.ts';
import { createAsynchronous } from '../../../../infra/local/pumps/asynchronous.ts';

const failure: Outcome = { failure: { errorType: 'Boom', errorMessage: '' } };

const fail = (error: unknown) => {
  throw error;
};

function setUp(
  invoke: (payload: string) => Promise<Outcome> | Outcome,
  directory = mkdtempSync(join(tmpdir(), 'events-')),
) {
  const calls: string[] = [];
  const lost: string[] = [];
  const asynchronous = createAsynchronous({
    directory,
    invoke: async (functionId, payload) => {
      calls.push(`${functionId} ${payload}`);
      return invoke(payload);
    },
    retriesOf: () => ({ attempts: 2, oldest: 60 }),
    async giveUp({ functionId, payload, failure: { errorType }, tries }) {
      lost.push(`${functionId} ${payload} ${errorType} ${tries}`);
    },
    complain: fail,
    pauseMs: 1,
  });
  return { asynchronous, calls, lost, directory, waiting: () => readdirSync(directory) };
}

/** Looks again until it is so; a busy machine takes a while. */
async function until(so: () => boolean): Promise<void> {
  for (let looks = 0; looks < 500 && !so(); looks++) await sleep(10);
}

describe('an asynchronous invocation', () => {
  it('is on disk when it is accepted, and gone when the function took it', async () => {
    const { asynchronous, calls, waiting } = setUp(() => ({ payload: 'null' }));
    asynchronous.accept('Fn', '{"a":1}');
    expect(waiting()).toHaveLength(1);
    await until(() => waiting().length === 0);
    expect(calls).toEqual(['Fn {"a":1}']);
    expect(waiting()).toEqual([]);
  });

  it('is tried again as often as the template says, and then given up', async () => {
    const { asynchronous, calls, lost, waiting } = setUp(() => failure);
    asynchronous.accept('Fn', '1');
    await until(() => waiting().length === 0);
    expect(calls).toHaveLength(3);
    expect(lost).toEqual(['Fn 1 Boom 3']);
    expect(waiting()).toEqual([]);
  });

  it('that was not taken when the system ended is handed over by the next one', async () => {
    const before = setUp(() => failure);
    before.asynchronous.accept('Fn', '1');
    await before.asynchronous.stop();
    expect(before.waiting()).toHaveLength(1);
    const after = setUp(() => ({ payload: 'null' }), before.directory);
    after.asynchronous.resume();
    await until(() => after.waiting().length === 0);
    expect(after.calls).toEqual(['Fn 1']);
    expect(after.waiting()).toEqual([]);
  });
});
