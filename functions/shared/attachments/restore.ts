import type { Attachment } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problems.ts';
import { keys } from '../records/keys.ts';
import { findWork, INSPECTION_QUEUE } from '../records/reports.ts';
import { ConditionFailed, type Table, type Update } from '../records/shapes.ts';
import type { OwnReport } from '../reports/own-report.ts';
import { findPlace } from './find-place.ts';
import { removal } from './remove.ts';
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

/** What stands in a file's place and was refused: of no use to anyone, it goes when the file is taken back. */
function refusedSuccessors(id: string, files: readonly Attachment[]): Attachment[] {
  const next = files.filter(({ replaces }) => replaces === id);
  return next.flatMap((file) => [
    ...(file.state === 'refused' && !file.removed ? [file] : []),
    ...refusedSuccessors(file.id, files),
  ]);
}

const undoing = (file: Attachment): Update => {
  const removed = removal(file, file.id);
  return {
    ...removed,
    condition: '#state = :refused',
    names: { ...removed.names, '#state': 'state' },
    values: { ...removed.values, ':refused': 'refused' },
  };
};

/**
 * Takes a file back that was removed: nothing of it was thrown away, so that this can be done as long as the report can
 * be changed. It needs a place in its slot and room as if it came anew, and has that of a refused file that took its
 * place. One that is there already stays (I6).
 * @returns undefined when there is no such file. @throws Problem `upload-unfinished` for one that never arrived,
 * `invalid-input` when its slot is full, `quota-exceeded`, `too-many-requests`
 */
export async function restoreAttachment(
  { table, campaign, clock }: Restoring,
  own: OwnReport,
  id: string,
): Promise<Attachment | undefined> {
  for (let race = 0; race < RACES; race++) {
    const [work, held] = await Promise.all([findWork(table, own), findHeld(table, own)]);
    const all = [...work.attachments, ...work.removed];
    const file = all.find((one) => one.id === id);
    if (!file?.removed) return file;
    if (!file.pin) throw new Problem('upload-unfinished');
    const now = clock();
    const slot = slotOf(own.definition, file.slot);
    if (!slot) return undefined;
    const gone = refusedSuccessors(id, all);
    const files = held.files.filter((one) => one.form === own.form && !gone.some((it) => it.id === one.id));
    findPlace(slot, files, now);
    // What is refused takes up nothing.
    if (file.state !== 'refused') requireRoom(roomsOf(campaign, own, held, now), file.pin.size);
    try {
      await table.transact([restoration(file, now), ...gone.map(undoing), held.claim]);
      return { ...file, removed: false };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Problem('too-many-requests');
}
