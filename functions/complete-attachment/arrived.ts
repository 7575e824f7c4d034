import * as z from 'zod';
import { type Completing, complete } from '../shared/attachments/complete.ts';
import { tellOfNewer } from '../shared/attachments/newer.ts';
import { attachmentOf } from '../shared/attachments/object-key.ts';
import { findAttachment } from '../shared/records/reports.ts';

/** What EventBridge says of an object that has arrived; keys in it are plain, not encoded. */
const Arrival = z.object({
  detail: z.object({ object: z.object({ key: z.string(), 'version-id': z.string().optional() }) }),
});

/**
 * Completes the attachment whose object has arrived. The event may come twice, late, or before the client's own
 * confirmation: all of that changes nothing. Other bytes than those that are pinned are told of, and not used. Objects
 * under other keys are none of ours.
 */
export async function arrived(completing: Completing, event: unknown): Promise<void> {
  const { key, 'version-id': versionId } = Arrival.parse(event).detail.object;
  const named = attachmentOf(key);
  if (!named) {
    completing.log.warn('an object that is no attachment has arrived');
    return;
  }
  const attachment = await findAttachment(completing.table, named.report, named.id);
  if (!attachment || attachment.removed) return;
  const done = await complete(completing, attachment);
  if (done && versionId !== done.pin?.versionId) await tellOfNewer(completing, done);
}
