import type { Field, Plain } from './fields/field.ts';
import { NONE, saidNumber, showNumber } from './fields/number.ts';
import { nameOf, placeOf, valueAt } from './fields/place.ts';
import type { Text } from './text.ts';

/**
 * 平衡关系: a number that is the sum of others. Declared in the form's definition once; the rule that holds the total to
 * its parts, the sum that pages show and the one that a page's script shows while typing all come from here.
 */
export interface Balance {
  /** JSON pointers (RFC 6901) into the answers. */
  total: string;
  parts: string[];
}

/** Digits that survive adding: amounts have two decimals, and 0.1 + 0.2 is 0.3. */
const exact = (sum: number): number => Number(sum.toFixed(6));

/** What a count or an amount adds to a sum; what does not exist here adds nothing, what is no number has no sum. */
export const addend = (answer: Plain | undefined): number | undefined =>
  answer === NONE ? 0 : typeof answer === 'number' && Number.isFinite(answer) ? answer : undefined;

/** Undefined while a part is missing or is no number. */
export function sumOf(parts: readonly (Plain | undefined)[]): number | undefined {
  let sum = 0;
  for (const part of parts) {
    const number = addend(part);
    if (number === undefined) return undefined;
    sum += number;
  }
  return exact(sum);
}

/** A balance with the numbers of certain answers. */
export interface Total {
  pointer: string;
  parts: string[];
  /** Short names, official numbers where there are any: A1; A2, A3. */
  name: Text;
  partNames: Text[];
  given: number | undefined;
  /** As they were answered: the total, its parts. */
  answer: Plain | undefined;
  partAnswers: (Plain | undefined)[];
  sum: number | undefined;
}

/** A2 + A3 = 12, and that the total says otherwise; the words around it are the page's, the same for server and script. */
export function sumText(
  { sum, given }: Pick<Total, 'sum' | 'given'>,
  { label, differs }: { label: string; differs: string },
): string {
  if (sum === undefined) return `${label}–`;
  const shown = showNumber(sum, { decimals: decimalsOf(sum) }, 'zh');
  return label + shown + (given === undefined || given === sum ? '' : differs);
}

const decimalsOf = (number: number) => String(number).split('.')[1]?.length ?? 0;

const stepsOf = (pointer: string) => pointer.split('/').slice(1);

function plainAt(answers: unknown, pointer: string): Plain | undefined {
  const value = valueAt(answers, stepsOf(pointer));
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** A1, or the whole name of a field that has no official number. */
function shortName(fields: readonly Field[], pointer: string): Text {
  const place = placeOf(fields, stepsOf(pointer));
  const code = place.way.findLast((field) => field.code !== undefined)?.code;
  return code === undefined ? nameOf(place) : { zh: code, en: code };
}

/** Every declared total with what the answers say of it. */
export const totalsOf = (fields: readonly Field[], balances: readonly Balance[], answers: unknown): Total[] =>
  balances.map(({ total, parts }) => {
    const values = parts.map((part) => plainAt(answers, part));
    return {
      pointer: total,
      parts,
      name: shortName(fields, total),
      partNames: parts.map((part) => shortName(fields, part)),
      given: addend(plainAt(answers, total)),
      answer: plainAt(answers, total),
      partAnswers: values,
      sum: sumOf(values),
    };
  });

/** The totals that are not the sum of their parts, in words. */
export function outOfBalance(
  fields: readonly Field[],
  balances: readonly Balance[],
  answers: unknown,
): { pointer: string; message: Text }[] {
  return totalsOf(fields, balances, answers).flatMap((total) => {
    const { pointer, name, partNames, given, answer, partAnswers, sum } = total;
    if (given === undefined || sum === undefined || given === sum) return [];
    const [zh, en] = [partNames.map((part) => part.zh), partNames.map((part) => part.en)];
    const [said, parts] = [saidNumber(answer), partAnswers.map(saidNumber)];
    return [
      {
        pointer,
        message: {
          zh: `${name.zh}应等于${zh.join('+')}：${name.zh}填写的是${said.zh}，${zh.join('+')}=${parts.map((part) => part.zh).join('+')}=${sum}。`,
          en: `${name.en} must equal ${en.join(' + ')}: ${name.en} is ${said.en}, ${en.join(' + ')} = ${parts.map((part) => part.en).join(' + ')} = ${sum}.`,
        },
      },
    ];
  });
}
