import type { Attachment } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { AttachmentList, SlotRoom } from '../../schemas/contract/attachment-list.ts';
import type { Slot } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { takenIn } from '../shared/attachments/find-place.ts';
import { type Held, type Room, roomsOf } from '../shared/attachments/room.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { byPlace } from '../shared/records/reports.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';

/** All of one report. */
export const filesOf = ({ form }: Pick<OwnReport, 'form'>, { files }: Held): Attachment[] =>
  files.filter((file) => file.form === form);

/** @param replaces a file that a new one is to take the place of: what has arrived of it takes up none any more */
export function roomsFor(
  campaign: Campaign,
  own: OwnReport,
  held: Held,
  now: Date,
  replaces: string | undefined,
): Room[] {
  const replaced = filesOf(own, held).find(({ id }) => id === replaces);
  return roomsOf(campaign, own, held, now, replaced?.pin ? [replaced.id] : []);
}

/** @param replaces as above */
export function slotRoom(
  slot: Slot,
  files: readonly Attachment[],
  now: Date,
  replaces: string | undefined,
): SlotRoom {
  const used = takenIn(slot, files, now, replaces).length;
  return { slot: slot.id, most: slot.max, used, left: Math.max(slot.max - used, 0) };
}

/** The files of a slot, in their order. */
export const filesIn = (slot: Slot, files: readonly Attachment[]): Attachment[] =>
  files.filter((file) => file.slot === slot.id).sort(byPlace);

/** The files of a report, and the room that is left for more. @param replaces as above */
export function listFiles(
  campaign: Campaign,
  own: OwnReport,
  held: Held,
  now: Date,
  replaces: string | undefined,
  language: Language,
): AttachmentList {
  const files = filesOf(own, held);
  const { slots } = own.definition;
  return {
    attachments: slots.flatMap((slot) =>
      filesIn(slot, files).map((file) => attachmentSummary(file, language)),
    ),
    slots: slots.map((slot) => slotRoom(slot, files, now, replaces)),
    rooms: roomsFor(campaign, own, held, now, replaces),
  };
}
