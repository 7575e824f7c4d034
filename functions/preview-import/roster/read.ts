import { Address } from '../../../schemas/address.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { ContactLine, OfficeLine, UnitLine } from '../../../schemas/contract/roster-import.ts';
import { narrow } from '../../../schemas/fields/clean.ts';
import { Slug } from '../../../schemas/identifier.ts';
import type { Text } from '../../../schemas/text.ts';
import { type Fault, fault } from '../../shared/roster/import/faults.ts';
import type { Lines } from '../../shared/roster/import/lines.ts';
import {
  choicesIn,
  groupsIn,
  OBLIGATIONS,
  ownersIn,
  ROLES,
  type Values,
  valueIn,
} from '../../shared/roster/import/values.ts';
import type { Column } from './columns.ts';
import type { Row, Table } from './tables.ts';

const MOST_NAME = 80;
const MOST_ROWS = { units: 2000, offices: 100, contacts: 5000 };

/** Reads one row's cells; what is wrong with them is kept. */
function cellsOf(row: Row, columns: readonly Column[], pointer: string) {
  const faults: Fault[] = [];
  const titleOf = (name: string) => columns.find((column) => column.name === name)?.title.zh ?? name;
  const wrong = (name: string, ...what: [Parameters<typeof fault>[1], string?, Text?]) =>
    faults.push(fault(`${pointer}/${name}`, ...what));
  const text = (name: string): string | undefined => {
    if (row.broken(name)) wrong(name, 'error-value');
    return row.broken(name) ? undefined : row.text(name) || undefined;
  };
  const missing = (name: string): undefined => {
    if (!row.broken(name)) wrong(name, 'missing-value', titleOf(name));
  };
  return {
    faults,
    name(column: string) {
      const typed = text(column);
      if (typed !== undefined && typed.length > MOST_NAME) wrong(column, 'too-long', titleOf(column));
      return typed;
    },
    code(column: string) {
      const typed = text(column);
      if (typed === undefined) return missing(column);
      const code = Slug.safeParse(narrow(typed).toLowerCase());
      if (!code.success) wrong(column, 'bad-code', typed);
      return code.data;
    },
    address(column: string) {
      const typed = text(column);
      if (typed === undefined) return missing(column);
      const address = Address.safeParse(typed);
      if (!address.success) wrong(column, 'bad-address', typed);
      return address.data;
    },
    value(column: string, values: Values, code: Parameters<typeof fault>[1]) {
      const typed = text(column);
      const value = typed === undefined ? undefined : valueIn(values, typed);
      if (typed !== undefined && value === undefined) wrong(column, code, typed, choicesIn(values));
      return value;
    },
    owner(column: string, owners: Values) {
      const typed = text(column);
      if (typed === undefined) return missing(column);
      // A code that nobody has yet may be one of the same file's new units: the plan decides.
      const owner = valueIn(owners, typed) ?? Slug.safeParse(narrow(typed).toLowerCase()).data;
      if (owner === undefined) wrong(column, 'unknown-owner', typed);
      return owner;
    },
  };
}

const present = (entries: object) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

function unitIn(row: Row, table: Table, campaign: Campaign, pointer: string) {
  const cells = cellsOf(row, table.kind.columns, pointer);
  const forms = table.kind.columns.filter(({ name }) => name.startsWith('owes/'));
  const groups = groupsIn(campaign);
  const owes = present(
    Object.fromEntries(
      forms.map(({ name }) => [
        name.slice('owes/'.length),
        cells.value(name, OBLIGATIONS, 'unknown-obligation'),
      ]),
    ),
  );
  const line = present({
    id: cells.code('id'),
    name: cells.name('name'),
    nameEn: cells.name('nameEn'),
    group: cells.value('group', groups, 'unknown-group'),
    owes: Object.keys(owes).length > 0 ? owes : undefined,
  });
  return { faults: cells.faults, line: UnitLine.safeParse(line).data };
}

function officeIn(row: Row, table: Table, pointer: string) {
  const cells = cellsOf(row, table.kind.columns, pointer);
  const line = present({ id: cells.code('id'), name: cells.name('name'), nameEn: cells.name('nameEn') });
  return { faults: cells.faults, line: OfficeLine.safeParse(line).data };
}

function contactIn(row: Row, table: Table, campaign: Campaign, pointer: string) {
  const cells = cellsOf(row, table.kind.columns, pointer);
  const line = present({
    email: cells.address('email'),
    name: cells.name('name'),
    role: cells.value('role', ROLES, 'unknown-role'),
    owner: cells.owner('owner', ownersIn(campaign)),
  });
  return { faults: cells.faults, line: ContactLine.safeParse(line).data };
}

/** What the tables say, and what is wrong with them cell by cell. Lines with a fault are left out. */
export function readLines(tables: readonly Table[], campaign: Campaign): Lines {
  const faults: Fault[] = [];
  const spots = new Map<string, { table: Table; row: Row }>();
  const read = <T>(
    name: keyof typeof MOST_ROWS,
    lineIn: (row: Row, table: Table, pointer: string) => { faults: Fault[]; line: T | undefined },
  ) => {
    const [table, second] = tables.filter(({ kind }) => kind.name === name);
    if (!table) return undefined;
    const most = MOST_ROWS[name];
    faults.push(
      ...table.missing.map(({ title }) => fault(`/${name}`, 'missing-column', title.zh)),
      ...(second ? [fault(`/${name}`, 'table-twice')] : []),
      ...(table.rows.length > most ? [fault(`/${name}`, 'too-many-rows', String(most))] : []),
    );
    if (table.missing.length > 0) return undefined;
    const lines: T[] = [];
    for (const row of table.rows.slice(0, most)) {
      const pointer = `/${name}/${lines.length}`;
      const { faults: wrong, line } = lineIn(row, table, pointer);
      // A line that is left out leaves its place to the next one: what is wrong with it is told by its row alone.
      const own = wrong.length > 0 || line === undefined ? `/${name}/row-${row.number}` : pointer;
      spots.set(own, { table, row });
      faults.push(...wrong.map((one) => ({ ...one, pointer: one.pointer.replace(pointer, own) })));
      if (wrong.length === 0 && line !== undefined) lines.push(line);
    }
    return lines;
  };
  const units = read('units', (row, table, pointer) => unitIn(row, table, campaign, pointer));
  const offices = read('offices', officeIn);
  const contacts = read('contacts', (row, table, pointer) => contactIn(row, table, campaign, pointer));
  if (tables.length === 0) faults.push(fault('', 'missing-table'));
  return {
    lines: { ...(units && { units }), ...(offices && { offices }), ...(contacts && { contacts }) },
    faults,
    spotOf(pointer) {
      const [, name = '', line = '', ...path] = pointer.split('/');
      const found = spots.get(`/${name}/${line}`);
      if (!found) return { sheet: tables.find(({ kind }) => kind.name === name)?.sheet ?? '' };
      const { table, row } = found;
      const column = path.join('/');
      const title = table.kind.columns.find((one) => one.name === column)?.title;
      const at = row.at(column);
      return {
        sheet: table.sheet,
        row: row.number,
        ...(at !== undefined && { column: at }),
        ...(title && { field: title }),
      };
    },
  };
}
