import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsOf, readPasted } from '../../../schemas/fields/pasted.ts';

const COLUMNS = [
  { name: 'institution', names: ['单位名称', 'Institution'] },
  { name: 'date', names: ['开放日期', 'Open on'] },
  { name: 'phone', names: ['联系电话', 'Telephone'] },
];

/** As spreadsheets write a cell to the clipboard. */
const written = (cell: string) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe('what is pasted from a spreadsheet', () => {
  it('is read cell by cell, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('甲', 'a\tb', '两\n行', '"引"', 'a"b', '"'));
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, last) => {
        const text = rows.map((row) => row.map(written).join('\t')).join(end) + (last ? end : '');
        expect(cellsOf(text)).toEqual(rows.filter((row) => row.some((value) => value.trim() !== '')));
      }),
    );
  });

  it('goes into the columns in order, from the one that it is pasted into', () => {
    expect(readPasted('甲所\t2023-05-20\n乙校\t2023/5/21\n', COLUMNS)).toEqual({
      rows: [
        { institution: '甲所', date: '2023-05-20' },
        { institution: '乙校', date: '2023/5/21' },
      ],
      strange: [],
    });
    expect(readPasted('2023-05-20\t123\t多余', COLUMNS, 1)).toEqual({
      rows: [{ date: '2023-05-20', phone: '123' }],
      strange: ['3'],
    });
  });

  it('is placed by its heads in either language, in any order, and says which it does not know', () => {
    const zh = readPasted('序号\t联系电话 *\t单位名称（全称）\n1\t123\t甲所', COLUMNS);
    expect(zh).toEqual({ rows: [{ phone: '123', institution: '甲所' }], strange: ['序号'] });
    const en = readPasted('telephone\tINSTITUTION\n123\tA', COLUMNS, 2);
    expect(en).toEqual({ rows: [{ phone: '123', institution: 'A' }], strange: [] });
  });

  it('never throws, and never gives a row a column that the register has not', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(4), (text, start) => {
        const names = readPasted(text, COLUMNS, start).rows.flatMap(Object.keys);
        expect(COLUMNS.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
      }),
    );
  });
});
