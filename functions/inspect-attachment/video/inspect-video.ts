import type { MediaRule } from '../../../schemas/slot.ts';
import { FINDINGS } from '../findings.ts';
import { kindOf } from '../kind.ts';
import { BUDGET, type Budgeted, budgeted } from '../source.ts';
import { doubt, type Found } from '../verdict.ts';
import { type Analyser, NotAnalysable } from './analyser.ts';
import { factsOf } from './facts.ts';
import { indexOf } from './index-of.ts';
import { judgeVideo } from './judge.ts';

type Rule = Extract<MediaRule, { kind: 'video' }>;

/** Program streams end with B9, bare streams with B7; transport streams have no end (ISO 13818-1, -2). */
async function hasEnd(source: Budgeted): Promise<boolean> {
  const tail = Buffer.from(await source.read(Math.max(0, source.size - 2048), 2048));
  return [0xb7, 0xb9].some((code) => tail.includes(Buffer.of(0, 0, 1, code)));
}

/** Of a file in pieces that are not all within reach; more of them would only take time. */
const FEW_PIECES = 1024 * 1024;

/** @throws what reading the file throws; a file that cannot be analysed is in doubt */
export async function inspectVideo(
  analyser: Analyser,
  source: Budgeted,
  contentType: string,
  rule: Rule,
): Promise<Found> {
  const { size } = source;
  const index = await indexOf(source);
  // By its structure, so that the same file always gets the same answer, however busy the machine is.
  if (index.crowded) return doubt(FINDINGS.notAllSeen());
  const kind = kindOf(Buffer.from(await source.read(0, 1024)));
  const ended = await hasEnd(source);
  const reachable =
    index.fragmented && size > BUDGET ? budgeted(source, FEW_PIECES) : budgeted(source, BUDGET);
  try {
    const facts = factsOf(await analyser.analyse(reachable));
    const { exhausted } = reachable;
    return judgeVideo(facts, rule, { size, kind, contentType, exhausted, index, ended });
  } catch (error) {
    if (error instanceof NotAnalysable) return doubt(FINDINGS.notInspected());
    throw error;
  }
}
