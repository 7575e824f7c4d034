import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';

/** One answer's place in a line, or the field of a column. */
export interface Leaf {
  field: Field;
  /** Below the answers, or below one row of them. */
  path: string[];
  title: Text;
}

/** A line that is there from the start: a question of the form, or an indicator. */
interface Line {
  /** What may tell which line it is: its number, its title. */
  names: Text[];
  /** What stands in the columns before the answers. */
  shown: string[];
  /** One an answer column; undefined where this line has no such answer. */
  leaves: (Leaf | undefined)[];
}

/** A sheet of a form's workbook; the writer draws it and the reader looks for it. */
export interface Grid {
  name: Text;
  /** Columns before the answers, which say what a line is. */
  heads: Text[];
  /** What stands above the answer columns, with the fields of rows. */
  columns: { title: Text; unit?: Text; required: boolean; leaf?: Leaf }[];
  /** The form's own list of rows; else the lines are fixed. */
  rows?: { field: Field; path: string[] };
  lines: Line[];
}

const WORDS = {
  about: { zh: '基本信息', en: 'About the report' },
  item: { zh: '栏目', en: 'Field' },
  answer: { zh: '填写内容', en: 'Answer' },
  number: { zh: '序号', en: 'No.' },
  code: { zh: '代码', en: 'Code' },
  indicator: { zh: '指标', en: 'Indicator' },
  unit: { zh: '计量单位', en: 'Unit' },
};

const both = ({ zh, en }: Text) => `${zh} ${en}`;

/** The answers of fields one by one; groups become their members, and what has a sheet of its own is left out. */
function leavesOf(fields: readonly Field[], path: readonly string[] = [], within?: Text): Leaf[] {
  return fields.flatMap((field): Leaf[] => {
    const to = [...path, field.name];
    const title = within
      ? { zh: `${within.zh}：${field.title.zh}`, en: `${within.en}: ${field.title.en}` }
      : field.title;
    if (field.kind === 'rows' || field.layout === 'table') return [];
    return field.kind === 'group' ? leavesOf(field.fields ?? [], to, title) : [{ field, path: to, title }];
  });
}

function aboutGrid(leaves: readonly Leaf[]): Grid {
  return {
    name: WORDS.about,
    heads: [WORDS.item],
    columns: [{ title: WORDS.answer, required: false }],
    lines: leaves.map((leaf) => ({
      names: [leaf.title],
      shown: [`${leaf.title.zh}${leaf.field.required ? ' *' : ''}\n${leaf.title.en}`],
      leaves: [leaf],
    })),
  };
}

/** Indicators: a line for each member, the columns of the first one for all. */
function tableGrid(field: Field, path: readonly string[]): Grid {
  const members = field.fields ?? [];
  const columns = leavesOf(members[0]?.fields ?? []);
  return {
    name: field.title,
    heads: [WORDS.code, WORDS.indicator, WORDS.unit],
    columns: columns.map(({ title, field: { required } }) => ({ title, required })),
    lines: members.map((member): Line => {
      const own = leavesOf(member.fields ?? [], [...path, field.name, member.name]);
      const unit = own.find((leaf) => leaf.field.unit)?.field.unit;
      const code = { zh: member.code ?? member.name, en: member.code ?? member.name };
      return {
        names: [code, member.title],
        shown: [code.zh, `${member.title.zh}\n${member.title.en}`, unit ? `${unit.zh}\n${unit.en}` : ''],
        leaves: columns.map(({ path: [name] }) => own.find((leaf) => leaf.path.at(-1) === name)),
      };
    }),
  };
}

function rowsGrid(field: Field, path: readonly string[]): Grid {
  return {
    name: field.title,
    heads: [WORDS.number],
    rows: { field, path: [...path, field.name] },
    columns: leavesOf(field.fields ?? []).map((leaf) => ({
      title: leaf.title,
      required: leaf.field.required,
      leaf,
      ...(leaf.field.unit && { unit: leaf.field.unit }),
    })),
    lines: [],
  };
}

/** Lists and tables, wherever groups hold them. */
function tablesOf(fields: readonly Field[], path: readonly string[] = []): Grid[] {
  return fields.flatMap((field): Grid[] => {
    if (field.kind === 'rows') return [rowsGrid(field, path)];
    if (field.kind !== 'group') return [];
    if (field.layout === 'table') return [tableGrid(field, path)];
    return tablesOf(field.fields ?? [], [...path, field.name]);
  });
}

/** The sheets of a form's workbook, from its fields alone. */
export function gridsOf(form: Form): Grid[] {
  const fields = fieldsOf(form);
  const leaves = leavesOf(fields);
  return [...(leaves.length > 0 ? [aboutGrid(leaves)] : []), ...tablesOf(fields)];
}

/** What a sheet's name may not hold, and how long it may be. */
export const sheetName = ({ name }: Grid): string =>
  both(name)
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim();

/** A heading as it is written: 接待上限（人/日） and below it Capacity. */
export const heading = ({ title, unit, required }: Grid['columns'][number]): string =>
  `${title.zh}${unit ? `（${unit.zh}）` : ''}${required ? ' *' : ''}\n${title.en}${unit ? ` (${unit.en})` : ''}`;
