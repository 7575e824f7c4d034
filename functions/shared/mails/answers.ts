import { describe } from '../../../schemas/fields/describe.ts';
import { valueAt } from '../../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { targetName } from '../reports/target-name.ts';
import type { Block } from './content.ts';

const WORDS = {
  number: { zh: '序号', en: 'No.' },
  row: { zh: '内容', en: 'Answers' },
  indicator: { zh: '指标', en: 'Indicator' },
  none: { zh: '（未填）', en: '(not answered)' },
  answers: { zh: '填报内容', en: 'Answers' },
};

interface Reading {
  language: Language;
  /** Names of the report's files by id. */
  files: ReadonlyMap<string, string>;
}

/** A field's answer as a person reads it: of a file, its name. */
function show(field: Field, value: unknown, { language, files }: Reading): string {
  if (field.kind === 'attachment') return typeof value === 'string' ? (files.get(value) ?? value) : '';
  return describe(field, value, language);
}

/** 数量（项） */
function titleOf({ code, title, unit }: Field, language: Language): string {
  const named = code ? `${code} ${title[language]}` : title[language];
  if (!unit) return named;
  return language === 'zh' ? `${named}（${unit.zh}）` : `${named} (${unit.en})`;
}

/** Rows have up to 18 columns, more than any mail shows side by side: one cell tells a whole row. */
function rowsBlock({ fields = [] }: Field, value: unknown, reading: Reading): Block {
  const { language } = reading;
  const [colon, joint] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const rows = Array.isArray(value) ? value : [];
  if (rows.length === 0) return { paragraph: WORDS.none[language] };
  const told = rows.map((row: unknown) =>
    fields
      .map((column) => ({ column, answer: show(column, valueAt(row, [column.name]), reading) }))
      .filter(({ answer }) => answer !== '')
      .map(({ column, answer }) => `${titleOf(column, language)}${colon}${answer}`)
      .join(joint),
  );
  return {
    head: [WORDS.number[language], WORDS.row[language]],
    rows: told.map((row, index) => [String(index + 1), row]),
  };
}

/** A group of groups with the same columns, as the statistical table: one line an indicator. */
function tableBlock({ fields = [] }: Field, value: unknown, reading: Reading): Block {
  const { language } = reading;
  const columns = fields[0]?.fields ?? [];
  return {
    head: [WORDS.indicator[language], ...columns.map(({ title }) => title[language])],
    rows: fields.map((line) => [
      titleOf({ ...line, unit: line.fields?.find(({ unit }) => unit)?.unit }, language),
      ...(line.fields ?? []).map((column) => show(column, valueAt(value, [line.name, column.name]), reading)),
    ]),
  };
}

const factsBlock = (fields: Field[], answers: unknown, reading: Reading): Block => ({
  facts: fields.map((field) => [
    titleOf(field, reading.language),
    show(field, valueAt(answers, [field.name]), reading) || WORDS.none[reading.language],
  ]),
});

/** All answers of a report, in the order of its form. */
export function answerBlocks(form: Form, answers: unknown, reading: Reading): Block[] {
  const fields = fieldsOf(form);
  const { language } = reading;
  const plain = fields.filter(({ kind }) => kind !== 'rows' && kind !== 'group');
  const parts = fields.filter(({ kind }) => kind === 'rows' || kind === 'group');
  const blocks: Block[] = [{ heading: WORDS.answers[language] }];
  if (plain.length > 0) blocks.push(factsBlock(plain, answers, reading));
  for (const part of parts) {
    const value = valueAt(answers, [part.name]);
    blocks.push({ heading: part.title[language] });
    if (part.kind === 'rows') blocks.push(rowsBlock(part, value, reading));
    else if (part.layout === 'table') blocks.push(tableBlock(part, value, reading));
    else blocks.push(factsBlock(part.fields ?? [], value, reading));
  }
  return blocks;
}

/** What a JSON pointer names, as people call it. `/places/2/phone` => 第3行联系电话 */
export const pointedAt = (form: Form, pointer: string, language: Language): string =>
  targetName(form, pointer)?.[language] ?? pointer;
