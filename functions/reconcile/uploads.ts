import { type Completing, complete } from '../shared/attachments/complete.ts';
import { FINDINGS } from '../shared/attachments/findings.ts';
import { keys } from '../shared/records/keys.ts';
import { readAttachment, UPLOAD_QUEUE } from '../shared/records/reports.ts';
import { ConditionFailed, type Record } from '../shared/records/shapes.ts';
import { forEachWaiting, MINUTE } from './waiting.ts';

/** Before that the confirmation and the store's event are on their way. */
const PATIENCE = 5 * MINUTE;
/** The store itself gives up unfinished uploads after 7 days. */
const GIVEN_UP = 8 * 24 * 60 * MINUTE;
const LONGEST_WAIT = 24 * 60 * MINUTE;

/**
 * Completes an upload whose confirmation and event were both lost. What has not arrived is looked at again after as
 * long as it has waited already, at most a day: abandoned uploads cost ever less, and after 8 days nothing, and say so.
 */
async function help(completing: Completing, row: Record): Promise<void> {
  const attachment = readAttachment(row);
  if (await complete(completing, attachment)) return;
  const now = completing.clock().getTime();
  const waited = now - Date.parse(attachment.requestedAt);
  const again = new Date(now + Math.min(waited, LONGEST_WAIT) - PATIENCE).toISOString();
  try {
    await completing.table.update({
      key: keys.attachment(attachment, attachment.id),
      ...(waited > GIVEN_UP
        ? {
            update: 'SET findings = :expired REMOVE #queue, queuedAt',
            names: { '#queue': 'queue' },
            values: { ':expired': [{ code: 'upload-expired', message: FINDINGS['upload-expired'].zh }] },
          }
        : { update: 'SET queuedAt = :again', names: { '#queue': 'queue' }, values: { ':again': again } }),
      condition: 'attribute_exists(#queue)',
    });
    if (waited > GIVEN_UP)
      completing.log.info('a file was announced and never came', { attachment: attachment.id });
  } catch (error) {
    // It was completed or removed meanwhile.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

export const reconcileUploads = (completing: Completing): Promise<number> =>
  forEachWaiting(completing, UPLOAD_QUEUE, PATIENCE, (row) => help(completing, row));
