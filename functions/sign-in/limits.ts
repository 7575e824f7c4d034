import { Problem } from '../shared/problems.ts';
import { sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';

const MINUTES = 60;
const DAY = 24 * 60 * MINUTES;

interface Limit {
  what: string;
  most: number;
  /** Seconds; windows are fixed, counted from 1970. */
  window: number;
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
    throw error instanceof ConditionFailed ? new Problem('too-many-requests') : error;
  }
}

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
 * nobody keeps the owner out by asking.
 * @throws Problem `too-many-requests`, whether the address is known or not
 */
export async function limitCodes(table: Table, { email, client, known }: Asker, now: Date): Promise<void> {
  const address = sha256(email);
  const place = sha256(client);
  const both = (what: string, most: number, mostADay: number): Limit[] => [
    { what, most, window: 15 * MINUTES },
    { what, most: mostADay, window: DAY },
  ];
  const limits = [
    { what: `codes-client-${place}`, most: 200, window: 15 * MINUTES },
    ...(known === undefined
      ? [...both(`codes-part-${address}-${place}`, 6, 30), ...both(`codes-address-${address}`, 10, 60)]
      : both(`codes-known-${address}-${known}`, 10, 60)),
  ];
  for (const limit of limits) await count(table, limit, now);
}

/** How often codes can be typed from one client address. @throws Problem `too-many-requests` */
export async function limitTries(table: Table, client: string, now: Date): Promise<void> {
  await count(table, { what: `tries-client-${sha256(client)}`, most: 500, window: 15 * MINUTES }, now);
}
