import { describe, expect, it } from '@jest/globals';
import { readWorkbook } from '../../../functions/shared/workbook/read/workbook.ts';
import { changeSheet, setCell, text } from '../../support/rezip.ts';
import { answersOf, copyOf, readBack } from '../../support/workbooks.ts';
import {
  BLANK,
  brief,
  cell,
  figures,
  openDay,
  ROWS,
  register,
  rowsOf,
  sheetOf,
  statistics,
  withCell,
} from './filled.ts';

describe('a table that was moved about in its sheet', () => {
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
});
