import type { Campaign } from '../../schemas/campaign.ts';
import type { ContactEntry, ContactView } from '../../schemas/contract/roster.ts';
import { contactKey, FormerContact, RosterContact } from '../../schemas/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { findChanges, writeChanges } from '../shared/records/campaign-changes.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import { additionOf, endedWith, namingOf, removalOf } from './contact-writes.ts';
import type { Dependencies } from './dependencies.ts';

const TRIES = 4;

export const contactView = ({ email, name, since, reach }: RosterContact): ContactView => ({
  email,
  ...(name && { name }),
  ...(since && { since }),
  ...(reach && reach.fate !== 'delivered' && { bouncedAt: reach.at }),
});

/** Everybody on the roster. */
export async function listContacts(table: Table, campaign: string): Promise<RosterContact[]> {
  return (await table.query(keys.contactsOfAll(campaign))).map((row) => RosterContact.parse(row));
}

/** Who was responsible for a unit or an office before, the last one first. */
export async function listFormer(table: Table, campaign: string, owner: string): Promise<ContactView[]> {
  const rows = await table.query({ ...keys.formerContacts(campaign, owner), newestFirst: true });
  return rows.map((row) => {
    const former = FormerContact.parse(row);
    return { ...contactView(former), until: former.until };
  });
}

const wrong = (pointer: string, code: string, zh: string, en: string): Detail => ({
  pointer,
  severity: 'blocking',
  code,
  message: { zh, en },
});

/** The contact that an entry asks for. @throws Problem `invalid-input` for units and offices that are not there */
function contactOf(campaign: Campaign, { unit, office, email, name }: ContactEntry): RosterContact {
  const known = campaign.offices.find(({ id }) => id === office);
  const ofUnit = unit !== undefined && office === undefined && campaign.units.some(({ id }) => id === unit);
  const ofOffice = unit === undefined && known !== undefined;
  if (!ofUnit && !ofOffice) {
    throw new Problem('invalid-input', [
      wrong('/unit', 'unknown-owner', '没有该单位或主管部门。', 'There is no such unit or office.'),
    ]);
  }
  const role = ofUnit ? 'unit' : known?.lead ? 'lead' : 'office';
  return { email, campaign: campaign.id, role, unit, office, ...(name && { name }) };
}

const sameOwner = (a: RosterContact, b: RosterContact) => a.unit === b.unit && a.office === b.office;

/** @throws Problem `invalid-input` when the address already acts for another */
function requireFree(found: RosterContact | undefined, contact: RosterContact): void {
  if (!found || (found.campaign === contact.campaign && sameOwner(found, contact))) return;
  const whose = found.unit ?? found.office ?? '';
  throw new Problem('invalid-input', [
    wrong(
      '/email',
      'acts-for-another',
      `该邮箱已是“${whose}”的联系人，一个邮箱只能代表一个单位或部门。请先在那里移除。`,
      `This address is a contact of "${whose}" already; one address acts for one unit or office. Remove it there first.`,
    ),
  ]);
}

/** Adds an address and invites it; one that is there already only gets the name. */
export async function putContact(d: Dependencies, by: Session, entry: ContactEntry): Promise<void> {
  const { table, campaign, clock } = d;
  const contact = contactOf(campaign, entry);
  const row = await table.get(contactKey(contact.email));
  const found = row && RosterContact.parse(row);
  requireFree(found, contact);
  const now = clock();
  if (!found) {
    try {
      return await table.transact(additionOf(contact, by, now));
    } catch (error) {
      if (error instanceof ConditionFailed) return putContact(d, by, entry);
      throw error;
    }
  }
  await table.transact(namingOf({ ...found, name: contact.name ?? found.name }, by, now));
}

/**
 * Takes an address off the roster: it gets no more mails and its sessions are over, in one transaction. Who it was
 * stays on record. Done again it changes nothing.
 * @throws Problem `last-lead`; `stale-version` when others keep changing the roster
 */
export async function removeContact(d: Dependencies, by: Session, email: string): Promise<void> {
  const { table, campaign, clock } = d;
  for (let tries = 1; ; tries++) {
    const [row, stored] = await Promise.all([table.get(contactKey(email)), findChanges(table, campaign.id)]);
    const found = row && RosterContact.parse(row);
    if (!found || found.campaign !== campaign.id) return;
    const owner = found.unit ?? found.office ?? '';
    if (found.role === 'lead' && (await table.query(keys.contactsOf(campaign.id, owner))).length <= 1) {
      throw new Problem('last-lead');
    }
    const now = clock();
    const ended = endedWith(stored.ended, [email], now);
    try {
      return await table.transact([
        // Its version keeps two from removing the last two contacts of the lead office at the same time.
        writeChanges(campaign.id, { ...stored, ended }),
        ...removalOf(found, by, now),
      ]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries >= TRIES) throw new Problem('stale-version', [], { version: stored.version });
    }
  }
}
