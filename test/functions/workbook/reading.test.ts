import { describe, expect, it } from '@jest/globals';
import { readWorkbook } from '../../../functions/shared/workbook/read/workbook.ts';
import type { CellProblem } from '../../../functions/workbook/problems.ts';
import { TemplateRefusal } from '../../../functions/workbook/template-refusals.ts';
import { valueAt } from '../../../schemas/fields/place.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import { changeSheet, rezip, setCell, text } from '../../support/rezip.ts';
import { answersOf, commentsOf, copyOf, filledIn, readBack } from '../../support/workbooks.ts';

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
const SPENDING = ['indicators', 'H1', 'count'];
/** The number of a style that shows days. */
const dateStyle = (file: Buffer): number => {
  let style = -1;
  rezip(file, (name, xml) => {
    if (name === 'xl/styles.xml') {
      const [, id] = /numFmtId="(\d+)" formatCode="yyyy-mm-dd"/.exec(xml) ?? [];
      style = [...xml.matchAll(/<xf [^>]*>/g)].slice(1).findIndex(([xf]) => xf.includes(`numFmtId="${id}"`));
    }
    return xml;
  });
  return style;
};

/** The sheet of rows or figures. */
function sheetOf(file: Buffer): string {
  let found = '';
  changeSheet(file, ROWS, (xml) => {
    found = xml;
    return xml;
  });
  return found;
}

