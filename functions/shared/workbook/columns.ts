import type { CellObject } from 'write-excel-file/node';
import { valueAt } from '../../../schemas/fields/place.ts';
import type { Field } from '../../../schemas/form.ts';
import { exactSum } from '../exact-sum.ts';
import { localTime } from '../local-time.ts';
import { STATE_WORDS } from '../state-words.ts';
import { answerCell, numberCell, textCell } from './cells.ts';
import type { ConsolidatedReport } from './report.ts';

/** One line of a consolidated table: a report, or one row of it. */
export interface Line {
  report: ConsolidatedReport;
  /** The row's place from 1, and its answers; none for reports without rows. */
  row?: { number: number; answers: unknown };
}

export interface Column {
  title: string;
  /** Characters. */
  width: number;
  cell(line: Line): CellObject;
  /** What the answers in it come to, where they are numbers. */
  total?(lines: readonly Line[]): CellObject;
}

type PathOf = (file: string) => string | undefined;

const titleOf = ({ code, title, unit }: Field) =>
  `${code ? `${code} ` : ''}${title.zh}${unit ? `（${unit.zh}）` : ''}`;

/** Chinese characters are two wide; what is longer is wrapped or cut by the eye, not by us. */
const widthOf = (field: Field, title: string) =>
  Math.min(
    40,
    Math.max(12, title.length * 2, field.kind === 'long-text' || (field.maxLength ?? 0) > 200 ? 40 : 0),
  );

/** Whose report a line is, and how it stands. */
function standing(timeZone: string): Column[] {
  return [
    { title: '报送单位', width: 20, cell: ({ report }) => textCell(report.unit.name.zh) },
    { title: '受理编号', width: 14, cell: ({ report }) => textCell(report.revision.reference) },
    { title: '版次', width: 8, cell: ({ report }) => numberCell(report.revision.revision) },
    { title: '状态', width: 12, cell: ({ report }) => textCell(STATE_WORDS[report.head.state].zh) },
    {
      title: '报送时间',
      width: 18,
      cell: ({ report }) => textCell(localTime({ timeZone }, report.revision.submittedAt)),
    },
    { title: '零报告', width: 8, cell: ({ report }) => textCell(report.revision.nil ? '是' : '') },
  ];
}

/** A column for each answer below these fields; groups become the columns of their members. */
function answers(fields: readonly Field[], way: readonly Field[], pathOf: PathOf): Column[] {
  return fields.flatMap((field): Column[] => {
    const to = [...way, field];
    if (field.kind === 'rows') return [];
    if (field.kind === 'group') return answers(field.fields ?? [], to, pathOf);
    const path = to.map(({ name }) => name);
    const named = to.filter(({ kind, layout }) => kind !== 'group' || layout !== 'table');
    const title = named.map(titleOf).join(' ');
    const answer = ({ report }: Line) => valueAt(report.revision.answers, path);
    const column: Column = {
      title,
      width: widthOf(field, title),
      cell: (line) => answerCell(field, answer(line), pathOf),
    };
    if (field.kind !== 'count' && field.kind !== 'amount') return [column];
    const total = (lines: readonly Line[]) =>
      numberCell(exactSum(lines.map(answer), field.decimals ?? 0), field.decimals);
    return [{ ...column, total }];
  });
}

function rowAnswers(rows: Field, pathOf: PathOf): Column[] {
  const number: Column = {
    title: '序号',
    width: 8,
    cell: ({ row }) => (row ? numberCell(row.number) : {}),
  };
  const columns = (rows.fields ?? []).map((field): Column => {
    const title = titleOf(field);
    const cell = ({ row }: Line) => answerCell(field, valueAt(row?.answers, [field.name]), pathOf);
    return { title, width: widthOf(field, title), cell };
  });
  return [number, ...columns];
}

const explanations: Column = {
  title: '情况说明',
  width: 40,
  cell: ({ report }) => textCell(Object.values(report.revision.explanations).join('\n')),
};

/** The columns of a form's consolidated table, of which no two have the same title. */
export function columnsOf(
  fields: readonly Field[],
  rows: Field | undefined,
  timeZone: string,
  pathOf: PathOf,
): Column[] {
  const own = [...standing(timeZone), ...answers(fields, [], pathOf)];
  const taken = new Set(own.map(({ title }) => title));
  const ofRows = rows ? rowAnswers(rows, pathOf) : [];
  const apart = ofRows.map((column) =>
    taken.has(column.title) ? { ...column, title: `${rows?.title.zh}：${column.title}` } : column,
  );
  return [...own, ...apart, explanations];
}
