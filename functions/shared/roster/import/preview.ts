import { type Campaign, everyOffice, everyUnit } from '../../../../schemas/campaign.ts';
import type { RosterDifference, RosterImportPreview } from '../../../../schemas/contract/roster-import.ts';
import { formOf } from '../../../../schemas/forms/index.ts';
import type { RosterContact } from '../../../../schemas/roster.ts';
import type { Language, Text } from '../../../../schemas/text.ts';
import type { Table } from '../../records/shapes.ts';
import { columnName } from '../../workbook/address.ts';
import { owesOf } from '../owes.ts';
import { OBLIGATION_WORDS } from '../words.ts';
import type { Fault } from './faults.ts';
import type { Lines } from './lines.ts';
import { plan } from './plan.ts';
import { ownerOf } from './plan-contacts.ts';
import { type Roster, readRoster } from './read-roster.ts';
import type { Step } from './step.ts';
import { groupsIn } from './values.ts';
import { IMPORT } from './words.ts';

type Difference = RosterDifference['details'][number];

const none: Text = { zh: '', en: '' };

function inBoth(named: { name: Text } | undefined): Text {
  if (!named) return none;
  const { zh, en } = named.name;
  const both = zh === en ? zh : `${zh} / ${en}`;
  return { zh: both, en: both };
}

function ofUnit({ before, after }: Extract<Step, { what: 'unit' }>, campaign: Campaign, language: Language) {
  const group = (id: string | undefined) =>
    id === undefined ? none : (groupsIn(campaign)[id] ?? { zh: id, en: id });
  const [was, is] = [before && owesOf(campaign, before), owesOf(campaign, after)];
  const owed = campaign.requests.map(({ form }): [Text, Text, Text] => {
    const of = (owes: typeof was) => (owes ? OBLIGATION_WORDS[owes[form] ?? 'none'] : none);
    return [formOf(form)?.short ?? { zh: form, en: form }, of(was), of(is)];
  });
  const all: [Text, Text, Text][] = [
    [IMPORT.name, inBoth(before), inBoth(after)],
    [IMPORT.group, group(before?.group), group(after.group)],
    ...owed,
  ];
  return all.map(
    ([field, a, b]): Difference => ({ field: field[language], before: a[language], after: b[language] }),
  );
}

function ofContact(
  before: RosterContact | undefined,
  after: RosterContact,
  nameOf: (contact?: RosterContact) => string,
  language: Language,
) {
  return [
    { field: IMPORT.person[language], before: before?.name ?? '', after: after.name ?? '' },
    { field: IMPORT.owner[language], before: nameOf(before), after: nameOf(after) },
  ];
}

/** A step as it is shown: what it is about, and what is otherwise then. */
function differenceOf(step: Step, { campaign }: Roster, language: Language): RosterDifference {
  const { what, id, action, asks } = step;
  const known = { id, what, action, asks };
  const names = new Map([...everyUnit(campaign), ...everyOffice(campaign)].map((one) => [one.id, one.name]));
  const nameOf = (contact?: RosterContact) =>
    contact ? (names.get(ownerOf(contact))?.[language] ?? ownerOf(contact)) : '';
  const changed = (all: Difference[]) => all.filter(({ before, after }) => before !== after);
  if (step.what === 'unit') {
    const title = `${step.after.name[language]} (${step.after.id})`;
    return { ...known, title, details: step.after.removed ? [] : changed(ofUnit(step, campaign, language)) };
  }
  if (step.what === 'office') {
    const title = `${step.after.name[language]} (${step.after.id})`;
    const [before, after] = [inBoth(step.before)[language], inBoth(step.after)[language]];
    const details = step.after.removed ? [] : changed([{ field: IMPORT.name[language], before, after }]);
    return { ...known, title, details };
  }
  if (step.action === 'removed') {
    const title = [step.before.name, step.before.email].filter(Boolean).join(' ');
    const details = [{ field: IMPORT.owner[language], before: nameOf(step.before), after: '' }];
    return { ...known, title, details };
  }
  const before = step.action === 'added' ? undefined : step.before;
  return {
    ...known,
    title: step.after.email,
    details: changed(ofContact(before, step.after, nameOf, language)),
  };
}

const errorOf =
  ({ spotOf }: Pick<Lines, 'spotOf'>, language: Language) =>
  ({ pointer, code, message, cure }: Fault): RosterImportPreview['errors'][number] => {
    const { sheet, row, column, field } = spotOf(pointer);
    const letter = column === undefined ? undefined : columnName(column);
    return {
      pointer: `/lines${pointer}`,
      severity: 'blocking',
      code,
      message: message[language],
      cure: cure[language],
      sheet,
      ...(row !== undefined && { row }),
      ...(letter !== undefined && { column: letter }),
      ...(row !== undefined && { cell: `${letter ?? ''}${row}` }),
      ...(field && { field: field[language] }),
    };
  };

/** What lines that were read before would change now. */
export async function previewLines(
  { table, campaign: file }: { table: Table; campaign: Campaign },
  read: Lines,
  language: Language,
): Promise<RosterImportPreview> {
  const { lines } = read;
  const roster = await readRoster(table, file, lines);
  const { steps, faults } = plan(lines, roster);
  const wrong = [...read.faults, ...faults];
  return {
    version: roster.stored.version,
    lines,
    // With lines left out, everything in them would seem to be missing.
    changes: wrong.length > 0 ? [] : steps.map((step) => differenceOf(step, roster, language)),
    errors: wrong.map(errorOf(read, language)),
  };
}
