import { Problem } from '../shared/problems.ts';
import { sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import { networkOf } from './network.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Limit {
  what: string;
  most: number;
  /** Seconds; windows are fixed, counted from 1970. */
  window: number;
}

/** Tells how long to wait, in words and for programs. */
function tooMany(seconds: number): Problem {
  const [length, zh, en] = seconds > HOUR ? [HOUR, '小时', 'hours'] : [MINUTE, '分钟', 'minutes'];
  const wait = Math.ceil(seconds / length);
  const message = {
    zh: `操作过于频繁，请在${wait}${zh}后再试。`,
    en: `Too many requests. Try again in ${wait} ${wait === 1 ? en.slice(0, -1) : en}.`,
  };
  const detail = { pointer: '', severity: 'blocking', code: 'too-many-requests', message } as const;
  return new Problem('too-many-requests', [detail], { retryAfter: seconds });
}

/** Counts once. @throws Problem `too-many-requests` when it was counted so often before in this window */
async function count(table: Table, { what, most, window }: Limit, now: Date): Promise<void> {
  const seconds = Math.floor(now.getTime() / 1000);
  const start = seconds - (seconds % window);
  try {
    await table.update({
      key: keys.counter(what, `${window}#${start}`),
      update: 'SET #type = :type, #ttl = :ttl ADD attempts :one',
      condition: 'attribute_not_exists(attempts) OR attempts < :most',
      names: { '#type': 'type', '#ttl': 'ttl' },
      values: { ':type': 'counter', ':ttl': start + 2 * window, ':one': 1, ':most': most },
    });
  } catch (error) {
    throw error instanceof ConditionFailed ? tooMany(start + window - seconds) : error;
  }
}

async function countAll(table: Table, limits: readonly Limit[], now: Date): Promise<void> {
  for (const limit of limits) await count(table, limit, now);
}

const both = (what: string, most: number, mostADay: number): Limit[] => [
  { what, most, window: 15 * MINUTE },
  { what, most: mostADay, window: DAY },
];

interface Asker {
  email: string;
  /** The network address. */
  client: string;
  /** The browser in which this address has signed in before. */
  known?: string | undefined;
}

/**
 * How often codes can be asked for. A day's codes of one address take 300 tries at a million numbers: guessing one
 * within a year is as likely as 1 in 10. A whole building shares one client address, so that limit is wide; but one
 * client gets only a part of an address's codes, and a browser where it has signed in before has its own, so that
 * nobody keeps the owner out by asking, not even from the next desk.
 * @throws Problem `too-many-requests`, whether the address is known or not
 */
export async function limitCodes(table: Table, { email, client, known }: Asker, now: Date): Promise<void> {
  const address = sha256(email);
  const place = sha256(networkOf(client));
  if (known !== undefined) {
    try {
      return await countAll(table, both(`codes-known-${address}-${known}`, 10, 60), now);
    } catch (error) {
      // What a stranger could still have, its owner has too.
      if (!(error instanceof Problem)) throw error;
    }
  }
  await countAll(
    table,
    [
      { what: `codes-client-${place}`, most: 200, window: 15 * MINUTE },
      ...both(`codes-part-${address}-${place}`, 6, 30),
      ...both(`codes-address-${address}`, 10, 60),
    ],
    now,
  );
}

/** How often codes that nobody asked for can be typed from one client address. @throws Problem `too-many-requests` */
export const limitTries = (table: Table, client: string, now: Date): Promise<void> =>
  count(table, { what: `tries-client-${sha256(networkOf(client))}`, most: 500, window: 15 * MINUTE }, now);
