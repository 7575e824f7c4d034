import type { Attachment } from '../../schemas/attachment.ts';
import type { PartAddresses, PartsArrived, PartsWanted } from '../../schemas/contract/attachments.ts';
import { Problem } from '../shared/problems.ts';
import type { Dependencies } from './dependencies.ts';
import { PART_SIZE, partsOf } from './parts.ts';

/** An upload in parts that was begun and is not done. @throws Problem `not-found` for one that is no such thing */
function upload(attachment: Attachment) {
  const { key, uploadId, announcedSize: size, partSize = PART_SIZE, removed } = attachment;
  if (uploadId === undefined || size === undefined || removed) throw new Problem('not-found');
  return { key, uploadId, size, partSize };
}

/**
 * What has arrived: whoever goes on with an upload sends only the rest.
 * @throws Problem `not-found`; `upload-expired` when the store has given the upload up
 */
export async function partsArrived(
  { objects }: Pick<Dependencies, 'objects'>,
  attachment: Attachment,
): Promise<PartsArrived> {
  const { key, uploadId, size, partSize } = upload(attachment);
  const { state } = attachment;
  if (attachment.pin) return { state, size, partSize, parts: [] };
  const parts = await objects.listParts(key, uploadId);
  if (parts) {
    return {
      state,
      size,
      partSize,
      parts: parts.map(({ number, size, crc32 }) => ({
        number,
        size,
        ...(crc32 !== undefined && { crc32 }),
      })),
    };
  }
  // Joined a moment ago, and nobody has said so yet; or thrown away unfinished.
  if (!(await objects.head(key))) throw new Problem('upload-expired');
  return { state: 'checking', size, partSize, parts: [] };
}

/** @throws Problem `not-found` for uploads and parts that do not exist */
export async function partAddresses(
  { objects }: Pick<Dependencies, 'objects'>,
  attachment: Attachment,
  wanted: PartsWanted,
): Promise<PartAddresses> {
  const { key, uploadId, size, partSize } = upload(attachment);
  const lengths = new Map(partsOf(size, partSize).map(({ number, length }) => [number, length]));
  return {
    parts: await Promise.all(
      wanted.parts.map(async ({ number, crc32 }) => {
        const length = lengths.get(number);
        if (length === undefined) throw new Problem('not-found');
        return { number, url: await objects.presignPart({ key, uploadId, number, length, crc32 }) };
      }),
    ),
  };
}
