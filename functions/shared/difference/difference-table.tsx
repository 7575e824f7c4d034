import type { CellChange, Changes, FileChange, RowsChange } from '../../../schemas/contract/difference.ts';
import { describe } from '../../../schemas/fields/describe.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { memberOf } from '../fields/drawing.ts';
import { speak } from '../page/words.ts';
import { revisionName } from '../reports/revision-name.ts';
import { targetName } from '../reports/target-name.ts';

const WORDS = {
  nil: { zh: '零报告', en: 'Nil return' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  what: { zh: '内容', en: 'What' },
  change: { zh: '变化', en: 'Change' },
  changed: { zh: '已更改', en: 'Changed' },
  added: { zh: '新增', en: 'Added' },
  removed: { zh: '删除', en: 'Removed' },
  moved: { zh: '移动', en: 'Moved' },
  replaced: { zh: '替换', en: 'Replaced' },
  explanation: { zh: '情况说明：', en: 'Explanation: ' },
  file: { zh: '附件：', en: 'File: ' },
  caption: { zh: '的说明', en: ', caption' },
};

const rowName = (index: number, language: Language) =>
  language === 'zh' ? `第${index + 1}行` : `row ${index + 1}`;

export interface Line {
  what: string;
  kind: 'changed' | 'added' | 'removed' | 'moved' | 'replaced';
  before: string;
  after: string;
}

function fieldAt(fields: readonly Field[], pointer: string): Field | undefined {
  let [within, found]: [readonly Field[], Field | undefined] = [fields, undefined];
  for (const step of pointer.split('/').slice(1)) {
    found = within.find(({ name }) => name === step);
    within = found?.fields ?? [];
  }
  return found;
}

const kindOf = ({ before, after }: CellChange) =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';

function cellLine(what: string, field: Field | undefined, cell: CellChange, language: Language): Line {
  const text = (value: unknown) =>
    value === undefined ? '' : field ? describe(field, value, language) : String(value);
  return { what, kind: kindOf(cell), before: text(cell.before), after: text(cell.after) };
}

/** The first answers of a row, which tell it from the others. */
const summary = ({ fields = [] }: Field, row: unknown, language: Language) =>
  fields
    .map((field) => describe(field, memberOf(row, field.name), language))
    .filter((text) => text !== '')
    .slice(0, 3)
    .join(language === 'zh' ? '，' : ', ');

function rowLines(form: Form, { pointer, removed, added, kept }: RowsChange, language: Language): Line[] {
  const field = fieldAt(fieldsOf(form), pointer);
  if (!field) return [];
  const name = (index: number) => `${field.title[language]} ${rowName(index, language)}`;
  const text = (row: unknown) => summary(field, row, language);
  return [
    ...removed.map(
      ({ from, row }): Line => ({ what: name(from), kind: 'removed', before: text(row), after: '' }),
    ),
    ...kept.flatMap(({ from, to, moved, cells }): Line[] => [
      ...(moved
        ? [
            {
              what: name(to),
              kind: 'moved' as const,
              before: rowName(from, language),
              after: rowName(to, language),
            },
          ]
        : []),
      ...cells.map((cell) => {
        const column = fieldAt(field.fields ?? [], cell.pointer);
        return cellLine(`${name(to)} ${column?.title[language] ?? ''}`, column, cell, language);
      }),
    ]),
    ...added.map(({ to, row }): Line => ({ what: name(to), kind: 'added', before: '', after: text(row) })),
  ];
}

const placeName = (index: number, language: Language) =>
  language === 'zh' ? `第${index + 1}个` : `no. ${index + 1}`;

/** A file's name with what it shows; of a file that only shows something else, or stands elsewhere, that alone. */
function fileLine(what: string, change: FileChange, language: Language): Line {
  const { kind, before, after, from = 0, to = 0 } = change;
  if (kind === 'moved') {
    const [a, b] = [placeName(from, language), placeName(to, language)];
    return { what: `${what} ${after?.name ?? ''}`, kind, before: a, after: b };
  }
  if (kind === 'captioned') {
    const caption = `${what} ${after?.name ?? ''}${WORDS.caption[language]}`;
    const [a, b] = [before?.caption, after?.caption];
    return cellLine(caption, undefined, { pointer: '', before: a, after: b }, language);
  }
  const text = (file: FileChange['before']) =>
    [file?.name ?? '', file?.caption ?? '']
      .filter((part) => part !== '')
      .join(language === 'zh' ? '：' : ': ');
  return { what, kind, before: text(before), after: text(after) };
}

/** What two revisions differ in, a line each. */
export function linesOf(form: Form, changes: Changes, language: Language): Line[] {
  const t = speak(language);
  const fields = fieldsOf(form);
  const yesNo = (value: boolean) => t(value ? WORDS.yes : WORDS.no);
  const { nil, answers, rows, explanations, files } = changes;
  const name = (pointer: string) => targetName(form, pointer)?.[language] ?? pointer;
  return [
    ...(nil
      ? [{ what: t(WORDS.nil), kind: 'changed' as const, before: yesNo(nil.before), after: yesNo(nil.after) }]
      : []),
    ...answers.map((cell) => cellLine(name(cell.pointer), fieldAt(fields, cell.pointer), cell, language)),
    ...rows.flatMap((change) => rowLines(form, change, language)),
    ...explanations.map((cell) => {
      const place = cell.pointer.slice(cell.pointer.indexOf(':') + 1);
      return cellLine(t(WORDS.explanation) + name(place), undefined, cell, language);
    }),
    ...files.map((file) => fileLine(t(WORDS.file) + name(`/attachments/${file.slot}`), file, language)),
  ];
}

export interface DifferenceTableProps {
  lines: readonly Line[];
  from: number;
  to: number;
  language: Language;
}

export function DifferenceTable({ lines, from, to, language }: DifferenceTableProps) {
  const t = speak(language);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t(WORDS.what)}</th>
          <th scope="col">{t(WORDS.change)}</th>
          <th scope="col">{revisionName(from, language)}</th>
          <th scope="col">{revisionName(to, language)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ what, kind, before, after }) => (
          <tr>
            <th scope="row">{what}</th>
            <td data-label={t(WORDS.change)}>{t(WORDS[kind])}</td>
            <td data-label={revisionName(from, language)}>{before && <del>{before}</del>}</td>
            <td data-label={revisionName(to, language)}>{after && <ins>{after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
