import * as z from 'zod';
import { AttachmentSummary } from './attachments.ts';

/** Files and their bytes together, of which there may be none. */
const Amount = z.object({ files: z.int().min(0), bytes: z.int().min(0) });

/** How many files a slot takes; those on their way count for a quarter of an hour. */
const SlotRoom = z.object({
  slot: z.string(),
  most: z.int().min(0),
  used: z.int().min(0),
  left: z.int().min(0),
});
export type SlotRoom = z.infer<typeof SlotRoom>;

/** GET /reports/{form}/attachments: what there is, and what room is left. */
export const AttachmentList = z.object({
  /** Slot by slot, in the order in which they are submitted. */
  attachments: z.array(AttachmentSummary),
  slots: z.array(SlotRoom),
  /** Quotas of the report and of all reports of the unit, where there are any. */
  rooms: z.array(z.object({ of: z.enum(['report', 'unit']), quota: Amount, used: Amount, left: Amount })),
});
export type AttachmentList = z.infer<typeof AttachmentList>;
