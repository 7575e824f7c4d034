import { keys } from '../shared/records/keys.ts';
import { INSPECTION_QUEUE, readAttachment } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { before, forEachWaiting, MINUTE, type Waiting } from './waiting.ts';

/** Before that the stream's own event is on its way, or the inspection under way. */
const PATIENCE = 5 * MINUTE;

/** Has the stream tell of files again that wait for their verdict: the inspector decides what becomes of them (I6). */
export const reconcileInspections = (waiting: Waiting): Promise<number> =>
  forEachWaiting(waiting, INSPECTION_QUEUE, PATIENCE, async (row) => {
    const attachment = readAttachment(row);
    const now = waiting.clock();
    try {
      await waiting.table.update({
        key: keys.attachment(attachment, attachment.id),
        // Behind the others, for as long as an inspection takes.
        update: 'SET inspection = :due, queuedAt = :now',
        condition: '#state = :checking AND queuedAt <= :patience',
        names: { '#state': 'state' },
        values: {
          ':due': 'due',
          ':checking': 'checking',
          ':now': now.toISOString(),
          ':patience': before(now, PATIENCE),
        },
      });
    } catch (error) {
      // It has its verdict, or another run was faster.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  });
