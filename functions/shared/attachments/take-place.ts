import type { Attachment } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { formOf, forms } from '../../../schemas/forms/index.ts';
import type { Clock } from '../clock.ts';
import type { Table, Update } from '../records/shapes.ts';
import type { FindingCode } from './findings.ts';
import { findHeld, lackOf, roomsOf } from './room.ts';
import { slotOf } from './slots.ts';
import { hasRoom } from './usage.ts';

interface Taking {
  campaign: Campaign;
  table: Table;
  clock: Clock;
}

/**
 * What else has to be written with a file that arrives, or why it is one too many. No place was kept for it that others
 * could not have taken: pages without script begin any number of uploads, and a slow one counts for nothing meanwhile.
 * Room was kept if its size was known when it was asked for, and it did not take too long.
 */
export async function takePlace(
  { table, campaign, clock }: Taking,
  attachment: Attachment,
  size: number,
): Promise<Update[] | FindingCode> {
  const { form, slot: where, id, replaces } = attachment;
  const definition = formOf(form);
  const slot = definition && slotOf(definition, where);
  const needsRoom = !hasRoom(attachment, clock());
  const held = await findHeld(table, attachment, needsRoom || !definition ? forms : [definition]);
  const others = held.files.filter(
    (file) => file.form === form && file.slot === where && file.id !== id && file.id !== replaces,
  );
  const most = slot?.max ?? Number.POSITIVE_INFINITY;
  if (others.filter(({ pin }) => pin).length >= most) return 'too-many-files';
  const rooms = needsRoom ? roomsOf(campaign, attachment, held, clock(), [id, replaces]) : [];
  if (lackOf(rooms, size)) return 'over-quota';
  // Who arrives at the same moment could take the last of it.
  return needsRoom || others.length >= most ? [held.claim] : [];
}
