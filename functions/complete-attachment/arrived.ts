import * as z from 'zod';
import { Id, Slug } from '../../schemas/identifier.ts';
import { type Completing, complete } from '../shared/attachments/complete.ts';
import { findAttachment } from '../shared/records/reports.ts';

/** What EventBridge says of an object that has arrived; keys in it are plain, not encoded. */
const Arrival = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

const Key = z.tuple([Slug, Slug, Slug, Id]);

/**
 * Completes the attachment whose object has arrived. The event may come twice, late, or before the client's own
 * confirmation: all of that changes nothing. Objects under other keys are none of ours.
 */
export async function arrived(completing: Completing, event: unknown): Promise<void> {
  const { key } = Arrival.parse(event).detail.object;
  const parts = Key.safeParse(key.split('/'));
  if (!parts.success) {
    completing.log.warn('an object that is no attachment has arrived');
    return;
  }
  const [campaign, unit, form, id] = parts.data;
  const attachment = await findAttachment(completing.table, { campaign, unit, form }, id);
  if (!attachment || attachment.removed) return;
  await complete(completing, attachment);
}
