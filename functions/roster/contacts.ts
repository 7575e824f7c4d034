import type { Campaign } from '../../schemas/campaign.ts';
import { standingCampaign } from '../../schemas/campaign-changes.ts';
import type { ContactEntry, ContactView } from '../../schemas/contract/roster.ts';
import { contactKey, FormerContact, keepsLead, RosterContact } from '../../schemas/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { findChanges } from '../shared/records/campaign-changes.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';
import { change } from './change.ts';
import { additionOf, endedWith, namingOf, removalOf } from './contact-writes.ts';
import type { Dependencies } from './dependencies.ts';
import { wrong } from './units.ts';

export const contactView = ({ email, name, since, reach }: RosterContact): ContactView => ({
  email,
  ...(name && { name }),
  ...(since && { since }),
  ...(reach && reach.fate !== 'delivered' && { bouncedAt: reach.at }),
});

/** Who was responsible for a unit or an office before, the last one first. */
export async function listFormer(table: Table, campaign: string, owner: string): Promise<ContactView[]> {
  const rows = await table.query({ ...keys.formerContacts(campaign, owner), newestFirst: true });
  return rows.map((row) => {
    const former = FormerContact.parse(row);
    return { ...contactView(former), until: former.until };
  });
}

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

/** @throws Problem `last-lead` when nobody of the lead office could sign in without this contact */
async function requireLead(table: Table, leaving: RosterContact): Promise<void> {
  if (leaving.role !== 'lead') return;
  const { campaign, office = '', email } = leaving;
  const rows = await table.query(keys.contactsOf(campaign, office));
  const before = rows.map((row) => RosterContact.parse(row));
  const after = before.filter((contact) => contact.email !== email);
  if (!keepsLead(before, after)) throw new Problem('last-lead');
}

async function findContact(table: Table, email: string): Promise<RosterContact | undefined> {
  const row = await table.get(contactKey(email));
  return row && RosterContact.parse(row);
}

/** What puts an entry on the roster: undefined when it says nothing new. */
function writesFor(found: RosterContact | undefined, contact: RosterContact, by: Session, now: Date) {
  requireFree(found, contact);
  if (!found) return additionOf(contact, by, now);
  if (contact.name === undefined || contact.name === found.name) return undefined;
  return namingOf({ ...found, name: contact.name }, by, now);
}

/**
 * Adds an address and invites it; one that is there already only gets the name.
 * @returns the roster's version
 * @throws Problem `invalid-input`; `stale-version` for an entry that names another version than the roster's
 */
export async function putContact(d: Dependencies, by: Session, entry: ContactEntry): Promise<number> {
  const { table, campaign: file, clock } = d;
  try {
    return await change(table, file, entry.version, async (_, standing) => {
      const contact = contactOf(standing, entry);
      const writes = writesFor(await findContact(table, contact.email), contact, by, clock());
      return writes && { writes };
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale-version') throw error;
    // Pressed twice: the other one did it.
    const { version, changes } = await findChanges(table, file.id);
    const contact = contactOf(standingCampaign(file, changes), entry);
    const found = await findContact(table, contact.email);
    if (found && !writesFor(found, contact, by, clock())) return version;
    throw error;
  }
}

/**
 * Takes an address off the roster: it gets no more mails and its sessions are over, in one transaction. Who it was
 * stays on record. Done again it changes nothing. The roster's version keeps two from removing the last two contacts
 * of the lead office at the same time.
 * @returns the roster's version
 * @throws Problem `last-lead`; `stale-version` when others keep changing the roster
 */
export async function removeContact(d: Dependencies, by: Session, email: string): Promise<number> {
  const { table, campaign, clock } = d;
  return change(table, campaign, undefined, async ({ ended }) => {
    const found = await findContact(table, email);
    if (found?.campaign !== campaign.id) return undefined;
    await requireLead(table, found);
    const now = clock();
    return { ended: endedWith(ended, [email], now), writes: removalOf(found, by, now) };
  });
}
