import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { difference } from '../../../../functions/shared/difference/difference.ts';
import { linesOf } from '../../../../functions/shared/difference/difference-table.tsx';
import type { Changes } from '../../../../schemas/contract/difference.ts';
import { fieldsOf } from '../../../../schemas/form.ts';
import { openDay } from '../../../../schemas/forms/open-day.ts';
import { statistics } from '../../../../schemas/forms/statistics.ts';
import { validAnswers } from '../../../fixtures/answers.ts';
import { bothSides } from '../../../support/both-sides.ts';
import { pinned } from '../../../support/stored-reports.ts';

type Row = { [column: string]: unknown };
type Answers = { rows?: Row[]; [field: string]: unknown };

const content = (answers: unknown, more = {}) => ({
  answers,
  explanations: {},
  attachments: [],
  nil: false,
  ...more,
});
const fields = fieldsOf(openDay);
const compare = (a: unknown, b: unknown) => difference(fields, content(a), content(b));
const NOTHING = { answers: [], rows: [], explanations: [], files: [] };

/** What somebody does who follows the list of changes with the earlier answers in hand. */
function applied({ answers, rows }: Changes, before: Answers): Answers {
  const after: Answers = structuredClone(before);
  for (const { pointer, after: value } of answers) {
    if (value === undefined) delete after[pointer.slice(1)];
    else after[pointer.slice(1)] = value;
  }
  for (const { removed, added, kept } of rows) {
    const old = before.rows ?? [];
    const gone = new Set([...removed, ...kept].map(({ from }) => from));
    const length = old.length - removed.length + added.length;
    const made: (Row | undefined)[] = Array.from({ length });
    for (const { to, row } of added) made[to] = row as Row;
    for (const { from, to, cells } of kept) {
      const row: Row = { ...old[from] };
      for (const { pointer, after: value } of cells) {
        if (value === undefined) delete row[pointer.slice(1)];
        else row[pointer.slice(1)] = value;
      }
      made[to] = row;
    }
    const rest = old.filter((_, index) => !gone.has(index));
    after.rows = made.map((row) => row ?? rest.shift() ?? {});
    if (length === 0) delete after.rows;
  }
  return after;
}

const cell = fc.constantFrom('甲', '乙', '丙', '丁');
const row = fc.record(
  { institution: cell, place: cell, content: cell, hours: cell, contact: cell, capacity: fc.nat(3) },
  { requiredKeys: ['institution'] },
);
const answersOf = fc
  .record(
    { filledBy: cell, phone: cell, rows: fc.array(row, { minLength: 1, maxLength: 12 }) },
    { requiredKeys: [] },
  )
  .map((answers): Answers => structuredClone(answers));

