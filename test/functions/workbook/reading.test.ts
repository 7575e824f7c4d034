import { describe, expect, it } from '@jest/globals';
import { TemplateRefusal } from '../../../functions/workbook/template-refusals.ts';
import { valueAt } from '../../../schemas/fields/place.ts';
import { changeSheet, rezip, setCell, text } from '../../support/rezip.ts';
import { commentsOf, copyOf, filledIn, readBack } from '../../support/workbooks.ts';
import {
  brief,
  dateStyle,
  figures,
  openDay,
  ROWS,
  refusalOf,
  register,
  rowsOf,
  SPENDING,
  statistics,
  summary,
  withCell,
} from './filled.ts';

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
});
