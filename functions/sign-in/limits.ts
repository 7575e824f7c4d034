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

/**
 * How often codes can be asked for. A day's codes of one address take 300 tries at a million numbers: guessing one
 * within a year is as likely as 1 in 10. A whole building shares one client address, so that limit is wide.
 * @throws Problem `too-many-requests`, whether the address is known or not
 */
export async function limitCodes(table: Table, email: string, client: string, now: Date): Promise<void> {
  const address = sha256(email);
  await count(table, { what: `codes-client-${sha256(client)}`, most: 200, window: 15 * MINUTES }, now);
  await count(table, { what: `codes-address-${address}`, most: 10, window: 15 * MINUTES }, now);
  await count(table, { what: `codes-day-${address}`, most: 60, window: DAY }, now);
}

/** How often codes can be typed from one client address. @throws Problem `too-many-requests` */
export async function limitTries(table: Table, client: string, now: Date): Promise<void> {
  await count(table, { what: `tries-client-${sha256(client)}`, most: 500, window: 15 * MINUTES }, now);
}
