import { Mail } from '../../schemas/mail.ts';
import { finishCircular, isCircular } from '../shared/mails/circular.ts';
import { nudgeMail } from '../shared/records/outbox.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { forEachWaiting, MINUTE, type Waiting } from './waiting.ts';

/** Before that the stream's own event is on its way. */
const PATIENCE = 3 * MINUTE;

/**
 * Has the stream tell of mails again that nobody is sending: the sender decides what becomes of them (I4). Goes on with
 * those that are due and not in the outbox yet.
 */
export const reconcileMails = (waiting: Waiting): Promise<number> =>
  forEachWaiting(waiting, 'mail', PATIENCE, async (row) => {
    if (isCircular(row)) return finishCircular(waiting.table, String(row.id), waiting.clock());
    try {
      await waiting.table.update(nudgeMail(Mail.parse(row).id, waiting.clock()));
    } catch (error) {
      // It was sent meanwhile, or is being sent.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  });
