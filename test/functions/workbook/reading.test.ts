import { describe, expect, it } from '@jest/globals';
import { readWorkbook } from '../../../functions/shared/workbook/read/workbook.ts';
import { markedCopy } from '../../../functions/workbook/marked-copy.ts';
import type { CellProblem } from '../../../functions/workbook/problems.ts';
import { TemplateRefusal } from '../../../functions/workbook/template-refusals.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import { changeSheet, rezip, setCell, text } from '../../support/rezip.ts';
import { answersOf, campaign, FILES, filledIn, readBack } from '../../support/workbooks.ts';

const named = (id: string): Form => {
  const form = formOf(id);
  if (!form) throw new Error(id);
  return form;
};
const openDay = named('open-day');
const statistics = named('statistics');
const summary = named('summary');

const BLANK = '<c r="B3" t="inlineStr"><is><t> </t></is></c>';

/** The sheet of rows is the third, of the other answers the second; the first says how to fill them in. */
const [ABOUT, ROWS] = [2, 3];
const register = filledIn(openDay, answersOf(openDay));
const figures = filledIn(statistics, answersOf(statistics));

const withCell = (file: Buffer, sheet: number, address: string, content: string, attributes = '') =>
  changeSheet(file, sheet, (xml) => setCell(xml, address, content, attributes));

const rowsOf = (answers: Record<string, unknown>) => answers.rows as Record<string, unknown>[];
const brief = (problems: readonly CellProblem[]) =>
  problems.map(({ code, row, column, severity }) => [code, row, column, severity]);

function refusalOf(form: Form, file: Buffer): string {
  try {
    readBack(form, file);
    return 'read';
  } catch (error) {
    return error instanceof TemplateRefusal ? error.code : String(error);
  }
}