describe('the difference of two revisions', () => {
  it('is nothing between a revision and itself', () => {
    fc.assert(fc.property(answersOf, (a) => expect(compare(a, structuredClone(a))).toEqual(NOTHING)));
  });

  it('turns the one into the other', () => {
    fc.assert(
      fc.property(answersOf, answersOf, (a, b) => {
        expect(applied(compare(a, b), a)).toEqual(b);
      }),
      { numRuns: 500 },
    );
  });

  it('of rows in another order names only rows that were moved, and changes none', () => {
    const shuffled = answersOf.chain((a) =>
      fc.tuple(fc.constant(a), fc.shuffledSubarray(a.rows ?? [], { minLength: a.rows?.length ?? 0 })),
    );
    fc.assert(
      fc.property(shuffled, ([a, rows]) => {
        const b = { ...a, ...(rows.length > 0 && { rows }) };
        for (const { removed, added, kept } of compare(a, b).rows) {
          expect([removed, added]).toEqual([[], []]);
          expect(kept.every(({ moved, cells }) => moved && cells.length === 0)).toBe(true);
        }
        expect(applied(compare(a, b), a)).toEqual(b);
      }),
    );
  });

  it('of a row that was put before all others is that row', () => {
    const a = validAnswers['open-day']?.('harbin', { rows: 8 }) as Answers;
    const first = {
      ...a.rows?.[0],
      institution: '新增研究所',
      place: '新馆',
      address: '新址',
      contact: '新人',
    };
    const rows = [{ ...first, content: '新', from: '2023-05-30', phone: '0451-00000099' }, ...(a.rows ?? [])];
    expect(compare(a, { ...a, rows }).rows).toEqual([
      { pointer: '/rows', removed: [], added: [{ to: 0, row: rows[0] }], kept: [] },
    ]);
  });

  it('of one cell in a row is that cell, wherever the row stands now', () => {
    const a = validAnswers['open-day']?.('harbin', { rows: 8 }) as Answers;
    const [first, ...rest] = a.rows ?? [];
    const b = { ...a, rows: [...rest, { ...first, capacity: 999 }] };
    expect(compare(a, b).rows[0]).toEqual({
      pointer: '/rows',
      removed: [],
      added: [],
      kept: [{ from: 0, to: 7, moved: true, cells: [{ pointer: '/capacity', before: 50, after: 999 }] }],
    });
  });

  it('names indicators, explanations, files and a nil return', () => {
    const a = validAnswers.statistics?.('harbin') ?? {};
    const b = { ...a, indicators: { ...Object(a.indicators), E1: { count: 7, remark: '含学生' } } };
    const file = (id: string, name: string, slot = 'extra', caption?: string) => ({
      ...pinned('harbin', 'statistics', { id: id.padStart(26, '0'), name, slot, bytes: Buffer.from(id) }),
      ...(caption !== undefined && { caption }),
    });
    const before = content(a, {
      explanations: { 'x:/a': '一', 'y:/b': '二' },
      attachments: [
        file('1', '甲.pdf', 'extra', '讲座'),
        file('2', '乙.pdf'),
        file('3', '章.pdf', 'scan'),
        file('7', '无.pdf'),
      ],
    });
    const after = content(b, {
      explanations: { 'x:/a': '三' },
      attachments: [
        file('7', '无.pdf', 'extra', '现场'),
        file('1', '甲.pdf', 'extra', '展览'),
        file('4', '丙.pdf', 'extra', '<新>'),
        file('5', '丁.pdf'),
        file('6', '新章.pdf', 'scan'),
      ],
      nil: true,
    });
    const found = difference(fieldsOf(statistics), before, after);
    expect(found.nil).toEqual({ before: false, after: true });
    expect(found.answers).toEqual([
      { pointer: '/indicators/E1/count', before: 121, after: 7 },
      { pointer: '/indicators/E1/remark', after: '含学生' },
    ]);
    expect(found.explanations).toEqual([
      { pointer: 'x:/a', before: '一', after: '三' },
      { pointer: 'y:/b', before: '二' },
    ]);
    expect(
      found.files.map(({ slot, kind, before, after }) => [slot, kind, before?.name, after?.name]),
    ).toEqual([
      ['extra', 'captioned', '甲.pdf', '甲.pdf'],
      ['extra', 'captioned', '无.pdf', '无.pdf'],
      ['extra', 'moved', '甲.pdf', '甲.pdf'],
      ['extra', 'removed', '乙.pdf', undefined],
      ['extra', 'added', undefined, '丙.pdf'],
      ['extra', 'added', undefined, '丁.pdf'],
      ['scan', 'replaced', '章.pdf', '新章.pdf'],
    ]);
    const lines = (language: 'zh' | 'en') =>
      linesOf(statistics, found, language)
        .filter(({ what }) => /^(附件|File)/.test(what))
        .map((line) => [line.what, line.kind, line.before, line.after]);
    const titleOf = (slot: string) => statistics.slots.find(({ id }) => id === slot)?.title;
    const [extra, scan] = [titleOf('extra'), titleOf('scan')];
    expect(lines('zh')).toEqual([
      [`附件：${extra?.zh} 甲.pdf的说明`, 'changed', '讲座', '展览'],
      [`附件：${extra?.zh} 无.pdf的说明`, 'added', '', '现场'],
      [`附件：${extra?.zh} 甲.pdf`, 'moved', '第1个', '第2个'],
      [`附件：${extra?.zh}`, 'removed', '乙.pdf', ''],
      [`附件：${extra?.zh}`, 'added', '', '丙.pdf：<新>'],
      [`附件：${extra?.zh}`, 'added', '', '丁.pdf'],
      [`附件：${scan?.zh}`, 'replaced', '章.pdf', '新章.pdf'],
    ]);
    expect(lines('en')[0]).toEqual([`File: ${extra?.en} 甲.pdf, caption`, 'changed', '讲座', '展览']);
    expect(lines('en')).toContainEqual([`File: ${extra?.en} 甲.pdf`, 'moved', 'no. 1', 'no. 2']);
  });
});

