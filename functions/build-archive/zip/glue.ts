import { crc32 } from 'node:zlib';
import type { Entry, Source } from '../plan-shape.ts';
import type { Site } from './bring.ts';
import { combineCrc } from './crc.ts';
import { localHeader, localHeaderLength } from './headers.ts';
import { checkPinned } from './pinned.ts';
import { SourceGone, type ZipStore } from './store.ts';
import { settled, type Tools, unlessFailed } from './tools.ts';
import type { Piece, Segment } from './volume.ts';

/** Fills `into` with the first bytes of the source. @throws SourceGone */
async function readHead(store: ZipStore, source: Source, into: Buffer): Promise<void> {
  if (into.length === 0) return;
  let at = 0;
  for await (const chunk of store.open(source, 0, into.length)) {
    at += chunk.copy(into, at);
  }
  if (at !== into.length) throw new SourceGone(source);
}

/** Where in the part the bytes of each piece are; its header is before them. */
function layout(pieces: readonly Piece<Entry>[], part: Buffer) {
  let at = 0;
  return pieces.map(({ entry, bytes }) => {
    const header = at;
    const from = header + localHeaderLength(entry);
    at = from + bytes;
    return { entry, header, bytes: part.subarray(from, at) };
  });
}

/** Joining two CRCs takes as long as computing one of so many bytes. */
const JOINED_FROM = 8192;

/**
 * Fills a part with entries, each behind its header.
 * @param crcOf the CRC of an entry's file, from that of the bytes which the part has of it
 * @returns the CRCs of the entries, and that of the part
 */
export async function fillPart(
  tools: Tools,
  pieces: readonly Piece<Entry>[],
  part: Buffer,
  crcOf: (crc: number, at: number) => number = (crc) => crc,
): Promise<{ crcs: number[]; crc: number }> {
  const places = layout(pieces, part);
  const read = ({ entry, bytes }: (typeof places)[number]) =>
    unlessFailed(tools, () => readHead(tools.store, entry.source, bytes));
  await settled(places.map((place) => tools.reads(() => read(place))));
  let ofPart = 0;
  const crcs = places.map(({ entry, header, bytes }, at) => {
    const own = crc32(bytes);
    const crc = crcOf(own, at);
    checkPinned(entry, crc);
    const local = localHeader(entry, crc);
    local.copy(part, header);
    ofPart = crc32(local, ofPart);
    ofPart = bytes.length < JOINED_FROM ? crc32(bytes, ofPart) : combineCrc(ofPart, own, bytes.length);
    return crc;
  });
  return { crcs, crc: ofPart };
}

/**
 * Makes a part of small files and the first bytes of a copied one, and uploads it.
 * @param crcOfFile the CRC of the copied file, from that of its first bytes
 * @returns the CRCs of the entries
 */
export async function uploadGlue(
  tools: Tools,
  { upload, have }: Site,
  { number, length, pieces, copies }: Segment<Entry>,
  crcOfFile: (head: number) => number,
): Promise<number[]> {
  const memory = await tools.memory.take(length);
  try {
    const part = memory.subarray(0, length);
    const isCopied = (at: number) => copies.length > 0 && at === pieces.length - 1;
    const filled = await fillPart(tools, pieces, part, (crc, at) => (isCopied(at) ? crcOfFile(crc) : crc));
    const { crcs, crc } = filled;
    const before = have.get(number);
    if (before?.size !== length || before.crc32 !== crc) {
      await unlessFailed(tools, () => tools.store.uploadPart(upload, number, part, crc));
    }
    return crcs;
  } finally {
    tools.memory.give(memory);
  }
}
