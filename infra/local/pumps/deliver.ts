import type { Outcome } from '../functions/message.ts';

/** A record of a stream; only its place matters here. */
export interface StreamRecord {
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime?: number };
}

export interface Policy {
  /** Tries after the first one. */
  retries: number;
  /** Seconds after which a record is given up. */
  oldest: number;
  /** Split a batch that failed, to find the record that makes it fail. */
  bisect: boolean;
  /** The function says which records failed. */
  partial: boolean;
}

export type GivenUpFor = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface Delivery<R extends StreamRecord> {
  invoke(records: R[]): Promise<Outcome>;
  /** Keeps what no try could handle. */
  giveUp(records: R[], reason: GivenUpFor, tries: number): Promise<void>;
  pause(milliseconds: number): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
}

const LONGEST_PAUSE = 10_000;

const placeOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/**
 * Which record of a batch failed first, when the function reports it: its position, the batch's length when none
 * did, and 0 when the answer cannot be read, as on AWS.
 */
function firstFailed<R extends StreamRecord>(records: R[], payload: string): number {
  const answer: unknown = JSON.parse(payload);
  if (answer === null || answer === '') return records.length;
  if (typeof answer !== 'object' || !('batchItemFailures' in answer)) return records.length;
  const { batchItemFailures: failures } = answer;
  if (failures === null || failures === undefined) return records.length;
  if (!Array.isArray(failures)) return 0;
  const places = failures.map((failure: unknown) => {
    const id =
      typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure
        ? failure.itemIdentifier
        : undefined;
    return Math.max(
      0,
      records.findIndex((record) => placeOf(record) === id),
    );
  });
  return Math.min(records.length, ...places);
}

/** How many records of a batch the function took, counted from the first. */
function taken<R extends StreamRecord>(records: R[], outcome: Outcome, partial: boolean): number {
  if ('failure' in outcome) return 0;
  return partial ? firstFailed(records, outcome.payload) : records.length;
}

/**
 * Hands a batch to a function until every record of it is taken or given up, in order, as Lambda reads a stream:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * A split does not count as a try; the first half keeps going ahead of the second.
 */
export async function deliver<R extends StreamRecord>(
  records: R[],
  policy: Policy,
  delivery: Delivery<R>,
): Promise<void> {
  let left = records;
  for (let tries = 0; left.length > 0; ) {
    const oldest = delivery.now() / 1000 - policy.oldest;
    const tooOld = left.filter(({ dynamodb }) => (dynamodb.ApproximateCreationDateTime ?? oldest) < oldest);
    if (tooOld.length > 0) {
      await delivery.giveUp(tooOld, 'RecordAgeExceeded', tries);
      left = left.filter((record) => !tooOld.includes(record));
      continue;
    }
    const outcome = await delivery.invoke(left);
    tries += 1;
    const done = taken(left, outcome, policy.partial);
    if (done === left.length) return;
    left = left.slice(done);
    if (policy.bisect && left.length > 1) {
      const half = Math.ceil(left.length / 2);
      const rest = { ...policy, retries: Math.max(0, policy.retries - tries + 1) };
      await delivery.pause(pauseAfter(tries));
      await deliver(left.slice(0, half), rest, delivery);
      await deliver(left.slice(half), rest, delivery);
      return;
    }
    if (tries > policy.retries) {
      await delivery.giveUp(left, 'RetryAttemptsExhausted', tries);
      return;
    }
    await delivery.pause(pauseAfter(tries));
  }
}

const pauseAfter = (tries: number): number => Math.min(LONGEST_PAUSE, 100 * 2 ** tries);

/** Batches of at most `most` records and `bytes` of JSON, in order; a record alone may be larger. */
export function cutBatches<R>(records: R[], most: number, bytes: number): R[][] {
  const batches: R[][] = [];
  let size = 0;
  for (const record of records) {
    const length = Buffer.byteLength(JSON.stringify(record));
    const last = batches.at(-1);
    if (!last || last.length >= most || size + length > bytes) {
      batches.push([record]);
      size = length;
    } else {
      last.push(record);
      size += length;
    }
  }
  return batches;
}
