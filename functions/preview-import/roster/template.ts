import { type Campaign, obligation } from '../../../schemas/campaign.ts';
import type { RosterContact } from '../../../schemas/roster.ts';
import type { Language } from '../../../schemas/text.ts';
import { ownerOf } from '../../shared/roster/import/plan-contacts.ts';
import { groupsIn, OBLIGATIONS, ROLES, type Values } from '../../shared/roster/import/values.ts';
import { HOW } from '../../shared/roster/import/words.ts';
import type { OutCell, OutSheet, Validation } from '../../shared/workbook/write/sheet.ts';
import { writeWorkbook } from '../../shared/workbook/write/workbook.ts';
import { HEADING, TEXT } from '../styles.ts';
import { type Column, type Kind, kindsOf } from './columns.ts';

/** Rows that may still be typed, which lists are offered for. */
const MORE_ROWS = 500;

/** A list to choose from inside a rule ends at 255 characters. */
function listRule(column: number, last: number, values: Values, language: Language): Validation[] {
  const words = Object.values(values).map((word) => word[language]);
  const list = `"${words.join(',')}"`;
  if (list.length > 255 || words.some((word) => /[",]/.test(word))) return [];
  return [{ area: { top: 2, left: column, bottom: last, right: column }, type: 'list', formulas: [list] }];
}

function sheetOf(
  { sheet, columns }: Kind,
  rows: readonly { [column: string]: string }[],
  valuesOf: (column: Column) => Values | undefined,
  language: Language,
): OutSheet {
  const cell = (value: string): OutCell => ({ value, style: TEXT });
  const lists = columns.flatMap((column, index) => {
    const values = valuesOf(column);
    return values ? listRule(index + 1, rows.length + MORE_ROWS, values, language) : [];
  });
  return {
    name: `${sheet.zh} ${sheet.en}`,
    columns: columns.map(({ width }) => ({ width, style: TEXT })),
    frozen: { rows: 1, columns: 1 },
    rows: [
      {
        cells: columns.map(({ title }) => ({ value: `${title.zh}\n${title.en}`, style: HEADING })),
        height: 36,
      },
      ...rows.map((row) => ({ cells: columns.map(({ name }) => cell(row[name] ?? '')) })),
    ],
    validations: lists,
  };
}

/** The roster as it stands, as a workbook to be changed and brought back. */
export function template(campaign: Campaign, contacts: readonly RosterContact[], language: Language): Buffer {
  const [units, offices, people] = kindsOf(campaign);
  const groups = groupsIn(campaign);
  const owners = new Set([...campaign.units, ...campaign.offices].map(({ id }) => id));
  const unitRows = campaign.units.map(({ id, name, group }) => ({
    id,
    name: name.zh,
    nameEn: name.en,
    group: groups[group]?.[language] ?? group,
    ...Object.fromEntries(
      campaign.requests.map(({ form }) => [
        `owes/${form}`,
        OBLIGATIONS[obligation(campaign, id, form)]?.[language] ?? '',
      ]),
    ),
  }));
  const officeRows = campaign.offices.map(({ id, name }) => ({ id, name: name.zh, nameEn: name.en }));
  const contactRows = contacts
    .filter((contact) => owners.has(ownerOf(contact)))
    .map((contact) => ({
      email: contact.email,
      name: contact.name ?? '',
      role: ROLES[contact.role][language],
      owner: ownerOf(contact),
    }));
  const how: OutSheet = {
    name: '说明 Instructions',
    columns: [{ width: 100 }],
    rows: HOW.flatMap(({ zh, en }) => [zh, en]).map((value) => ({
      cells: [{ value, style: { wrap: true } }],
    })),
  };
  return writeWorkbook([
    sheetOf(
      units,
      unitRows,
      ({ name }) => (name === 'group' ? groups : name.startsWith('owes/') ? OBLIGATIONS : undefined),
      language,
    ),
    sheetOf(offices, officeRows, () => undefined, language),
    sheetOf(people, contactRows, ({ name }) => (name === 'role' ? ROLES : undefined), language),
    how,
  ]);
}