describe('reading a filled template', () => {
  it('tells sheet, row, column, field and cure of a wrong cell, in both languages', () => {
    const { problems, answers } = readBack(openDay, withCell(register, ROWS, 'O3', ...text('12345')));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      sheet: '开放场所 Open places',
      row: 3,
      column: 15,
      field: { zh: '联系电话', en: 'Phone' },
      code: 'not-a-phone',
      severity: 'blocking',
      pointer: '/rows/1/phone',
    });
    expect(problems[0]?.message.zh).toMatch(/^第2行联系电话填写的是“12345”，应为11位手机号/);
    expect(problems[0]?.cure.zh).toMatch(/^请改为11位手机号/);
    expect(problems[0]?.cure.en).toMatch(/^Make it a mobile number/);
    expect(rowsOf(answers)[1]?.phone).toBe('12345');
  });

  it.each([
    ['a serial number', '<v>45075</v>', '', '2023-05-29'],
    ['a serial number with a time', '<v>45075.75</v>', '', '2023-05-29'],
    ['a serial number as text', ...text('45075'), '2023-05-29'],
    ['text', ...text('2023年5月29日'), '2023-05-29'],
    ['text with full-width digits', ...text('２０２３/５/２９'), '2023-05-29'],
    ['text with midnight', ...text('2023-05-29 00:00:00'), '2023-05-29'],
    ['eight digits', '<v>20230529</v>', '', '2023-05-29'],
    ['a typed date', '<v>2023-05-29T00:00:00</v>', ' t="d"', '2023-05-29'],
  ])('reads a day that is %s', (_, content, attributes, day) => {
    const { answers, problems } = readBack(openDay, withCell(register, ROWS, 'F2', content, attributes));
    expect(rowsOf(answers)[0]?.from).toBe(day);
    expect(problems).toEqual([]);
  });

  it('reads days that are counted from 1904', () => {
    const file = rezip(register, (name, xml) =>
      name === 'xl/workbook.xml' ? xml.replace('<bookViews>', '<workbookPr date1904="1"/><bookViews>') : xml,
    );
    const { answers } = readBack(openDay, withCell(file, ROWS, 'F2', '<v>43613</v>'));
    expect(rowsOf(answers)[0]?.from).toBe('2023-05-29');
  });

  it.each([
    ['text', '1234'],
    ['text with full-width digits', '１，２３４'],
    ['text with its unit', '1,234 人/日'],
    ['text with spaces', ' 1234　'],
  ])('reads a number that is %s', (_, typed) => {
    const { answers, problems } = readBack(openDay, withCell(register, ROWS, 'M2', ...text(typed)));
    expect(rowsOf(answers)[0]?.capacity).toBe(1234);
    expect(problems).toEqual([]);
  });

  it('keeps what cannot be read as it was typed, so that it can be corrected on the page', () => {
    const { answers, problems } = readBack(openDay, withCell(register, ROWS, 'M2', ...text('约100')));
    expect(rowsOf(answers)[0]?.capacity).toBe('约100');
    expect(brief(problems)).toEqual([['not-a-count', 2, 13, 'blocking']]);
  });

  it('reads a formula by the result that the program saved, and says so', () => {
    const { answers, problems } = readBack(openDay, withCell(register, ROWS, 'M2', '<f>10*2</f><v>20</v>'));
    expect(rowsOf(answers)[0]?.capacity).toBe(20);
    expect(brief(problems)).toEqual([['formula', 2, 13, 'hint']]);
  });

  it.each([
    ['an error', '<f>A1/0</f><v>#DIV/0!</v>', ' t="e"'],
    ['no result', '<f>SUM(A1:A2)</f>', ''],
  ])('does not read a formula with %s', (_, content, attributes) => {
    const { answers, problems } = readBack(openDay, withCell(register, ROWS, 'B2', content, attributes));
    expect(rowsOf(answers)[0]?.institution).toBeUndefined();
    expect(brief(problems)).toEqual([['error-value', 2, 2, 'blocking']]);
  });

  it('reads what looks like a formula as the text that it is', () => {
    const { answers } = readBack(openDay, withCell(register, ROWS, 'D2', ...text('=HYPERLINK("http://x")')));
    expect(rowsOf(answers)[0]?.place).toBe('=HYPERLINK("http://x")');
  });

  it('is not confused by blank rows, and names rows of the sheet', () => {
    const shifted = changeSheet(register, ROWS, (xml) =>
      xml
        .replace(/<row r="9".*?<\/row>/s, '')
        .replace(/<row r="3".*?<\/row>/s, (row) => row.replaceAll(/(r="[A-Z]*)3"/g, '$19"')),
    );
    const wrong = withCell(
      changeSheet(shifted, ROWS, (xml) => xml.replace('<row r="4"', `<row r="3">${BLANK}</row><row r="4"`)),
      ROWS,
      'O9',
      ...text('1'),
    );
    const { answers, problems } = readBack(openDay, wrong);
    expect(rowsOf(answers)).toHaveLength(3);
    expect(problems.map(({ row, pointer }) => [row, pointer])).toContainEqual([
      9,
      expect.stringMatching(/phone$/),
    ]);
  });

  it('finds headings and columns that were moved, and tells of columns that are not the form’s', () => {
    const moved = changeSheet(register, ROWS, (xml) =>
      xml
        .replace(/<row r="(\d+)"/g, (_, row) => `<row r="${Number(row) + 3}"`)
        .replace(/<c r="([A-Z])(\d+)"/g, (_, column: string, row) => {
          const next = String.fromCharCode(column.charCodeAt(0) + 2);
          return `<c r="${next}${Number(row) + 3}"`;
        })
        .replace(
          '<sheetData>',
          '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>某市备案表</t></is></c></row>',
        )
        .replace(/(<row r="4"[^>]*>)/, '$1<c r="A4" t="inlineStr"><is><t>区县</t></is></c>')
        .replace(/(<row r="5"[^>]*>)/, '$1<c r="A5" t="inlineStr"><is><t>道里区</t></is></c>'),
    );
    const { answers, problems } = readBack(openDay, moved);
    expect(answers).toEqual(answersOf(openDay));
    expect(brief(problems)).toEqual([['unknown-column', 4, 1, 'hint']]);
    expect(problems[0]?.message.zh).toContain('“区县”');
  });

  it('fills a cell that is merged over several rows into each of them, and says so', () => {
    const merged = changeSheet(register, ROWS, (xml) =>
      setCell(xml, 'B3', '').replace(
        '</sheetData>',
        '</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
      ),
    );
    const { answers, problems } = readBack(openDay, merged);
    const [first, second] = rowsOf(answers);
    expect(second?.institution).toBe(first?.institution);
    expect(brief(problems)).toEqual([['merged-rows', 2, 2, 'hint']]);
  });

  it('makes no row of its own of one that is merged with the row above as a whole', () => {
    const columns = [...'BCDEFGHIJKLMNOPQR'];
    const merged = changeSheet(register, ROWS, (xml) => {
      const emptied = columns.reduce((sheet, column) => setCell(sheet, `${column}3`, ''), xml);
      const areas = columns.map((column) => `<mergeCell ref="${column}2:${column}3"/>`).join('');
      return emptied.replace(
        '</sheetData>',
        `</sheetData><mergeCells count="${columns.length}">${areas}</mergeCells>`,
      );
    });
    expect(rowsOf(readBack(openDay, merged).answers)).toHaveLength(2);
  });

  it('finds indicators by their numbers wherever their lines are, and tells of one that is gone', () => {
    const without = changeSheet(figures, ROWS, (xml) => xml.replace(/<row r="2".*?<\/row>/s, ''));
    const { answers, problems } = readBack(statistics, without);
    expect(brief(problems.filter(({ code }) => code === 'missing-line'))).toEqual([
      ['missing-line', undefined, undefined, 'blocking'],
    ]);
    expect((answers.indicators as Record<string, unknown>).A2).toEqual(
      (answersOf(statistics).indicators as Record<string, unknown>).A2,
    );
  });

  it('tells of a heading that is gone once, not for each row', () => {
    const without = withCell(register, ROWS, 'E1', ...text('？'));
    const { problems } = readBack(openDay, without);
    expect(problems.map(({ code }) => code).toSorted()).toEqual(['missing-column', 'unknown-column']);
  });

  it('computes balances anew, whatever the workbook says', () => {
    const { problems } = readBack(statistics, withCell(figures, ROWS, 'D2', '<v>7</v>'));
    expect(problems).toContainEqual(expect.objectContaining({ code: 'out-of-balance', row: 2, column: 4 }));
  });

  it('never erases by a blank cell, and says what it replaced', () => {
    const current = { abstract: '已填写的摘要', filledBy: '张三', phone: '13800000001' };
    const file = filledIn(summary, { filledBy: '李四' });
    const { answers, replaced } = readBack(summary, file, current);
    expect(answers).toEqual({ ...current, filledBy: '李四' });
    expect(replaced.map(({ zh }) => zh)).toEqual(['填表人']);
  });

  it.each([
    ['a template of another form', () => refusalOf(statistics, register), 'other-form'],
    [
      'a template of before',
      () => refusalOf({ ...openDay, version: openDay.version + 1 }, register),
      'other-version',
    ],
    [
      'a workbook without the hidden sheet',
      () =>
        refusalOf(
          openDay,
          rezip(register, (name, xml) =>
            name === 'xl/workbook.xml' ? xml.replace('"_template"', '"Sheet9"') : xml,
          ),
        ),
      'not-a-template',
    ],
    [
      'a template that nobody filled in',
      () => refusalOf(openDay, filledIn(openDay, {})),
      'nothing-filled-in',
    ],
    [
      'sheets whose headings are gone',
      () =>
        refusalOf(
          openDay,
          rezip(register, (name, xml) =>
            /sheet[23]\.xml$/.test(name) ? xml.replace(/<row r="1".*?<\/row>/s, '') : xml,
          ),
        ),
      'no-tables',
    ],
  ])('refuses %s', (_, refuse, code) => {
    expect(refuse()).toBe(code);
  });

  it('refuses 10,001 rows, naming how many there may be', () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => ({ institution: `第${index}所` }));
    const file = filledIn(openDay, { rows });
    expect(() => readBack(openDay, file)).toThrow(TemplateRefusal);
    try {
      readBack(openDay, file);
    } catch (error) {
      expect(error instanceof TemplateRefusal && error.text.zh).toContain('有10001行，最多500行');
    }
  });

  it('gives a copy back with the wrong cells coloured and commented, which reads as the file did', () => {
    const wrong = withCell(withCell(register, ROWS, 'O3', ...text('12345')), ABOUT, 'B3', '');
    const read = readBack(openDay, wrong);
    const copy = markedCopy({ campaign, form: openDay, files: FILES, language: 'zh' }, read);
    const comments: string[] = [];
    rezip(copy, (name, xml) => {
      if (/comments\d+\.xml$/.test(name)) comments.push(...(xml.match(/<comment .*?<\/comment>/gs) ?? []));
      return xml;
    });
    expect(comments.map((xml) => /ref="(\w+)"/.exec(xml)?.[1])).toEqual(['B3', 'O3']);
    expect(comments[1]).toMatch(
      /第2行联系电话.*请改为11位手机号.*Phone is “12345”.*Make it a mobile number/s,
    );
    const again = readBack(openDay, copy);
    expect(again.answers).toEqual(read.answers);
    expect(brief(again.problems)).toEqual(brief(read.problems));
    const { sheets } = readWorkbook(copy);
    expect(sheets.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(['_lists', '_template']);
  });
});
