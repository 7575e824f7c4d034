import type { MediaRule } from '../../../schemas/slot.ts';
import { FINDINGS } from '../findings.ts';
import type { Budgeted } from '../source.ts';
import { doubt, type Found } from '../verdict.ts';
import { type Analyser, NotAnalysable } from './analyser.ts';
import { factsOf } from './facts.ts';
import { judgeVideo } from './judge.ts';

type Rule = Extract<MediaRule, { kind: 'video' }>;

/** Program streams end with B9, bare streams with B7; transport streams have no end (ISO 13818-1, -2). */
async function hasEnd(source: Budgeted): Promise<boolean> {
  const tail = Buffer.from(await source.read(Math.max(0, source.size - 2048), 2048));
  return [0xb7, 0xb9].some((code) => tail.includes(Buffer.of(0, 0, 1, code)));
}

/** @throws what reading the file throws; a file that cannot be analysed is in doubt */
export async function inspectVideo(
  analyser: Analyser,
  source: Budgeted,
  contentType: string,
  rule: Rule,
): Promise<Found> {
  // An MP4 that comes in pieces says so in the box `mvex` of its index, wherever that lies.
  let fragmented = false;
  const watched = {
    size: source.size,
    async read(offset: number, length: number) {
      const bytes = await source.read(offset, length);
      fragmented ||= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('mvex');
      return bytes;
    },
  };
  try {
    const ended = await hasEnd(source);
    const facts = factsOf(await analyser.analyse(watched));
    const { size, exhausted } = source;
    return judgeVideo(facts, rule, { size, contentType, exhausted, fragmented, ended });
  } catch (error) {
    if (error instanceof NotAnalysable) return doubt(FINDINGS.notInspected());
    throw error;
  }
}
