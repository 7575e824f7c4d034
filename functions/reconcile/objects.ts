import { type Completing, complete } from '../shared/attachments/complete.ts';
import { tellOfNewer } from '../shared/attachments/newer.ts';
import { attachmentOf } from '../shared/attachments/object-key.ts';
import type { Listed, Objects } from '../shared/objects/objects.ts';
import { findAttachment } from '../shared/records/reports.ts';
import { findWalk, keepWalk, NO_STRAYS, withStray } from '../shared/records/strays.ts';
import { MINUTE } from './waiting.ts';

/** Before that the row's own queue looks after it. */
const PATIENCE = 60 * MINUTE;
/** Objects of one run: with a run every 5 minutes, some 14,000 a day. */
const PAGE = 50;

export interface Walking extends Completing {
  objects: Pick<Objects, 'head' | 'list'>;
}

/** @returns whether something was done about it, or that no record knows it */
async function lookAt(walking: Walking, { key, etag, modified }: Listed): Promise<boolean | 'stray'> {
  const { table, log, clock } = walking;
  if (modified.getTime() > clock().getTime() - PATIENCE) return false;
  const named = attachmentOf(key);
  const attachment = named && (await findAttachment(table, named.report, named.id));
  if (!attachment) {
    // Kept: whoever looks into it decides what it is.
    log.warn('an object has no record', named && { attachment: named.id, unit: named.report.unit });
    log.count('ObjectsWithoutRecord');
    return 'stray';
  }
  if (attachment.removed) return false;
  // Its row was given up as never sent, and it was.
  if (!attachment.pin) return (await complete(walking, attachment)) !== undefined;
  return etag !== attachment.pin.etag && tellOfNewer(walking, attachment);
}

/**
 * Goes through the store from end to end, a page each run: finds objects without a record, files that came when their
 * record no longer waited, and later bytes of which no event told. What it found is kept for whoever looks after the
 * system.
 */
export async function walkObjects(walking: Walking): Promise<number> {
  const { table, objects, log } = walking;
  const { after, whole, ...before } = await findWalk(table, 'walk-objects');
  // The walk before this one came to its end.
  let found = after === undefined ? NO_STRAYS : before.found;
  const listed = await objects.list({ after, limit: PAGE });
  let done = 0;
  for (const object of listed) {
    try {
      const seen = await lookAt(walking, object);
      const { key, modified } = object;
      const named = attachmentOf(key) !== undefined;
      if (seen === 'stray') found = withStray(found, { key, at: modified.toISOString() }, named);
      else if (seen) done++;
    } catch (error) {
      log.error('an object could not be looked after', error);
    }
  }
  const last = listed.length === PAGE ? listed.at(-1)?.key : undefined;
  await keepWalk(
    table,
    'walk-objects',
    last === undefined ? { found, whole: found } : { found, whole, after: last },
  );
  return done;
}
