import type { CellObject } from 'write-excel-file/node';
import { valueAt } from '../../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { exactSum } from '../exact-sum.ts';
import { localTime } from '../local-time.ts';
import { targetName } from '../reports/target-name.ts';
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

/** Who reads the table, where, and by what names. */
export interface Reader {
  language: Language;
  timeZone: string;
  /** What a file is called, by its id: in an archive, where it lies there. */
  pathOf(file: string): string | undefined;
}

const WORDS = {
  unit: { zh: '报送单位', en: 'Reporting unit' },
  reference: { zh: '受理编号', en: 'Reference number' },
  revision: { zh: '版次', en: 'Revision' },
  state: { zh: '状态', en: 'State' },
  submitted: { zh: '报送时间', en: 'Submitted' },
  nil: { zh: '零报告', en: 'Nil return' },
  yes: { zh: '是', en: 'Yes' },
  number: { zh: '序号', en: 'Row' },
  explanations: { zh: '情况说明', en: 'Explanations' },
  colon: { zh: '：', en: ': ' },
};

function titleOf({ code, title, unit }: Field, language: Language): string {
  const measured = unit && (language === 'zh' ? `（${unit.zh}）` : ` (${unit.en})`);
  return `${code ? `${code} ` : ''}${title[language]}${measured ?? ''}`;
}

/** Chinese characters are two wide; what is longer is wrapped or cut by the eye, not by us. */
const widthOf = (field: Field, title: string) =>
  Math.min(
    40,
    Math.max(12, title.length * 2, field.kind === 'long-text' || (field.maxLength ?? 0) > 200 ? 40 : 0),
  );

/** Whose report a line is, and how it stands. */
function standing({ language, timeZone }: Reader): Column[] {
  return [
    { title: WORDS.unit[language], width: 20, cell: ({ report }) => textCell(report.unit.name[language]) },
    {
      title: WORDS.reference[language],
      width: 14,
      cell: ({ report }) => textCell(report.revision.reference),
    },
    { title: WORDS.revision[language], width: 8, cell: ({ report }) => numberCell(report.revision.revision) },
    {
      title: WORDS.state[language],
      width: 12,
      cell: ({ report }) => textCell(STATE_WORDS[report.head.state][language]),
    },
    {
      title: WORDS.submitted[language],
      width: 18,
      cell: ({ report }) => textCell(localTime({ timeZone }, report.revision.submittedAt)),
    },
    {
      title: WORDS.nil[language],
      width: 8,
      cell: ({ report }) => textCell(report.revision.nil ? WORDS.yes[language] : ''),
    },
  ];
}

/** A column for each answer below these fields; groups become the columns of their members. */
function answers(fields: readonly Field[], way: readonly Field[], reader: Reader): Column[] {
  return fields.flatMap((field): Column[] => {
    const to = [...way, field];
    if (field.kind === 'rows') return [];
    if (field.kind === 'group') return answers(field.fields ?? [], to, reader);
    const path = to.map(({ name }) => name);
    const named = to.filter(({ kind, layout }) => kind !== 'group' || layout !== 'table');
    const title = named.map((one) => titleOf(one, reader.language)).join(' ');
    const answer = ({ report }: Line) => valueAt(report.revision.answers, path);
    const column: Column = {
      title,
      width: widthOf(field, title),
      cell: (line) => answerCell(field, answer(line), reader.pathOf, reader.language),
    };
    if (field.kind !== 'count' && field.kind !== 'amount') return [column];
    const total = (lines: readonly Line[]) =>
      numberCell(exactSum(lines.map(answer), field.decimals ?? 0), field.decimals);
    return [{ ...column, total }];
  });
}

function rowAnswers(rows: Field, { language, pathOf }: Reader): Column[] {
  const number: Column = {
    title: WORDS.number[language],
    width: 8,
    cell: ({ row }) => (row ? numberCell(row.number) : {}),
  };
  const columns = (rows.fields ?? []).map((field): Column => {
    const title = titleOf(field, language);
    const cell = ({ row }: Line) => answerCell(field, valueAt(row?.answers, [field.name]), pathOf, language);
    return { title, width: widthOf(field, title), cell };
  });
  return [number, ...columns];
}

/** The index of the row that a pointer leads into, if it is one of these rows. */
function rowAt(rows: Field | undefined, pointer: string): number | undefined {
  const [, name, index] = /^\/([^/]+)\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
  return rows && name === rows.name ? Number(index) : undefined;
}

/** What was explained, each with what it is about: of a row in its line, all else in the report's first line. */
function explanations(form: Form, rows: Field | undefined, { language }: Reader): Column {
  return {
    title: WORDS.explanations[language],
    width: 40,
    cell({ report, row }) {
      const lines = Object.entries(report.revision.explanations).flatMap(([key, text]) => {
        const pointer = key.slice(key.indexOf(':') + 1);
        if (row && (rowAt(rows, pointer) ?? 0) !== row.number - 1) return [];
        return [`${targetName(form, pointer)?.[language] ?? pointer}${WORDS.colon[language]}${text}`];
      });
      return textCell(lines.join('\n'));
    },
  };
}

/** The columns of a form's consolidated table, of which no two have the same title. */
export function columnsOf(form: Form, rows: Field | undefined, reader: Reader): Column[] {
  const own = [...standing(reader), ...answers(fieldsOf(form), [], reader)];
  const taken = new Set(own.map(({ title }) => title));
  const ofRows = rows ? rowAnswers(rows, reader) : [];
  const apart = ofRows.map((column) =>
    rows && taken.has(column.title)
      ? { ...column, title: `${rows.title[reader.language]}${WORDS.colon[reader.language]}${column.title}` }
      : column,
  );
  return [...own, ...apart, explanations(form, rows, reader)];
}
