import { describe, expect, it } from '@jest/globals';
import { readWorkbook } from '../../../functions/shared/workbook/read/workbook.ts';
import { changeSheet, text } from '../../support/rezip.ts';
import { answersOf, commentsOf, copyOf, filledIn, readBack } from '../../support/workbooks.ts';
import {
  ABOUT,
  brief,
  cell,
  figures,
  openDay,
  ROWS,
  register,
  rowsOf,
  statistics,
  withCell,
} from './filled.ts';

describe('the marked copy of a template', () => {
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
