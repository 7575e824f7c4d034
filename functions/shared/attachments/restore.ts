import type { Attachment } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problems.ts';
import { keys } from '../records/keys.ts';
import { findAttachment, INSPECTION_QUEUE } from '../records/reports.ts';
import { ConditionFailed, type Table, type Update } from '../records/shapes.ts';
import type { OwnReport } from '../reports/own-report.ts';
import { findPlace } from './find-place.ts';
import { requireRoom } from './require-room.ts';
import { findHeld, roomsOf } from './room.ts';
import { slotOf } from './slots.ts';

export interface Restoring {
  table: Table;
  campaign: Campaign;
  clock: Clock;
}

/** Tries against others who take room for files of the same unit at the same moment. */
const RACES = 5;

/** One that was removed while it was being checked waits for its verdict again; the reconciler has it told of. */
const restoration = (file: Attachment, now: Date): Update => ({
  key: keys.attachment(file, file.id),
  update: `SET removed = :no${file.state === 'checking' ? ', #queue = :queue, queuedAt = :now' : ''}`,
  condition: 'removed = :yes AND #state = :state',
  names: { '#state': 'state', ...(file.state === 'checking' && { '#queue': 'queue' }) },
  values: {
    ':no': false,
    ':yes': true,
    ':state': file.state,
    ...(file.state === 'checking' && { ':queue': INSPECTION_QUEUE, ':now': now.toISOString() }),
  },
});

/**
 * Takes a file back that was removed: nothing of it was thrown away, so that this can be done as long as the report can
 * be changed. It needs a place in its slot and room as if it came anew. One that is there already stays (I6).
 * @returns undefined when there is no such file. @throws Problem `upload-unfinished` for one that never arrived,
 * `invalid-input` when its slot is full, `quota-exceeded`, `too-many-requests`
 */
export async function restoreAttachment(
  { table, campaign, clock }: Restoring,
  own: OwnReport,
  id: string,
): Promise<Attachment | undefined> {
  for (let race = 0; race < RACES; race++) {
    const [file, held] = await Promise.all([findAttachment(table, own, id), findHeld(table, own)]);
    if (!file?.removed) return file;
    if (!file.pin) throw new Problem('upload-unfinished');
    const now = clock();
    const slot = slotOf(own.definition, file.slot);
    if (!slot) return undefined;
    const files = held.files.filter(({ form }) => form === own.form);
    findPlace(slot, files, now);
    // What is refused takes up nothing.
    if (file.state !== 'refused') requireRoom(roomsOf(campaign, own, held, now), file.pin.size);
    try {
      await table.transact([restoration(file, now), held.claim]);
      return { ...file, removed: false };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Problem('too-many-requests');
}
