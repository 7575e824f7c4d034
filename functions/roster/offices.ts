import { everyOffice, type Office } from '../../schemas/campaign.ts';
import type { OfficeChange, OfficeEntry } from '../../schemas/contract/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';
import { nameOf } from '../shared/roster/owes.ts';
import { change } from './change.ts';
import type { Dependencies } from './dependencies.ts';
import { requireFree, withUnit } from './units.ts';

/** @throws Problem `invalid-input` for a code in use, `stale-version` */
export async function addOffice(d: Dependencies, by: Session, entry: OfficeEntry): Promise<number> {
  const { table, campaign: file, clock } = d;
  const { version, id, name, nameEn } = entry;
  return change(table, file, version, ({ changes }, standing) => {
    requireFree(standing, id);
    const office = { id, name: nameOf(name, nameEn), lead: false, removed: false };
    const event = { campaign: file.id, by: by.email, action: 'office-added', office: id } as const;
    return {
      changes: { ...changes, offices: withUnit(changes.offices, office) },
      writes: [{ put: auditRow(event, clock()) }],
    };
  });
}

/**
 * Whoever acts for an office decides on reports until they are taken off: the office goes last. Contacts that are added
 * at the same moment raise the roster's version, so they are seen here.
 * @throws Problem `lead-office`, `office-in-use`
 */
async function requireIdle(table: Table, campaign: string, { id, lead }: Office): Promise<void> {
  if (lead) throw new Problem('lead-office');
  const contacts = await table.query({ ...keys.contactsOf(campaign, id), limit: 1 });
  if (contacts.length > 0) throw new Problem('office-in-use');
}

/**
 * Renames an office, takes it off the roster or puts it back.
 * @throws Problem `not-found`, `lead-office`, `office-in-use`, `stale-version`
 */
export async function changeOffice(
  d: Dependencies,
  by: Session,
  id: string,
  entry: OfficeChange,
): Promise<number> {
  const { table, campaign: file, clock } = d;
  return change(table, file, entry.version, async ({ changes }, standing) => {
    const before = everyOffice(standing).find((office) => office.id === id);
    if (!before) throw new Problem('not-found');
    const wasRemoved = !standing.offices.includes(before);
    const { removed = wasRemoved, name = before.name.zh, nameEn } = entry;
    if (removed && !wasRemoved) await requireIdle(table, file.id, before);
    const english = nameEn ?? (name === before.name.zh ? before.name.en : undefined);
    const office = { ...before, name: nameOf(name, english), removed };
    const action = removed === wasRemoved ? 'office-changed' : removed ? 'office-removed' : 'office-restored';
    return {
      changes: { ...changes, offices: withUnit(changes.offices, office) },
      writes: [{ put: auditRow({ campaign: file.id, by: by.email, action, office: id }, clock()) }],
    };
  });
}