describe('the order of files', () => {
  const file = (n: number, slot: string, name: string) =>
    pinned('harbin', 'media', { id: String(n).padStart(26, '0'), name, slot, bytes: Buffer.from('x') });
  const movedBetween = (before: unknown[], after: unknown[]) =>
    difference(
      fields,
      content({}, { attachments: before }),
      content({}, { attachments: after }),
    ).files.filter(({ kind }) => kind === 'moved');

  it('is no difference when files only went or came', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        (numbers, went, came) => {
          const all = numbers.map((n) => file(n, n % 2 ? 'video' : 'picture', `${n}.pdf`));
          const before = all.filter((_, n) => !came(n));
          const after = all.filter((_, n) => came(n) || !went(n));
          expect(movedBetween(before, after)).toEqual([]);
        },
      ),
    );
  });

  it('is told by the files without which the others keep theirs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 }), (order) => {
        const files = [1, 2, 3, 4, 5, 6, 7].map((n) => file(n, 'picture', `${n}.jpg`));
        const after = order.map((n) => files[n - 1]);
        const moved = movedBetween(files, after);
        const ids = new Set(moved.map(({ before }) => before?.id));
        const rest = (all: typeof after) => all.filter((one) => !ids.has(one?.id)).map((one) => one?.id);
        expect(rest(after)).toEqual(rest(files));
        for (const { from = -1, to = -1, before } of moved) {
          expect([files[from]?.id, after[to]?.id]).toEqual([before?.id, before?.id]);
        }
        expect(moved.length === 0).toBe(order.every((n, index) => n === index + 1));
      }),
    );
  });
});

describe('the page of a difference', () => {
  async function submittedTwice() {
    const world = bothSides();
    const [harbin, cast] = [await world.unit('harbin'), await world.office('cast')];
    const a = validAnswers['open-day']?.('harbin') as Answers;
    const b = { ...a, rows: a.rows?.toReversed().map((row) => ({ ...row, contact: '另一位联系人' })) };
    for (const [key, answers] of [
      ['a', a],
      ['b', b],
      ['c', a],
    ] as const) {
      const sent = await harbin.json(
        'POST',
        '/reports/open-day/submissions',
        { answers },
        { 'idempotency-key': key },
      );
      expect(sent.status).toBe(201);
    }
    return { world, harbin, cast };
  }

  it('shows either side two chosen revisions, by default the last two, and reads no others', async () => {
    const { world, harbin, cast } = await submittedTwice();
    for (const [who, path] of [
      [harbin, '/reports/open-day'],
      [cast, '/desk/reports/harbin/open-day'],
    ] as const) {
      world.table.calls.length = 0;
      const { body } = await who.json<Changes & { from: number; to: number }>('GET', `${path}/difference`);
      expect([body.from, body.to, body.rows[0]?.kept.length]).toEqual([2, 3, 3]);
      // Session, campaign, head, and the two revisions.
      expect(world.table.calls).toEqual(['get', 'get', 'get', 'get', 'get']);
      const page = await who.open(`${path}/difference?from=1&to=2`);
      expect(page.body).toMatch(/<del>示例联系人<\/del>/);
      expect(page.body).toMatch(/<ins>另一位联系人<\/ins>/);
      expect((await who.open(`${path}/difference?from=1&to=3`)).body).toContain('两次报送内容相同');
      expect((await who.open(`${path}/difference`, 'en')).body).toContain('Moved');
      expect((await who.open(path)).body).toContain(`${path}/difference`);
    }
  });

  it('leads back to the list that somebody came from, also after another choice', async () => {
    const { cast } = await submittedTwice();
    const { body } = await cast.open('/desk/reports/harbin/open-day/difference?show=late&to=2');
    expect(body).toContain('<a href="/desk/reports/harbin/open-day?show=late">返回报表</a>');
    expect(body).toContain('<input type="hidden" name="show" value="late"/>');
    expect(body).toContain('href="?show=late&amp;from=1&amp;to=2&amp;language=en"');
  });

  it('is not there without the revisions', async () => {
    const { harbin, cast } = await submittedTwice();
    expect((await harbin.json('GET', '/reports/open-day/difference?from=1&to=9')).status).toBe(404);
    for (const query of ['from=x', 'from=0', 'to=1.5', 'from=1&to=']) {
      expect((await harbin.json('GET', `/reports/open-day/difference?${query}`)).status).toBe(404);
    }
    expect((await harbin.json('GET', '/reports/media/difference')).status).toBe(404);
    expect((await cast.json('GET', '/desk/reports/heihe/open-day/difference')).status).toBe(404);
  });
});
