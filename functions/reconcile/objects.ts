import * as z from 'zod';
import { type Completing, complete } from '../shared/attachments/complete.ts';
import { tellOfNewer } from '../shared/attachments/newer.ts';
import { attachmentOf } from '../shared/attachments/object-key.ts';
import type { Listed, Objects } from '../shared/objects/objects.ts';
import { keys } from '../shared/records/keys.ts';
import { findAttachment } from '../shared/records/reports.ts';
import { MINUTE } from './waiting.ts';

/** Before that the row's own queue looks after it. */
const PATIENCE = 60 * MINUTE;
/** Objects of one run: with a run every 5 minutes, some 14,000 a day. */
const PAGE = 50;

export interface Walking extends Completing {
  objects: Pick<Objects, 'head' | 'list'>;
}

/** Where the last run stopped; without it the walk begins anew. */
const Walk = z.object({ after: z.string().optional() });

/** @returns whether something was done about it */
async function lookAt(walking: Walking, { key, etag, modified }: Listed): Promise<boolean> {
  const { table, log, clock } = walking;
  if (modified.getTime() > clock().getTime() - PATIENCE) return false;
  const named = attachmentOf(key);
  const attachment = named && (await findAttachment(table, named.report, named.id));
  if (!attachment) {
    // Kept: whoever looks into it decides what it is.
    log.warn('an object has no record', named && { attachment: named.id, unit: named.report.unit });
    log.count('ObjectsWithoutRecord');
    return false;
  }
  if (attachment.removed) return false;
  // Its row was given up as never sent, and it was.
  if (!attachment.pin) return (await complete(walking, attachment)) !== undefined;
  return etag !== attachment.pin.etag && tellOfNewer(walking, attachment);
}

/**
 * Goes through the store from end to end, a page each run: finds objects without a record, files that came when their
 * record no longer waited, and later bytes of which no event told.
 */
export async function walkObjects(walking: Walking): Promise<number> {
  const { table, objects, log } = walking;
  const place = keys.run('walk-objects');
  const { after } = Walk.parse((await table.get(place)) ?? {});
  const listed = await objects.list({ after, limit: PAGE });
  let done = 0;
  for (const object of listed) {
    try {
      if (await lookAt(walking, object)) done++;
    } catch (error) {
      log.error('an object could not be looked after', error);
    }
  }
  const last = listed.length === PAGE ? listed.at(-1)?.key : undefined;
  await table.update({
    key: place,
    ...(last === undefined
      ? { update: 'REMOVE #after', names: { '#after': 'after' } }
      : { update: 'SET #after = :after', names: { '#after': 'after' }, values: { ':after': last } }),
  });
  return done;
}
