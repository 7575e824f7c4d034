import * as z from 'zod';
import { Mail } from '../../../schemas/mail.ts';
import { keys } from '../records/keys.ts';
import { type News, queueMail } from '../records/outbox.ts';
import { packed, unpack } from '../records/packed.ts';
import { ConditionFailed, NEW, type Record, type Table, type Write } from '../records/shapes.ts';

/** Mails of one transaction, which takes 100 writes: what they tell of stands beside them. */
export const MAILS_AT_ONCE = 90;

/** Attempts at a chunk before another run is left to go on. */
const TRIES = 5;

/** Its plain attributes: how many of its mails are in the outbox. */
const Circular = z.object({ id: z.string(), queued: z.int(), queue: z.string().optional() });

/** A mail as it is kept until it is queued. */
const Kept = z.array(Mail.omit({ status: true, createdAt: true, attempts: true, possiblySentBefore: true }));

/**
 * The note that these mails are due, which goes into the transaction of what they tell of: they may be too many for
 * it. It waits in the queue of mails, and whoever finds it there goes on with it.
 */
export function circularRow(id: string, news: readonly News[], now: Date): Write {
  const plain = {
    ...keys.circular(id),
    type: 'circular',
    id,
    queued: 0,
    queue: 'mail',
    queuedAt: now.toISOString(),
  };
  return { put: { ...plain, news: packed(news, plain) }, condition: NEW };
}

export const isCircular = ({ type }: Record): boolean => type === 'circular';

/** Queues the next of its mails and counts them, in one transaction. False when none are left. */
async function queueNext(table: Table, id: string, now: Date): Promise<boolean> {
  const row = await table.get(keys.circular(id));
  if (!row) return false;
  const { queued, queue } = Circular.parse(row);
  if (queue === undefined) return false;
  const news = Kept.parse(unpack(row.news));
  const next = news.slice(queued, queued + MAILS_AT_ONCE);
  const done = queued + next.length >= news.length;
  await table.transact([
    {
      key: keys.circular(id),
      update: `SET queued = :after${done ? ' REMOVE #queue, queuedAt, news' : ''}`,
      condition: 'queued = :before AND attribute_exists(#queue)',
      names: { '#queue': 'queue' },
      values: { ':before': queued, ':after': queued + next.length },
    },
    ...next.map((one) => queueMail(one, now)),
  ]);
  return !done;
}

/**
 * Queues what is left of a circular. Whoever does it at the same time does other mails of it: the count that goes with
 * them is right for one of both. It may be broken off anywhere and done again, and tells nobody twice (I4, I6).
 */
export async function finishCircular(table: Table, id: string, now: Date): Promise<void> {
  for (let tries = 1; tries <= TRIES; ) {
    try {
      if (!(await queueNext(table, id, now))) return;
      tries = 1;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      tries++;
    }
  }
}
