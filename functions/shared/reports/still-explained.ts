import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../../schemas/fields/place.ts';
import type { Field } from '../../../schemas/form.ts';
import type { Draft } from '../../../schemas/report.ts';
import { followRows } from '../difference/follow-rows.ts';

type Explained = Pick<Draft, 'answers' | 'explanations'>;

/** A pointer of ours: names of fields have nothing to escape. */
const at = (answers: unknown, pointer: string) => valueAt(answers, pointer.split('/').slice(1));

/**
 * The explanations that hold for later answers too: those of answers that are still the same, wherever their row
 * stands now. One that was given for another number or another institution would vouch for what nobody explained.
 */
export function stillExplained(
  fields: readonly Field[],
  { answers: before, explanations }: Explained,
  after: unknown,
): Draft['explanations'] {
  const follow = followRows(fields, before, after);
  return Object.fromEntries(
    Object.entries(explanations).flatMap(([key, text]) => {
      const split = key.indexOf(':') + 1;
      const [code, pointer] = [key.slice(0, split), key.slice(split)];
      const to = follow(pointer);
      const same = to !== undefined && isDeepStrictEqual(at(before, pointer), at(after, to));
      return same ? [[code + to, text]] : [];
    }),
  );
}
