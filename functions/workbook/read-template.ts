import type { Campaign } from '../../schemas/campaign.ts';
import type { GivenAttachment } from '../../schemas/fields/files.ts';
import { counted, pointerOf, type RowNumber } from '../../schemas/fields/place.ts';
import { check, type Figures, type Finding, type Form } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import type { Sheet } from '../shared/workbook/read/workbook.ts';
import { readWorkbook } from '../shared/workbook/read/workbook.ts';
import type { NamedFile } from './cells.ts';
import { cureOf } from './cures.ts';
import { type Grid, gridsOf, sheetName } from './grids.ts';
import { findGrid } from './headers.ts';
import { findMarker } from './marker.ts';
import { overlay } from './overlay.ts';
import { type CellProblem, tell } from './problems.ts';
import { type ReadGrid, readGrid } from './read-grid.ts';
import { refuseOtherForm, refuseTemplate, refuseTooMany } from './template-refusals.ts';

/** The report that a workbook is read for. */
export interface ReadFor {
  form: Form;
  campaign: Campaign;
  files: readonly (NamedFile & GivenAttachment)[];
  /** What the report holds already. */
  current: unknown;
  /** Of the unit's other reports, for rules that compare with them. */
  onRecord?: Figures | undefined;
}

export interface ReadTemplate {
  /** What the report holds with what was read put over it. */
  answers: Record<string, unknown>;
  /** Titles of what the report held and what now stands otherwise in it. */
  replaced: Text[];
  /** Rows read of all lists. */
  rows: number;
  problems: CellProblem[];
  /** The sheets of the form, with the names that they have in the workbook. */
  grids: { grid: Grid; sheet: string; read: ReadGrid | undefined }[];
}

/** @throws TemplateRefusal before anything is read: a template at all, of this form and campaign, of this version */
function refuseOthers({ form, campaign }: ReadFor, sheets: readonly Sheet[]): void {
  const marker = findMarker(sheets);
  if (!marker) throw refuseTemplate('not-a-template');
  if (marker.form !== form.id) throw refuseOtherForm(form, marker.form);
  if (marker.campaign !== campaign.id) throw refuseTemplate('other-campaign');
  if (marker.version !== form.version) throw refuseTemplate('other-version');
}

function refuseTooManyRows(grids: ReadTemplate['grids']): void {
  for (const { grid, read } of grids) {
    const most = grid.rows?.field.maxRows;
    if (read && most !== undefined && read.rows.length > most) {
      throw refuseTooMany({ grid, rows: read.rows.length, most });
    }
  }
}

/**
 * The pointer of the cell that a finding is about: a cell may hold several choices, each with a pointer of its own.
 * Undefined for what stands in no cell; a row or a list does not answer for a column that is missing.
 */
function cellAt(pointer: string, spots: ReadGrid['spots']): string | undefined {
  if (spots.has(pointer)) return pointer;
  const above = pointer.slice(0, pointer.lastIndexOf('/'));
  const [, column = -1] = spots.get(above)?.at ?? [];
  return column < 0 ? undefined : above;
}

/** Rows by the numbers at the side of their sheet, blank ones and headings counted: so a person finds them. */
const numberedBy =
  (grids: ReadTemplate['grids']): RowNumber =>
  (list, index) => {
    const own = grids.find(({ grid: { rows } }) => rows && pointerOf(rows.path) === list);
    return own?.read?.rows[index] ?? counted(list, index);
  };

/** What the form's check finds of what stands in the workbook, at its cell, unless its reading told of that already. */
function located(
  findings: readonly Finding[],
  grids: ReadTemplate['grids'],
  form: Form,
  told: ReadonlySet<string>,
): CellProblem[] {
  return findings.flatMap((finding): CellProblem[] => {
    for (const { read } of grids) {
      const at = read && cellAt(finding.pointer, read.spots);
      const spot = at !== undefined && read?.spots.get(at);
      if (!spot) continue;
      return told.has(at) ? [] : [{ ...spot, ...finding, cure: cureOf(form, finding) }];
    }
    return [];
  });
}

/** Top to bottom, sheet by sheet, as a person goes through the workbook. */
function inOrder(problems: CellProblem[], sheets: readonly Sheet[]): CellProblem[] {
  const place = ({ sheet }: CellProblem) => sheets.findIndex(({ name }) => name === sheet);
  return problems.sort(
    (a, b) => place(a) - place(b) || (a.row ?? 0) - (b.row ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** More are of no use to anyone; those that block stay when some must go. */
const MOST_PROBLEMS = 500;

function fewEnough(problems: CellProblem[]): CellProblem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const kept = new Set(
    [...problems]
      .sort((a, b) => Number(b.severity === 'blocking') - Number(a.severity === 'blocking'))
      .slice(0, MOST_PROBLEMS),
  );
  return problems.filter((problem) => kept.has(problem));
}

/**
 * Reads a filled template: whatever can be read, with what is wrong with it told cell by cell.
 * @throws Refusal, TemplateRefusal for files of which nothing is read
 */
export function readTemplate(file: Buffer, to: ReadFor): ReadTemplate {
  const { form, campaign, files, current } = to;
  const { sheets, date1904 } = readWorkbook(file);
  refuseOthers(to, sheets);
  const problems: CellProblem[] = [];
  const given: { [name: string]: unknown } = {};
  const taken = new Set<Sheet>();
  const grids = gridsOf(form).map((grid) => {
    const found = findGrid(grid, sheets, taken);
    if (!found) {
      problems.push(tell('missing-sheet', { sheet: sheetName(grid) }, grid.name));
      return { grid, sheet: sheetName(grid), read: undefined };
    }
    taken.add(found.sheet);
    const sheet = found.sheet.name;
    return { grid, sheet, read: readGrid(grid, given, { found, files, date1904, problems }) };
  });
  if (taken.size === 0) throw refuseTemplate('no-tables');
  refuseTooManyRows(grids);
  const { answers, replaced, blank } = overlay(form, current, given);
  if (blank && problems.length === 0) throw refuseTemplate('nothing-filled-in');
  const { onRecord } = to;
  const rowNumber = numberedBy(grids);
  const { findings } = check(form, answers, { campaign, attachments: files, onRecord, rowNumber });
  const told = new Set(
    problems.filter(({ severity }) => severity === 'blocking').map(({ pointer }) => pointer),
  );
  const own = located(findings, grids, form, told);
  return {
    answers,
    replaced,
    rows: grids.reduce((sum, { read }) => sum + (read?.rows.length ?? 0), 0),
    problems: inOrder(fewEnough([...problems, ...own]), sheets),
    grids,
  };
}
