import { type Area, readAddress, readArea } from '../address.ts';
import { Refusal } from './refusals.ts';
import { cellText, textCollector } from './strings.ts';
import { readXml } from './xml.ts';

/** What a cell holds: of a formula, the value that the program computed last. */
export interface Cell {
  value: string | number | boolean;
  /** The number is shown as a day or a time. */
  dated: boolean;
  formula: boolean;
  /** `#REF!` and its like; a formula that no program has computed, as it was typed: `=1+1`. */
  error: boolean;
}

interface Row {
  /** From 1, as the program shows it. */
  number: number;
  /** By column, from 1; cells that hold nothing are not there. */
  cells: Map<number, Cell>;
}

export interface Table {
  rows: Row[];
  merges: Area[];
}

/** How much a workbook may hold, over all its sheets. */
export interface Budget {
  cells: number;
  characters: number;
}

const MOST_COLUMNS = 512;
const MOST_MERGES = 20_000;

export interface Shared {
  strings: readonly string[];
  dateStyles: readonly boolean[];
}

type Raw = { type: string; style: number; row: number; column: number; text: string; formula?: string };

/** Programs show 15 digits and save 17: what a person sees as 36.51 may be 36.510000000000005 in the file. */
const asShown = (number: number): number => Number(number.toPrecision(15));

function cellOf(
  { type, text, style, formula: typed }: Raw,
  { strings, dateStyles }: Shared,
): Cell | undefined {
  const formula = typed !== undefined;
  const cell = (value: Cell['value'], error = false): Cell => ({ value, dated: false, formula, error });
  if (type === 'inlineStr') return text === '' ? undefined : cell(text);
  if (type === 's') {
    const shared = strings[Number(text)];
    return shared === undefined || shared === '' ? undefined : cell(shared);
  }
  // A formula that no program has computed has no value: nothing to read, and not nothing to tell.
  if (text === '') return formula ? cell(`=${cellText(typed)}`, true) : undefined;
  if (type === 'e') return cell(text, true);
  if (type === 'b') return cell(text === '1' || text === 'true');
  if (type === 'str' || type === 'd') return cell(cellText(text));
  const number = Number(text);
  if (!Number.isFinite(number)) return cell(cellText(text));
  return { ...cell(asShown(number)), dated: dateStyles[style] ?? false };
}

/**
 * The cells of a sheet that hold something. Rows and cells without an address stand after those before them.
 * @throws Refusal `too-many-cells` when the budget is spent, `damaged`, `document-type`
 */
export function readSheet(bytes: Buffer, shared: Shared, budget: Budget): Table {
  const rows = new Map<number, Row>();
  const merges: Area[] = [];
  const inline = textCollector();
  let [rowNumber, column] = [0, 0];
  let raw: Raw | undefined;
  let inValue = false;
  let inFormula = false;

  function keep(found: Raw): void {
    const cell = cellOf(found, shared);
    if (!cell) return;
    if (found.column > MOST_COLUMNS) throw new Refusal('too-many-cells');
    budget.cells -= 1;
    budget.characters -= typeof cell.value === 'string' ? cell.value.length : 0;
    if (budget.cells < 0 || budget.characters < 0) throw new Refusal('too-many-cells');
    const row = rows.get(found.row) ?? { number: found.row, cells: new Map() };
    rows.set(found.row, row);
    row.cells.set(found.column, cell);
  }

  readXml(bytes, {
    open(name, attribute) {
      if (name === 'row') {
        rowNumber = Number(attribute('r')) || rowNumber + 1;
        column = 0;
      } else if (name === 'c') {
        const at = readAddress(attribute('r') ?? '');
        column = at?.column ?? column + 1;
        raw = {
          type: attribute('t') ?? 'n',
          style: Number(attribute('s') ?? 0),
          row: at?.row ?? rowNumber,
          column,
          text: '',
        };
      } else if (name === 'v') inValue = true;
      else if (name === 'f' && raw) {
        raw.formula = '';
        inFormula = true;
      } else if (name === 'mergeCell' && merges.length < MOST_MERGES) {
        const area = readArea(attribute('ref') ?? '');
        if (area) merges.push(area);
      } else if (raw) inline.open(name);
    },
    text(text) {
      if (inValue && raw) raw.text += text;
      else if (inFormula && raw) raw.formula += text;
      else inline.text(text);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name === 'f') inFormula = false;
      else if (name === 'is' && raw) raw.text = inline.take();
      else if (name === 'c' && raw) {
        keep(raw);
        raw = undefined;
      } else inline.close(name);
    },
  });
  return { rows: [...rows.values()].sort((a, b) => a.number - b.number), merges };
}
