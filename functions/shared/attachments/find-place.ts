import type { Attachment } from '../../../schemas/attachment.ts';
import type { Slot } from '../../../schemas/form.ts';
import { Problem } from '../problems.ts';

/** An upload that was announced and not begun for so long no longer takes the place of another. */
const PATIENCE = 15 * 60_000;
/** More unfinished uploads than this are no work of people. */
const MOST_UNFINISHED = 200;

/** The files that take a place of the slot: what has arrived, and what was announced and begun. */
export function takenIn(slot: Slot, attachments: readonly Attachment[], now: Date, replaces?: string) {
  const since = new Date(now.getTime() - PATIENCE).toISOString();
  return attachments
    .filter(({ slot: where, id }) => where === slot.id && id !== replaces)
    .filter(
      ({ pin, announcedSize, requestedAt }) => pin || (announcedSize !== undefined && requestedAt > since),
    );
}

/**
 * A place for one more file in the slot. Uploads that pages without script began count for nothing until they have
 * arrived: who goes back and begins again must not be kept out by his own first try.
 * @param replaces the file whose place the new one takes
 * @throws Problem `invalid-input`, `too-many-requests`
 */
export function findPlace(
  slot: Slot,
  attachments: readonly Attachment[],
  now: Date,
  replaces?: string,
): void {
  const files = attachments.filter(({ slot: where, id }) => where === slot.id && id !== replaces);
  const taken = takenIn(slot, files, now);
  if (files.length - taken.length > MOST_UNFINISHED) throw new Problem('too-many-requests');
  if (taken.length < slot.max) return;
  throw new Problem('invalid-input', [
    {
      pointer: '/slot',
      severity: 'blocking',
      code: 'too-many-files',
      message: {
        zh: `“${slot.title.zh}”最多${slot.max}个文件，请先移除不需要的文件。`,
        en: `“${slot.title.en}” takes ${slot.max} files at most. Remove one that is not needed first.`,
      },
    },
  ]);
}
