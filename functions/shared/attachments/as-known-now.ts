import type { Attachment, Pin, PinnedAttachment } from '../../../schemas/attachment.ts';

/** A submitted file: what is known of the very same bytes now, or what its revision says. */
export type KnownFile = (Attachment & { name: string; pin: Pin }) | PinnedAttachment;

/**
 * The file with what is known of the very same bytes now, else as it was submitted; its name and caption stay those of
 * the submission. @param files of the unit, removed ones too: a revision keeps what its unit has removed since
 */
export function asKnownNow(files: readonly Attachment[], submitted: PinnedAttachment): KnownFile {
  const now = files.find(({ id, pin }) => id === submitted.id && pin?.versionId === submitted.pin.versionId);
  const { name, caption, pin } = submitted;
  return now ? { ...now, name, caption, pin } : submitted;
}
