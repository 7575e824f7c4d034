import type { Attachment } from '../../schemas/attachment.ts';
import { type Layout, partsOf } from '../../schemas/parts.ts';
import type { Part } from '../shared/objects/objects.ts';
import { type Detail, Problem } from '../shared/problems.ts';

/** Bytes, for clients that do not say: 128 parts for the largest video, little to send again after a lost connection. */
export const PART_SIZE = 16 * 1024 * 1024;

export const layoutOf = ({ announcedSize: size = 0, partSize = PART_SIZE, resized }: Attachment): Layout => ({
  size,
  partSize,
  resized,
});

const missingParts = (numbers: number[]): Detail => ({
  pointer: '',
  severity: 'blocking',
  code: 'parts-missing',
  message: {
    zh: `缺少第${numbers.join('、')}部分。`,
    en: `These parts are missing: ${numbers.join(', ')}.`,
  },
});

/**
 * The parts to join: exactly those of the announced file, each of its own length. What a policy would hold a form
 * post to, nobody but us holds a multipart upload to.
 * @throws Problem `upload-unfinished` naming the parts that are missing or of a wrong length
 */
export function wholeParts(attachment: Attachment, arrived: readonly Part[]): Part[] {
  const byNumber = new Map(arrived.map((part) => [part.number, part]));
  const expected = partsOf(layoutOf(attachment));
  const missing = expected.filter(({ number, size }) => byNumber.get(number)?.size !== size);
  if (missing.length > 0) {
    throw new Problem('upload-unfinished', [missingParts(missing.map(({ number }) => number))]);
  }
  return expected.flatMap(({ number }) => byNumber.get(number) ?? []);
}
