import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Outcome } from '../../../../infra/local/functions/message.ts';
import { cutBatches, deliver, type Policy } from '../../../../infra/local/pumps/deliver.ts';

const record = (n: number, seconds = 100) => ({
  dynamodb: { SequenceNumber: String(n), ApproximateCreationDateTime: seconds },
});
type R = ReturnType<typeof record>;
const numbers = (records: R[]) => records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
const failure: Outcome = { failure: { errorType: 'Error', errorMessage: 'no' } };
const done: Outcome = { payload: '{"batchItemFailures":[]}' };
const failed = (...ids: unknown[]): Outcome => ({
  payload: JSON.stringify({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) }),
});

async function run(records: R[], policy: Partial<Policy>, invoke: (records: number[]) => Outcome) {
  const calls: number[][] = [];
  const givenUp: [number[], string, number][] = [];
  const pauses: number[] = [];
  await deliver(
    records,
    { retries: 2, oldest: 1000, bisect: false, partial: true, ...policy },
    {
      async invoke(part) {
        calls.push(numbers(part));
        return invoke(numbers(part));
      },
      async giveUp(part, reason, tries) {
        givenUp.push([numbers(part), reason, tries]);
      },
      async pause(milliseconds) {
        pauses.push(milliseconds);
      },
      now: () => 200_000,
    },
  );
  return { calls, givenUp, pauses };
}

describe('a batch of a stream', () => {
  it('is handed over once when the function takes it', async () => {
    expect(await run([record(1), record(2)], {}, () => done)).toEqual({
      calls: [[1, 2]],
      givenUp: [],
      pauses: [],
    });
    expect((await run([record(1)], { partial: false }, () => failed('1'))).calls).toEqual([[1]]);
  });

  it('is retried with growing pauses and then given up whole', async () => {
    const { calls, givenUp, pauses } = await run([record(1), record(2)], {}, () => failure);
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(givenUp).toEqual([[[1, 2], 'RetryAttemptsExhausted', 3]]);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses).toHaveLength(2);
  });

  it('goes on from the first record that failed', async () => {
    let first = true;
    const { calls } = await run(
      [1, 2, 3, 4].map((n) => record(n)),
      {},
      () => {
        const outcome = first ? failed('4', '3') : done;
        first = false;
        return outcome;
      },
    );
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
  });

  it.each([[failed('unknown')], [failed(null)], [{ payload: '{"batchItemFailures":"x"}' }]])(
    'failed whole when the answer cannot be read: %j',
    async (outcome) => {
      expect((await run([record(1), record(2)], { retries: 1 }, () => outcome)).calls).toEqual([
        [1, 2],
        [1, 2],
      ]);
    },
  );

  it('is split until the record that fails is alone, and only that one is given up', async () => {
    const { calls, givenUp } = await run(
      [1, 2, 3, 4].map((n) => record(n)),
      { bisect: true, retries: 1 },
      (part) => (part.includes(2) ? failure : done),
    );
    expect(givenUp).toEqual([[[2], 'RetryAttemptsExhausted', 2]]);
    expect(calls).toEqual([[1, 2, 3, 4], [1, 2], [1], [2], [2], [3, 4]]);
  });

  it('gives up what is too old without trying', async () => {
    const { calls, givenUp } = await run([record(1, 10), record(2)], { oldest: 150 }, () => done);
    expect(givenUp).toEqual([[[1], 'RecordAgeExceeded', 0]]);
    expect(calls).toEqual([[2]]);
  });

  it('ends with every record taken or given up, once, in order, whatever fails', async () => {
    const policies = fc.record({ retries: fc.nat(3), bisect: fc.boolean(), partial: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(9)), policies, async (bad, policy) => {
        const all = [0, 1, 2, 3, 4, 5, 6, 7];
        const taken: number[] = [];
        const { givenUp } = await run(
          all.map((n) => record(n)),
          policy,
          (part) => {
            const firstBad = part.findIndex((n) => bad.includes(n));
            if (firstBad < 0) {
              taken.push(...part);
              return done;
            }
            if (!policy.partial) return failure;
            taken.push(...part.slice(0, firstBad));
            return failed(String(part[firstBad]));
          },
        );
        const lost = givenUp.flatMap(([records]) => records);
        expect([...taken, ...lost].toSorted((a, b) => a - b)).toEqual(all);
        expect(taken).toEqual(taken.toSorted((a, b) => a - b));
        // Splitting spares every record that does not fail itself.
        if (policy.bisect) expect(lost).toEqual(all.filter((n) => bad.includes(n)));
      }),
    );
  });
});

it('cuts batches by number and by size, in order', () => {
  expect(cutBatches([1, 2, 3, 4, 5], 2, 100)).toEqual([[1, 2], [3, 4], [5]]);
  expect(cutBatches(['aaaa', 'b', 'c'], 10, 7)).toEqual([['aaaa'], ['b', 'c']]);
});
