import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../../../functions/shared/problems.ts';
import { pack, packed, unpacked } from '../../../../functions/shared/records/packed.ts';

/** Chinese text of so many characters in which nothing is said twice, the same every time. */
function noise(characters: number, seed: string, vocabulary = 20_000): string {
  const codes: number[] = [];
  for (let block = 0; codes.length < characters; block++) {
    const bytes = createHash('sha512').update(`${seed}${block}`).digest();
    for (let at = 0; at < 64; at += 2) codes.push(0x4e00 + (bytes.readUInt16BE(at) % vocabulary));
  }
  return String.fromCharCode(...codes.slice(0, characters));
}

const row = { pk: 'REPORT#x', sk: 'WORK#DRAFT', type: 'draft' };
const rows = (count: number, characters: number) =>
  Array.from({ length: count }, (_, n) => ({ content: noise(characters, `${n}`) }));

describe('a packed row', () => {
  it('holds 500 explanations of 300 characters beside 500 rows', () => {
    const explanations = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`doubt:/rows/${n}`, noise(300, `e${n}`, 3000)]),
    );
    const answers = { rows: rows(500, 60) };
    expect(unpacked(pack({ ...row, answers, explanations }))).toEqual({ answers, explanations });
  });

  it('that is too large by little is compressed harder', () => {
    const answers = { rows: rows(500, 370) };
    expect(unpacked(pack({ ...row, answers }))).toEqual({ answers, explanations: undefined });
  });

  it('is read as it was written before explanations were packed', () => {
    const explanations = { 'doubt:/filledBy': '说明' };
    const before = { ...row, answers: packed({ filledBy: '甲' }, row), explanations };
    expect(unpacked(before)).toEqual({ answers: { filledBy: '甲' }, explanations });
  });

  it('that cannot hold everything says how much there is, how much may be, and where', () => {
    let problem: unknown;
    try {
      pack({ ...row, answers: { unit: '哈尔滨市', rows: rows(500, 600) }, explanations: {} });
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(Problem);
    const [detail] = problem instanceof Problem ? problem.details : [];
    expect(detail?.pointer).toBe('/rows');
    const [, given, most, less] =
      /约(\d+)KB.*最多保存(\d+)KB.*减少(\d+)%/.exec(detail?.message.zh ?? '') ?? [];
    expect(Number(most)).toBe(390);
    expect(Number(given)).toBeGreaterThan(500);
    expect(Number(less)).toBe(Math.ceil((1 - 390 / Number(given)) * 100));
    expect(detail?.message.en).toContain(`${given} KB`);
  });
});
