import type { Attachment } from '../../../schemas/attachment.ts';
import { keys } from '../records/keys.ts';
import { ConditionFailed } from '../records/shapes.ts';
import type { Completing } from './complete.ts';

/**
 * Writes down that other bytes have come under the key of a file that is complete. What is pinned stays: it was
 * inspected, and revisions may have it (I3). Whoever sent the later bytes has to learn that they are not used.
 * Told twice, late or in any order it comes to the same, because what is there now decides (I6).
 */
export async function tellOfNewer(
  { table, objects, log }: Completing,
  attachment: Attachment,
): Promise<boolean> {
  const { pin, key, newer, id, form, unit } = attachment;
  if (!pin) return false;
  const stored = await objects.head(key);
  if (!stored || stored.etag === pin.etag || stored.versionId === newer) return false;
  try {
    await table.update({
      key: keys.attachment(attachment, id),
      update: 'SET newer = :newer',
      condition: 'pin.versionId = :pinned',
      values: { ':newer': stored.versionId, ':pinned': pin.versionId },
    });
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
  log.warn('other bytes have come for a file that is complete', { attachment: id, form, unit });
  return true;
}
