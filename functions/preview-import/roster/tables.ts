import type { Campaign } from '../../../schemas/campaign.ts';
import { narrow, oneLine } from '../../../schemas/fields/clean.ts';
import { matcher } from '../../shared/workbook/headings.ts';
import type { Cell } from '../../shared/workbook/read/sheet.ts';
import type { Sheet } from '../../shared/workbook/read/workbook.ts';
import { type Column, type Kind, kindsOf } from './columns.ts';

export interface Row {
  /** As the program shows it. */
  number: number;
  /** What stands in a column, cleaned; '' for nothing. */
  text(column: string): string;
  /** The column's number in the sheet. */
  at(column: string): number | undefined;
  /** A formula without a result stands there. */
  broken(column: string): boolean;
}

/** One of the tables, as it was found in a sheet. */
export interface Table {
  kind: Kind;
  sheet: string;
  missing: Column[];
  rows: Row[];
}

/** Titles and remarks may stand above a table. */
const MOST_ABOVE = 20;

type Places = ReadonlyMap<string, number[]>;

/** Where the columns of a kind are, if this row is its heading. */
function placesIn(kind: Kind, cells: ReadonlyMap<number, Cell>): Places {
  const find = matcher(kind.columns, ({ title, also = [] }) => [
    title,
    ...also.map((name) => ({ zh: name, en: name })),
  ]);
  const places = new Map<string, number[]>();
  for (const [number, { value }] of cells) {
    const column = find(value);
    if (column) places.set(column.name, [...(places.get(column.name) ?? []), number]);
  }
  return places;
}

function rowOf(number: number, cells: ReadonlyMap<number, Cell>, places: Places): Row {
  const filled = (column: string) => {
    const own = places.get(column) ?? [];
    return own.find((place) => cells.has(place) && oneLine(String(cells.get(place)?.value)) !== '');
  };
  return {
    number,
    at: (column) => filled(column) ?? places.get(column)?.[0],
    broken: (column) => cells.get(filled(column) ?? 0)?.error ?? false,
    text(column) {
      const cell = cells.get(filled(column) ?? 0);
      return cell ? oneLine(String(cell.value)) : '';
    },
  };
}

/** The tables of a roster in these sheets. A table of contacts has codes of units too, so
 * addresses decide, and that of offices has a column that no other has. */
export function findTables(grids: readonly Pick<Sheet, 'name' | 'rows'>[], campaign: Campaign): Table[] {
  const [units, offices, contacts] = kindsOf(campaign);
  return grids.flatMap(({ name, rows }): Table[] => {
    for (const [index, { cells }] of rows.slice(0, MOST_ABOVE).entries()) {
      const ofContacts = placesIn(contacts, cells);
      const ofOffices = placesIn(offices, cells);
      const [kind, places] = ofContacts.has('email')
        ? ([contacts, ofContacts] as const)
        : ofOffices.has('id')
          ? ([offices, ofOffices] as const)
          : ([units, placesIn(units, cells)] as const);
      // One heading alone may be a remark that happens to be called so.
      if (!places.has(kind.needs[0] ?? '') || places.size < 2) continue;
      const below = rows.slice(index + 1).map((row) => rowOf(row.number, row.cells, places));
      return [
        {
          kind,
          sheet: name,
          missing: kind.columns.filter(
            (column) => kind.needs.includes(column.name) && !places.has(column.name),
          ),
          rows: below.filter((row) => kind.columns.some((column) => narrow(row.text(column.name)) !== '')),
        },
      ];
    }
    return [];
  });
}
