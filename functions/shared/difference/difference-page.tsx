import type { Unit } from '../../../schemas/campaign.ts';
import type { CellChange, Difference, RowsChange } from '../../../schemas/contract/difference.ts';
import { describe } from '../../../schemas/fields/describe.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Session } from '../../../schemas/session.ts';
import type { Language } from '../../../schemas/text.ts';
import { memberOf } from '../fields/drawing.ts';
import { page } from '../page/layout.tsx';
import { speak } from '../page/words.ts';
import { targetName } from '../reports/target-name.ts';

const WORDS = {
  title: { zh: '比较历次报送', en: 'Compare revisions' },
  from: { zh: '原', en: 'Earlier' },
  to: { zh: '新', en: 'Later' },
  compare: { zh: '比较', en: 'Compare' },
  back: { zh: '返回报表', en: 'Back to the report' },
  none: { zh: '两次报送内容相同。', en: 'The two revisions are the same.' },
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
};

const revisionName = (revision: number, language: Language) =>
  language === 'zh' ? `第${revision}次报送` : `revision ${revision}`;
const rowName = (index: number, language: Language) =>
  language === 'zh' ? `第${index + 1}行` : `row ${index + 1}`;

export interface DifferencePage {
  form: Form;
  unit: Unit;
  difference: Difference;
  /** The newest revision: any two up to it can be compared. */
  newest: number;
  /** The report's own page. */
  report: string;
  session: Session;
  language: Language;
}

interface Line {
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

function linesOf({ form, difference, language }: DifferencePage): Line[] {
  const t = speak(language);
  const fields = fieldsOf(form);
  const yesNo = (value: boolean) => t(value ? WORDS.yes : WORDS.no);
  const { nil, answers, rows, explanations, files } = difference;
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
    ...files.map(({ slot, kind, before, after }) => ({
      what: t(WORDS.file) + name(`/attachments/${slot}`),
      kind,
      before: before?.name ?? '',
      after: after?.name ?? '',
    })),
  ];
}

function Choice({
  name,
  label,
  chosen,
  props,
}: {
  name: string;
  label: string;
  chosen: number;
  props: DifferencePage;
}) {
  return (
    <div class="field">
      <label for={`choose-${name}`}>{label}</label>
      <select id={`choose-${name}`} name={name}>
        {Array.from({ length: props.newest }, (_, index) => index + 1).map((revision) => (
          <option value={String(revision)} selected={revision === chosen}>
            {revisionName(revision, props.language)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Two revisions of a report, chosen by whoever looks, and what they differ in. */
export function differencePage(props: DifferencePage): string {
  const { form, unit, difference, session, language, report } = props;
  const t = speak(language);
  const lines = linesOf(props);
  const { from, to } = difference;
  return page({
    title: `${t(WORDS.title)} – ${t(unit.name)} ${t(form.short)}`,
    language,
    session,
    at: session.role === 'unit' ? '/reports/' : '/desk/',
    query: { from: String(from), to: String(to) },
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {t(WORDS.title)} <small>{t(unit.name)}</small>
        </h1>
        <p>
          <a href={report}>{t(WORDS.back)}</a>
        </p>
        <form method="get" action={`${report}/difference`} class="no-print">
          <Choice name="from" label={t(WORDS.from)} chosen={from} props={props} />
          <Choice name="to" label={t(WORDS.to)} chosen={to} props={props} />
          <p class="buttons">
            <button type="submit" class="secondary">
              {t(WORDS.compare)}
            </button>
          </p>
        </form>
        {lines.length === 0 ? (
          <p class="notice">{t(WORDS.none)}</p>
        ) : (
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
        )}
      </>
    ),
  });
}
