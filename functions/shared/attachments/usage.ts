import type { Attachment } from '../../../schemas/attachment.ts';
import type { Quota } from '../../../schemas/quota.ts';

const HOUR = 60 * 60_000;
/** The store keeps the parts of an unfinished upload for so long; a file sent whole is begun within minutes. */
const RESUMABLE = 7 * 24 * HOUR;
const WHOLE = 24 * HOUR;

const NOTHING: Quota = { files: 0, bytes: 0 };

const waited = ({ requestedAt }: Attachment, now: Date) => now.getTime() - Date.parse(requestedAt);

/** Was room taken for this file when it was asked for, and is it still kept? Then it needs no other. */
export const hasRoom = (file: Attachment, now: Date): boolean =>
  file.announcedSize !== undefined && waited(file, now) < (file.uploadId === undefined ? WHOLE : RESUMABLE);

/** An hour longer than the room is good for: who arrives at the last moment is still counted when he is written. */
const isAwaited = (file: Attachment, now: Date) => hasRoom(file, new Date(now.getTime() - HOUR));

/** What a file takes up. One that is refused is of no use to anyone and does not keep out its better self. */
function taken(file: Attachment, now: Date): Quota {
  const { pin, state, announcedSize: bytes = 0 } = file;
  if (pin) return state === 'refused' ? NOTHING : { files: 1, bytes: pin.size };
  return isAwaited(file, now) ? { files: 1, bytes } : NOTHING;
}

const sum = (some: readonly Quota[]): Quota =>
  some.reduce((all, { files, bytes }) => ({ files: all.files + files, bytes: all.bytes + bytes }), NOTHING);

/**
 * What files take up together, those included that are on their way. A file that waits to be replaced and its
 * successors never stay side by side, so that the larger of both counts.
 */
export function usageOf(attachments: readonly Attachment[], now: Date): Quota {
  const files = attachments.filter(({ removed }) => !removed);
  const successors = (id: string) =>
    sum(files.filter(({ replaces, pin }) => replaces === id && !pin).map((file) => taken(file, now)));
  return sum(
    files.map((file) => {
      const own = taken(file, now);
      // One that has not come itself may be replaced by what is replaced in turn: then both stay.
      if (!file.pin) return own;
      const next = successors(file.id);
      return {
        files: Math.max(own.files - next.files, 0),
        bytes: Math.max(own.bytes - next.bytes, 0),
      };
    }),
  );
}