const cell = (address: string, content: string): string => {
  const [inner, attributes] = text(content);
  return `<c r="${address}"${attributes}>${inner}</c>`;
};

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
    expect(problems[0]?.message.zh).toMatch(/^第3行联系电话填写的是“12345”，应为11位手机号/);
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

  it.each([
    ['36.510000000000005', 36.51],
    ['0.30000000000000004', 0.3],
    ['1.0000000000000002', 1],
    ['1E-2', 0.01],
    ['9999.99', 9999.99],
  ])('reads an amount that a sum left as %s by the 15 digits that programs show', (saved, amount) => {
    const { answers, problems } = readBack(statistics, withCell(figures, ROWS, 'D26', `<v>${saved}</v>`));
    expect(valueAt(answers, SPENDING)).toBe(amount);
    expect(problems.filter(({ row, column }) => row === 26 && column === 4)).toEqual([]);
  });

  it.each([
    ['a count', openDay, register, 'M2', '/rows/0/capacity'],
    ['an amount', statistics, figures, 'D26', `/${SPENDING.join('/')}`],
  ])(
    'tells of a date where %s is wanted, and keeps the day as it is shown',
    (_, form, file, cell, pointer) => {
      const day = withCell(file, ROWS, cell, '<v>44931</v>', ` s="${dateStyle(file)}"`);
      const { answers, problems } = readBack(form, day);
      const path = pointer.split('/').slice(1);
      expect(valueAt(answers, path)).toBe('2023-01-05');
      const own = problems.filter((problem) => problem.pointer === pointer);
      expect(own.map(({ code, severity }) => [code, severity])).toEqual([['date-as-number', 'blocking']]);
      expect(own[0]?.message.zh).toMatch(/是日期（2023-01-05），不是数量。$/);
      expect(own[0]?.message.en).toMatch(/ is a date \(2023-01-05\), not a number\.$/);
      expect(own[0]?.cure.zh).toContain('“数值”');
    },
  );

  it.each(['0人/日', '#,##0"日"', '0.00E+00', '[Red]0.0'])(
    'takes a number that is shown as %s for the number that it is',
    (format) => {
      const styled = rezip(register, (name, xml) =>
        name === 'xl/styles.xml'
          ? xml.replace(/formatCode="#,##0"/, `formatCode="${format.replaceAll('"', '&quot;')}"`)
          : xml,
      );
      const file = changeSheet(styled, ROWS, (xml) => {
        const style = /<c r="M2" s="(\d+)"/.exec(xml)?.[1];
        return setCell(xml, 'M2', '<v>44931</v>', ` s="${style}"`);
      });
      expect(rowsOf(readBack(openDay, file).answers)[0]?.capacity).toBe(44931);
    },
  );

  it.each(['全部', '中小学生、老人、外星人'])('tells of a choice that is none of several: %s', (typed) => {
    const read = readBack(openDay, withCell(register, ROWS, 'J3', ...text(typed)));
    const { problems } = read;
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: 'not-a-choice', row: 3, column: 10, severity: 'blocking' });
      expect(problem.pointer).toMatch(/^\/rows\/1\/audience\/\d$/);
      expect(problem.cure.zh).toMatch(/^请改为/);
    }
    expect(commentsOf(copyOf(openDay, read)).map(([cell]) => cell)).toEqual(['J3']);
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

  it('tells of a line of figures that is none of the form’s or there twice, and of no other', () => {
    const [a1] = /<row r="2".*?<\/row>/s.exec(sheetOf(figures)) ?? [''];
    const again = a1.replaceAll(/(r="[A-E]?)2"/g, '$130"');
    const file = changeSheet(figures, ROWS, (xml) =>
      xml.replace(
        '</sheetData>',
        `${again}<row r="31">${cell('A31', 'Z9')}${cell('D31', '5')}</row><row r="32">${cell('A32', '说明')}</row></sheetData>`,
      ),
    );
    const { answers, problems } = readBack(statistics, file);
    expect(answers).toEqual(answersOf(statistics));
    expect(problems.map(({ code, row, message }) => [code, row, message.zh.slice(0, 4)])).toEqual([
      ['unknown-line', 30, '“A1”'],
      ['unknown-line', 31, '“Z9”'],
    ]);
  });

  it('tells of a column that has no heading, and gives it back by its letter', () => {
    const file = withCell(register, ROWS, 'T3', ...text('另附说明'));
    const read = readBack(openDay, file);
    expect(read.answers).toEqual(answersOf(openDay));
    expect(brief(read.problems)).toEqual([['unknown-column', 1, 20, 'hint']]);
    const copy = readWorkbook(copyOf(openDay, read)).sheets[2];
    expect(copy?.rows.slice(0, 3).map(({ cells }) => cells.get(19)?.value)).toEqual([
      'T',
      undefined,
      '另附说明',
    ]);
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
    const copy = copyOf(openDay, read);
    const comments = commentsOf(copy);
    expect(comments.map(([cell]) => cell)).toEqual(['B3', 'O3']);
    expect(comments[1]?.[1]).toMatch(
      /第3行联系电话.*请改为11位手机号.*Phone is “12345”.*Make it a mobile number/s,
    );
    const again = readBack(openDay, copy);
    expect(again.answers).toEqual(read.answers);
    expect(brief(again.problems)).toEqual(brief(read.problems));
    const { sheets } = readWorkbook(copy);
    expect(sheets.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(['_lists', '_template']);
  });

  it('gives back what stood above and beside the tables, and tells on its heading of what is not read', () => {
    const file = changeSheet(register, ROWS, (xml) =>
      xml
        .replace(/<row r="(\d+)"/g, (_, row) => `<row r="${Number(row) + 2}"`)
        .replace(/<c r="([A-Z]+)(\d+)"/g, (_, column, row) => `<c r="${column}${Number(row) + 2}"`)
        .replace('<sheetData>', `<sheetData><row r="1">${cell('A1', '某市备案表')}</row>`)
        .replace(/(<row r="3"[^>]*>.*?)(<\/row>)/s, `$1${cell('S3', '区县')}${cell('T3', '单位名称')}$2`)
        .replace(/(<row r="4"[^>]*>.*?)(<\/row>)/s, `$1${cell('S4', '道里区')}${cell('T4', '另一单位')}$2`)
        .replace(/(<row r="5"[^>]*>.*?)(<\/row>)/s, `$1<c r="S5"><f>1+1</f></c>$2`),
    );
    const read = readBack(openDay, withCell(file, ROWS, 'O5', ...text('12345')));
    const copy = copyOf(openDay, read);
    const [, , sheet] = readWorkbook(copy).sheets;
    const cells = new Map(sheet?.rows.map((row) => [row.number, row.cells]));
    const at = (row: number, column: number) => cells.get(row)?.get(column)?.value;
    expect([at(1, 1), at(3, 19), at(3, 20), at(4, 19), at(4, 20), at(5, 19)]).toEqual([
      '某市备案表',
      '区县',
      '单位名称',
      '道里区',
      '另一单位',
      '=1+1',
    ]);
    expect(commentsOf(copy).map(([cell, told]) => [cell, told.split('\n')[0]])).toEqual([
      ['S3', '本表没有“区县”这一栏，该栏内容未导入。'],
      ['T3', '“单位名称”一栏出现两次，只读取了左边的一栏。'],
      ['O5', expect.stringContaining('联系电话填写的是“12345”')],
    ]);
    expect(brief(readBack(openDay, copy).problems)).toEqual(brief(read.problems));
  });

  it('shows a formula without a result as it was typed', () => {
    const file = withCell(register, ROWS, 'B2', '<f>VLOOKUP(A2,名单!A:B,2)&amp;"所"</f>');
    const [, , sheet] = readWorkbook(copyOf(openDay, readBack(openDay, file))).sheets;
    expect(sheet?.rows[1]?.cells.get(2)?.value).toBe('=VLOOKUP(A2,名单!A:B,2)&"所"');
  });

  it.each([
    ['a heading that is gone', openDay, withCell(register, ROWS, 'E1', ''), 'E1', '没有找到“地址”一栏。'],
    [
      'a line that is gone',
      statistics,
      changeSheet(figures, ROWS, (xml) => xml.replace(/<row r="3".*?<\/row>/s, '')),
      'A3',
      '没有找到“A2 线下活动”一行。',
    ],
    [
      'a table that is gone',
      openDay,
      changeSheet(register, ROWS, (xml) => xml.replace(/<row r="1".*?<\/row>/s, '')),
      'A1',
      '没有找到“开放场所”的表格。',
    ],
    ['a list without rows', openDay, filledIn(openDay, { filledBy: '示例' }), 'A1', '开放场所至少填写1行。'],
  ])('tells of %s where it should be', (_, form, file, place, sentence) => {
    const read = readBack(form, file);
    const told = commentsOf(copyOf(form, read)).filter(([cell]) => cell === place);
    expect(told.map(([, comment]) => comment)).toContainEqual(expect.stringContaining(sentence));
  });

  it('names rows by the numbers at the side of the sheet, in the copy too', () => {
    const rows = rowsOf(answersOf(openDay));
    const [first = {}, second = {}, third = {}] = rows;
    const early = { ...third, to: '2023-05-01', phone: '12345', bookingContact: undefined, booking: 'phone' };
    const given = [first, second, undefined, undefined, early, { ...first, date: undefined }];
    const file = changeSheet(filledIn(openDay, { ...answersOf(openDay), rows: given }), ROWS, (xml) =>
      xml
        .replace(/<row r="(\d+)"/g, (_, row) => `<row r="${Number(row) + 1}"`)
        .replace(/<c r="([A-Z]+)(\d+)"/g, (_, column, row) => `<c r="${column}${Number(row) + 1}"`)
        .replace('<sheetData>', `<sheetData><row r="1">${cell('A1', '某市备案表')}</row>`),
    );
    const read = readBack(openDay, file);
    expect(rowsOf(read.answers)).toHaveLength(4);
    const numbersIn = (text: string) =>
      [...text.matchAll(/第(\d+)行|[Rr]ow (\d+)/g)].map(([, a, b]) => a ?? b);
    const told = read.problems.filter(({ row = 0 }) => row > 2);
    expect(told.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['ends-before-it-begins', 'required', 'not-a-phone', 'same-place-twice']),
    );
    for (const { row, message } of told) {
      expect(numbersIn(message.zh)[0]).toBe(String(row));
      expect(numbersIn(message.en)[0]).toBe(String(row));
    }
    const twice = told.find(({ code }) => code === 'same-place-twice');
    expect([twice?.row, numbersIn(twice?.message.zh ?? '')]).toEqual([8, ['8', '3']]);
    for (const [place, comment] of commentsOf(copyOf(openDay, read))) {
      expect(numbersIn(comment)[0]).toBe(place.replace(/[A-Z]+/, ''));
    }
  });
});
