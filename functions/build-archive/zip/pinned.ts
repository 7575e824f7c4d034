import type { Entry } from '../plan-shape.ts';
import { crcFromBase64 } from './work.ts';

/** The bytes are as many as planned and do not match the checksum that was pinned. */
export class ChecksumMismatch extends Error {
  readonly entry: Entry;

  constructor(entry: Entry) {
    super('the bytes do not match their checksum');
    this.name = 'ChecksumMismatch';
    this.entry = entry;
  }
}

export const pinnedCrc = ({ source }: Entry): number | undefined =>
  source.crc32 === undefined ? undefined : crcFromBase64(source.crc32);

/** @throws ChecksumMismatch */
export function checkPinned(entry: Entry, crc32: number): void {
  const pinned = pinnedCrc(entry);
  if (pinned !== undefined && pinned !== crc32) throw new ChecksumMismatch(entry);
}
