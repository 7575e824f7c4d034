import type { Campaign } from '../../schemas/campaign.ts';
import { valueAt } from '../../schemas/fields/place.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import type { OutSheet } from '../shared/workbook/write/sheet.ts';
import { writeWorkbook } from '../shared/workbook/write/workbook.ts';
import { cellValue, type NamedFile } from './cells.ts';
import { drawGrid, type Filling } from './draw-grid.ts';
import { type Grid, gridsOf, type Leaf } from './grids.ts';
import { instructions } from './instructions.ts';
import { markerSheet } from './marker.ts';
import { type Choosing, createLists } from './validations.ts';

export interface TemplateOf {
  campaign: Pick<Campaign, 'id' | 'week'>;
  form: Form;
  files: readonly NamedFile[];
  /** Of what is chosen from lists; headings are in both. */
  language: Language;
}

/** The answers that there are, at their places. */
function fillingOf(grid: Grid, answers: unknown, { files, language }: TemplateOf): Filling {
  const fill = (leaf: Leaf | undefined, within: unknown) =>
    leaf && { value: cellValue(leaf.field, valueAt(within, leaf.path), files, language) };
  if (!grid.rows) return grid.lines.map(({ leaves }) => leaves.map((leaf) => fill(leaf, answers)));
  const rows = valueAt(answers, grid.rows.path);
  return Array.isArray(rows) ? rows.map((row) => grid.columns.map(({ leaf }) => fill(leaf, row))) : [];
}

/** The workbook of a form with its sheets drawn one by one, in the order of `gridsOf`. */
export function workbookOf(
  of: TemplateOf,
  draw: (grid: Grid, index: number, choosing: Choosing) => OutSheet,
  marked: boolean,
): Buffer {
  const { campaign, form, files, language } = of;
  const grids = gridsOf(form);
  const lists = createLists();
  const sheets = grids.map((grid, index) => draw(grid, index, { lists, files, language }));
  return writeWorkbook([
    instructions(form, grids, campaign.week.from, marked),
    ...sheets,
    lists.sheet(),
    markerSheet(campaign.id, form),
  ]);
}

/** The template of a form, filled with the answers that there are. */
export const template = (of: TemplateOf, answers: unknown): Buffer =>
  workbookOf(of, (grid, _, choosing) => drawGrid(grid, fillingOf(grid, answers, of), choosing), false);
