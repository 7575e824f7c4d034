import type { Attachment } from '../../schemas/attachment.ts';
import type { PartAddresses, PartsArrived, PartsWanted } from '../../schemas/contract/attachments.ts';
import { type Layout, MOST_RESIZED, partsOf, resize } from '../../schemas/parts.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { layoutOf } from './parts.ts';

/** An upload in parts that was begun and is not done. @throws Problem `not-found` for one that is no such thing */
function upload(attachment: Attachment) {
  const { key, uploadId, announcedSize, removed } = attachment;
  if (uploadId === undefined || announcedSize === undefined || removed) throw new Problem('not-found');
  return { key, uploadId, layout: layoutOf(attachment) };
}

/**
 * What has arrived: whoever goes on with an upload sends only the rest.
 * @throws Problem `not-found`; `upload-expired` when the store has given the upload up
 */
export async function partsArrived(
  { objects }: Pick<Dependencies, 'objects'>,
  attachment: Attachment,
): Promise<PartsArrived> {
  const { key, uploadId, layout } = upload(attachment);
  const { state } = attachment;
  const { size, partSize } = layout;
  const answer = { state, size, partSize, resized: [...layout.resized] };
  if (attachment.pin) return { ...answer, parts: [] };
  const parts = await objects.listParts(key, uploadId);
  if (parts) {
    return {
      ...answer,
      parts: parts.map(({ number, size, crc32 }) => ({
        number,
        size,
        ...(crc32 !== undefined && { crc32 }),
      })),
    };
  }
  // Joined a moment ago, and nobody has said so yet; or thrown away unfinished.
  if (!(await objects.head(key))) throw new Problem('upload-expired');
  return { ...answer, state: 'checking', parts: [] };
}

/** Keeps from which part on parts are of another size: whoever goes on with the upload has to know. */
async function keepLayout(table: Table, attachment: Attachment, layout: Layout): Promise<void> {
  const { partSize, resized } = layout;
  try {
    await table.update({
      key: keys.attachment(attachment, attachment.id),
      update: 'SET partSize = :partSize, resized = :resized',
      condition: 'attribute_exists(pk) AND removed = :no AND attribute_not_exists(pin)',
      values: { ':partSize': partSize, ':resized': resized, ':no': false },
    });
  } catch (error) {
    if (error instanceof ConditionFailed) throw new Problem('not-found');
    throw error;
  }
}

const OFTEN: Detail = {
  pointer: '/partSize',
  severity: 'blocking',
  code: 'resized-too-often',
  message: {
    zh: `分片大小最多更改 ${MOST_RESIZED} 次，请按现有大小继续上传。`,
    en: `The size of parts can be changed ${MOST_RESIZED} times. Go on with the present one.`,
  },
};

/**
 * Addresses for parts, from the first of them on of another size where that is wanted.
 * @throws Problem `not-found` for uploads and parts that do not exist; `invalid-input` when the size was changed too
 * often
 */
export async function partAddresses(
  { objects, table }: Pick<Dependencies, 'objects' | 'table'>,
  attachment: Attachment,
  { parts: wanted, partSize }: PartsWanted,
): Promise<PartAddresses> {
  const { key, uploadId, layout: before } = upload(attachment);
  const first = Math.min(...wanted.map(({ number }) => number));
  const layout = partSize === undefined ? before : resize(before, first, partSize);
  const sizes = new Map(partsOf(layout).map(({ number, size }) => [number, size]));
  const parts = wanted.map(({ number, crc32 }) => {
    const size = sizes.get(number);
    if (size === undefined) throw new Problem('not-found');
    return { number, crc32, size };
  });
  if (layout.resized.length > MOST_RESIZED) throw new Problem('invalid-input', [OFTEN]);
  if (layout !== before) await keepLayout(table, attachment, layout);
  return {
    parts: await Promise.all(
      parts.map(async ({ number, crc32, size }) => ({
        number,
        size,
        url: await objects.presignPart({ key, uploadId, number, length: size, crc32 }),
      })),
    ),
  };
}
