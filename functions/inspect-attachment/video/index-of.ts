import type { Budgeted } from '../source.ts';
import { type Box, type Walk, walkBoxes } from './boxes.ts';

/** A track of an MP4 by its own tables: what there is to be played, whatever its headers claim. */
interface Track {
  isPicture: boolean;
  /** Units of time in a second. */
  scale: number;
  /** How long the header says that it runs, in these units. */
  told: number;
  /** How long its pictures or sounds last together, in these units. */
  lasting: number;
  samples: number;
  chunks: number;
  /** Where its last chunk begins in the file. */
  lastChunk: number;
}

export interface Index extends Walk {
  /** Does it come in pieces, each with an index of its own? */
  fragmented: boolean;
  tracks: Track[];
}

type At = Parameters<Parameters<typeof walkBoxes>[1]>[1];

/** Entries of a table at most: 3 hours of a film whose pictures all last differently have more, and are too long. */
const MOST_ENTRIES = 30_000;

/** What a box of a track says, by its name. Each reads as much as it needs and nothing where that is not there. */
const READ: { [name: string]: (track: Track, box: Box, at: At) => Promise<void> } = {
  async hdlr(track, { body }, at) {
    const kind = (await at(body, 12)).toString('latin1', 8, 12);
    // A list of tags has one too, which says nothing of the track.
    if (kind === 'vide') track.isPicture = true;
  },
  async mdhd(track, { body }, at) {
    const head = await at(body, 36);
    if (head.length < 36) return;
    const long = head[0] === 1;
    track.scale = head.readUInt32BE(long ? 20 : 12);
    track.told = long ? Number(head.readBigUInt64BE(24)) : head.readUInt32BE(16);
  },
  async stts(track, { body, end }, at) {
    const head = await at(body, 8);
    if (head.length < 8) return;
    const entries = Math.min(head.readUInt32BE(4), Math.floor((end - body - 8) / 8), MOST_ENTRIES);
    const table = await at(body + 8, entries * 8);
    for (let i = 0; i + 8 <= table.length; i += 8) {
      track.lasting += table.readUInt32BE(i) * table.readUInt32BE(i + 4);
    }
  },
  stsz: readSamples,
  stz2: readSamples,
  stco: (track, box, at) => readChunks(track, box, at, 4),
  co64: (track, box, at) => readChunks(track, box, at, 8),
};

async function readSamples(track: Track, { body }: Box, at: At): Promise<void> {
  const head = await at(body, 12);
  if (head.length === 12) track.samples = head.readUInt32BE(8);
}

async function readChunks(track: Track, { body, end }: Box, at: At, width: 4 | 8): Promise<void> {
  const head = await at(body, 8);
  if (head.length < 8) return;
  track.chunks = Math.min(head.readUInt32BE(4), Math.floor((end - body - 8) / width));
  const last = await at(body + 8 + (track.chunks - 1) * width, width);
  if (track.chunks === 0 || last.length < width) return;
  track.lastChunk = width === 4 ? last.readUInt32BE(0) : Number(last.readBigUInt64BE(0));
}

/** Reads the index of an MP4 or MOV, wherever it lies; of another file there is none. */
export async function indexOf(source: Budgeted): Promise<Index> {
  const tracks: Track[] = [];
  let fragmented = false;
  const walk = await walkBoxes(source, async (box, at) => {
    if (box.name === 'trak') {
      tracks.push({
        isPicture: false,
        scale: 0,
        told: 0,
        lasting: 0,
        samples: 0,
        chunks: 0,
        lastChunk: 0,
      });
    }
    // Only what says so in its index is played piece by piece; pieces behind an index that does not are lost.
    fragmented ||= box.name === 'mvex';
    const track = tracks.at(-1);
    if (track) await READ[box.name]?.(track, box, at);
  });
  return { ...walk, fragmented, tracks };
}

const lastingOf = ({ lasting, scale }: Track) => (scale > 0 ? lasting / scale : 0);

/** Rounding, and the last picture that is shown a little longer. */
const tells = (told: number, lasting: number) => told * 1.02 + 1 >= lasting;

/**
 * The longest track of pictures whose header tells of less than its tables hold, in seconds. Where both agree a shorter
 * whole is a film that was trimmed, and plays no longer than it says.
 */
export const hiddenSeconds = ({ tracks }: Index): number =>
  Math.max(
    0,
    ...tracks
      .filter(({ isPicture, told, lasting, scale }) => isPicture && !tells(told / scale, lasting / scale))
      .map(lastingOf),
  );

/** Is there nothing in a track of pictures, or does it lie beyond the end of the file? */
const isEmpty = ({ samples, chunks, lastChunk }: Track, size: number) =>
  samples === 0 || chunks === 0 || lastChunk >= size;

/** Has it an index to which there is nothing to be played? */
export function isHollow({ tracks, fragmented, outer }: Index, size: number): boolean {
  if (fragmented && outer.includes('moof')) return false;
  return tracks.some((track) => track.isPicture && isEmpty(track, size));
}

/** Is the whole of it there: an index, what it leads to, and boxes that are none of them cut off? */
export const isWhole = (index: Index, size: number): boolean =>
  index.behind !== undefined && index.tracks.length > 0 && !index.partly && !isHollow(index, size);

/** Does any track hold about as much as the whole says that it lasts? */
export const accountsFor = ({ tracks, fragmented }: Index, seconds: number): boolean =>
  fragmented || tracks.some((track) => lastingOf(track) * 2 + 1 >= seconds);
