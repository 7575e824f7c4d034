import type { ContactLine } from '../../../../schemas/contract/roster-import.ts';
import type { RosterContact } from '../../../../schemas/roster.ts';
import type { Role } from '../../../../schemas/session.ts';
import { type Fault, fault } from './faults.ts';
import type { Roster } from './read-roster.ts';
import type { Planned, Step } from './step.ts';

/** Whom a contact acts for, by code: units that are there or will be, and offices. */
type Owners = ReadonlyMap<string, Role>;

const ownersOf = ({ campaign }: Roster, newUnits: readonly string[], newOffices: readonly string[]): Owners =>
  new Map<string, Role>([
    ...[...campaign.units.map(({ id }) => id), ...newUnits].map((id) => [id, 'unit'] as const),
    ...newOffices.map((id) => [id, 'office'] as const),
    ...campaign.offices.map(({ id, lead }) => [id, lead ? 'lead' : 'office'] as const),
  ]);

export const ownerOf = ({ unit, office }: Pick<RosterContact, 'unit' | 'office'>) => unit ?? office ?? '';

function faultsOf({ email, role, owner }: ContactLine, at: string, roster: Roster, owners: Owners): Fault[] {
  const known = owners.get(owner);
  if (known === undefined) return [fault(`${at}/owner`, 'unknown-owner', owner)];
  return [
    ...(role !== undefined && role !== known ? [fault(`${at}/role`, 'other-role', owner)] : []),
    ...(roster.elsewhere.has(email) ? [fault(`${at}/email`, 'of-another-campaign', email)] : []),
  ];
}

function stepOf({ email, name, owner }: ContactLine, role: Role, roster: Roster): Step[] {
  const before = roster.contacts.find((contact) => contact.email === email);
  const who = role === 'unit' ? { unit: owner } : { office: owner };
  const called = name ?? before?.name;
  const contact = { email, campaign: roster.file.id, role, ...who, ...(called && { name: called }) };
  // What others noted on it goes along: that its mails come back, in which language it reads.
  const { unit: _, office: __, ...noted } = before ?? contact;
  const step = { what: 'contact', id: `contact/${email}` } as const;
  if (!before) return [{ ...step, action: 'added', asks: false, after: contact }];
  if (ownerOf(before) !== owner)
    return [{ ...step, action: 'moved', asks: true, before, after: { ...noted, ...contact } }];
  if (called === before.name) return [];
  return [{ ...step, action: 'changed', asks: false, before, after: { ...before, ...contact } }];
}

/** Contacts that the file has, then those that are missing from it. Who acts for a former unit is left alone. */
export function planContacts(
  lines: readonly ContactLine[] | undefined,
  roster: Roster,
  newUnits: readonly string[],
  newOffices: readonly string[],
): Planned {
  if (!lines) return { steps: [], faults: [] };
  const owners = ownersOf(roster, newUnits, newOffices);
  const seen = new Set<string>();
  const [steps, faults]: [Step[], Fault[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    const at = `/contacts/${index}`;
    const role = owners.get(line.owner);
    const wrong = seen.has(line.email)
      ? [fault(`${at}/email`, 'twice', line.email)]
      : faultsOf(line, at, roster, owners);
    seen.add(line.email);
    faults.push(...wrong);
    if (wrong.length === 0 && role !== undefined) steps.push(...stepOf(line, role, roster));
  }
  const onRoster = ownersOf(roster, [], []);
  const missing = roster.contacts
    .filter((contact) => !seen.has(contact.email) && onRoster.has(ownerOf(contact)))
    .map(
      (before): Step => ({
        what: 'contact',
        id: `contact/${before.email}`,
        action: 'removed',
        asks: true,
        before,
      }),
    );
  return { steps: [...steps, ...missing], faults };
}
