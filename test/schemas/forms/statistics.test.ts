import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check, fieldsOf } from '../../../schemas/form.ts';
import { statistics } from '../../../schemas/forms/statistics.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { checkContext } from '../../fixtures/check-context.ts';
import { changed } from '../../support/changed.ts';

const valid = validAnswers.statistics?.('harbin') ?? {};
type Counts = Record<string, unknown>;
const withCounts = (counts: Counts) =>
  changed(
    valid,
    Object.fromEntries(Object.entries(counts).map(([code, count]) => [`/indicators/${code}`, { count }])),
  );
const findingsOf = (counts: Counts) => check(statistics, withCounts(counts), checkContext).findings;
const found = (counts: Counts) =>
  findingsOf(counts).map(({ pointer, severity, code }) => `${severity} ${code} ${pointer}`);

describe('the statistical table', () => {
  it('never calls 0 what does not exist', () => {
    const said = (counts: Counts) => findingsOf(counts).map(({ message }) => message.zh);
    expect(said({ A1: '-', A2: 5, A3: '无', A4: 0 })).toContain(
      'A1应等于A2+A3：A1填写的是无，A2+A3=5+无=5。',
    );
    expect(said({ A1: '-', A2: '-', A3: '-', A4: 12 })).toContain('A4（12）不能大于A1（无）。');
    expect(said({ C1: '无', C2: 600 }).join()).toMatch(/C2填写的是600，而C1为无：没有活动却有人次/);
  });

  it('knows its indicators by their codes', () => {
    const [indicators] = fieldsOf(statistics);
    expect(indicators).toMatchObject({ kind: 'group', layout: 'table' });
    expect(indicators?.fields).toHaveLength(25);
    for (const { name, code } of indicators?.fields ?? []) expect(code).toBe(name);
    expect(indicators?.fields?.at(-1)?.fields?.[0]).toMatchObject({
      kind: 'amount',
      decimals: 2,
      unit: { zh: '万元' },
    });
  });

  it.each([
    ['A1', undefined, 'required'],
    ['E1', '', 'required'],
    ['E1', '１２ 人', undefined],
    ['E1', '无', undefined],
    ['E1', 0, undefined],
    ['E1', -1, 'not-a-count'],
    ['E1', 1.5, 'not-a-count'],
    ['E1', '若干', 'not-a-count'],
    ['E1', true, 'not-a-count'],
    ['F1', 1_000_000_000, 'not-a-count'],
    ['H1', '１，２３４．５６', undefined],
    ['H1', 0.1 + 0.2, 'not-an-amount'],
    ['H1', '12.345', 'not-an-amount'],
    ['H1', -0.01, 'not-an-amount'],
    ['H1', '—', undefined],
  ])('finds at %s, answered %j: %s', (code, count, problem) => {
    expect(found({ [code]: count })).toEqual(
      problem ? [`blocking ${problem} /indicators/${code}/count`] : [],
    );
  });

  it('keeps what is not there apart from zero', () => {
    const { answers } = check(statistics, withCounts({ E1: '／', E2: '０' }), checkContext);
    expect(answers).toMatchObject({ indicators: { E1: { count: '-' }, E2: { count: 0 } } });
  });

  it('blocks a footer that is not filled in', () => {
    const bare = { indicators: valid.indicators };
    const { findings } = check(statistics, bare, checkContext);
    expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'required /responsible',
      'required /filledBy',
      'required /phone',
      'required /date',
    ]);
  });

  it.each([
    ['A1', 'A2', 'A3'],
    ['B1', 'B2', 'B3'],
    ['G1', 'G2', 'G3'],
  ])(
    'balances %s against %s + %s for any numbers, and what does not exist counts as nothing',
    (total, one, other) => {
      const part = fc.oneof(fc.nat(5_000_000), fc.constant('-' as const));
      fc.assert(
        fc.property(part, part, fc.integer({ min: -3, max: 3 }), (a, b, slip) => {
          const sum = (a === '-' ? 0 : a) + (b === '-' ? 0 : b);
          const whole = Math.max(0, sum + slip);
          const findings = found({ A4: 0, [total]: whole, [one]: a, [other]: b });
          expect(findings.includes(`blocking out-of-balance /indicators/${total}/count`)).toBe(whole !== sum);
        }),
      );
      expect(found({ [total]: undefined })).toEqual([`blocking required /indicators/${total}/count`]);
    },
  );

  it('says how a total is out of balance', () => {
    const [finding] = findingsOf({ A1: 12, A2: 5, A3: 6 });
    expect(finding?.message.zh).toBe('A1应等于A2+A3：A1填写的是12，A2+A3=5+6=11。');
  });

  it.each([
    [2, 2, false],
    [3, 2, true],
    ['-', 2, true],
    ['-', 0, false],
    [3, undefined, false],
  ])('C1 of %s beside a register of %s: wants an explanation %s', (given, institutions, wanted) => {
    const answers = withCounts({ C1: given, C2: 9 });
    const onRecord = institutions === undefined ? {} : { 'open-day': { institutions } };
    const { findings } = check(statistics, answers, { ...checkContext, onRecord });
    const found = findings.filter(({ code }) => code === 'differs-from-register');
    expect(found.map(({ severity, pointer }) => [severity, pointer])).toEqual(
      wanted ? [['explanation', '/indicators/C1/count']] : [],
    );
    if (wanted) expect(found[0]?.message.zh).toContain('共2个');
  });

  it('blocks more key activities than activities', () => {
    expect(found({ A1: 3, A2: 2, A3: 1, A4: 3 })).toEqual([]);
    expect(found({ A1: 3, A2: 2, A3: 1, A4: 4 })).toEqual([
      'blocking part-exceeds-total /indicators/A4/count',
    ]);
  });

  it('wants an explanation of numbers that look like another unit', () => {
    expect(found({ B1: 10_000_000, B2: 5_000_000, B3: 5_000_000, H1: 10_000 })).toEqual([]);
    expect(found({ B1: 10_000_001, B2: 5_000_000, B3: 5_000_001, H1: 10_000.01 })).toEqual([
      'explanation magnitude /indicators/B1/count',
      'explanation magnitude /indicators/H1/count',
    ]);
  });

  it.each([
    ['C1', 'C2'],
    ['D1', 'D2'],
    ['D3', 'D4'],
    ['D5', 'D6'],
    ['D7', 'D8'],
  ])('wants an explanation of %s without %s and the reverse', (events, people) => {
    const at = `/indicators/${people}/count`;
    expect(found({ [events]: 0, [people]: 0 })).toEqual([]);
    expect(found({ [events]: '-', [people]: '-' })).toEqual([]);
    expect(found({ [events]: 0, [people]: 9 })).toEqual([`explanation attendance-without-event ${at}`]);
    expect(found({ [events]: '-', [people]: 9 })).toEqual([`explanation attendance-without-event ${at}`]);
    expect(found({ [events]: 2, [people]: 0 })).toEqual([`explanation event-without-attendance ${at}`]);
  });

  it('wants an explanation of activities on site or online that nobody came to', () => {
    expect(found({ B1: 500, B2: 500, B3: 0 })).toEqual([
      'explanation event-without-attendance /indicators/B3/count',
    ]);
    expect(found({ A1: 5, A2: 0, A3: 5 })).toEqual([
      'explanation attendance-without-event /indicators/B2/count',
    ]);
  });
});
