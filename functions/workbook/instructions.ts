import type { Form } from '../../schemas/form.ts';
import type { OutSheet } from '../shared/workbook/write/sheet.ts';
import { type Grid, type Leaf, sheetName } from './grids.ts';
import { heightOf, LOOKS } from './looks.ts';
import { exampleOf, wantedOf } from './wanted.ts';

const WORDS = {
  name: '填报说明 Instructions',
  heads: ['工作表\nSheet', '栏目\nField', '必填\nRequired', '填写要求\nWhat is wanted', '示例\nExample'],
  marked:
    '红色底色的单元格有问题，批注说明了原因和改法。改正后保存，再导入。\nCells with a red background are wrong; the comment says why and what to do. Correct, save and import again.',
  paragraphs: [
    '1. 在各工作表中填写，填好后保存为.xlsx，回到报表页面“导入”。可以用Excel、WPS或LibreOffice。\n1. Fill in the sheets, save as .xlsx and import the file on the page of the report. Excel, WPS and LibreOffice will do.',
    '2. 请勿修改表头和工作表名称；带 * 的栏目必填。可以留空行，可以从其他表格粘贴（请粘贴为“数值”）。\n2. Do not change headings or names of sheets; columns marked * are required. Blank rows do no harm; paste from other tables as values.',
    '3. 没有发生的填0，本地没有该项的填“-”。导入时空白的单元格不会清除页面上已有的内容。\n3. Type 0 where nothing happened and “-” where there is no such thing here. Blank cells never erase what the page holds.',
    '4. 严禁填报涉密信息。\n4. Never enter classified information.',
  ],
};

const leavesOf = ({ columns, lines }: Grid): Leaf[] => [
  ...columns.flatMap(({ leaf }) => leaf ?? []),
  ...lines.flatMap(({ leaves }) => leaves.flatMap((leaf) => leaf ?? [])),
];

/** Indicators are many and alike: a line for each column says enough. */
const toldOf = (grid: Grid): Leaf[] =>
  grid.rows || grid.columns.length === 1
    ? leavesOf(grid)
    : grid.columns.flatMap((_, index) => grid.lines[0]?.leaves[index] ?? []);

const WIDTHS = [24, 30, 10, 62, 34];

/** The first sheet: how to go about it, and what each field wants. @param day one within the campaign */
export function instructions(form: Form, grids: readonly Grid[], day: string, marked: boolean): OutSheet {
  const paragraphs = [...(marked ? [WORDS.marked] : []), ...WORDS.paragraphs];
  const intro = [
    { value: form.title.zh, style: LOOKS.title, height: 28 },
    { value: form.title.en, style: LOOKS.subtitle, height: 18 },
    ...paragraphs.map((value) => ({ value, style: LOOKS.paragraph, height: 32 })),
  ];
  const fields = grids.flatMap((grid) =>
    toldOf(grid).map(({ field, title }) => {
      const want = wantedOf(field);
      const cells = [
        sheetName(grid),
        `${title.zh}\n${title.en}`,
        field.required ? '是 Yes' : '',
        `${want.zh}\n${want.en}`,
        exampleOf(field, day),
      ];
      const height = heightOf(cells.map((text, index) => ({ text, width: WIDTHS[index] ?? 1 })));
      return { height, cells: cells.map((value) => ({ value, style: LOOKS.note })) };
    }),
  );
  return {
    name: WORDS.name,
    columns: WIDTHS.map((width) => ({ width })),
    rows: [
      ...intro.map(({ height, ...cell }) => ({ height, cells: [cell] })),
      { cells: WORDS.heads.map((value) => ({ value, style: LOOKS.heading })), height: 32 },
      ...fields,
    ],
    merges: intro.map((_, row) => ({ top: row + 1, bottom: row + 1, left: 1, right: WIDTHS.length })),
  };
}
