import type { Campaign } from '../../schemas/campaign.ts';
import type { ContactEntry, ContactView } from '../../schemas/contract/roster.ts';
import {
  contactKey,
  contactRows,
  FormerContact,
  formerRow,
  RosterContact,
  rosterKey,
} from '../../schemas/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { newId, sha256 } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { findChanges, writeChanges } from '../shared/records/campaign-changes.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed, NEW, type Table, type Write } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';

/** Longer than any session lives. */
const SESSIONS_LIVE = 13 * 3_600_000;
const TRIES = 4;

export const contactView = ({ email, name, since, bouncedAt }: RosterContact): ContactView => ({
  email,
  ...(name && { name }),
  ...(since && { since }),
  ...(bouncedAt && { bouncedAt }),
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

/** The writes that put a contact on the roster, invite it, and say so. */
function additionOf(contact: RosterContact, by: Session, now: Date): Write[] {
  const { campaign, unit, office, email } = contact;
  const since = now.toISOString();
  const [inRoster, byAddress] = contactRows({ ...contact, since });
  const about = { campaign, unit, office };
  return [
    // Two who add the same address at once: one of them is told.
    { put: { ...byAddress }, condition: NEW },
    { put: { ...inRoster } },
    queueMail({ id: `${newId(now)}.invitation`, kind: 'invitation', ...about, address: email }, now),
    { put: auditRow({ ...about, by: by.email, action: 'contact-added', address: email }, now) },
  ];
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
  const { unit, office, email } = found;
  const [inRoster, byAddress] = contactRows({ ...found, name: contact.name ?? found.name });
  await table.transact([
    { put: { ...byAddress } },
    { put: { ...inRoster } },
    {
      put: auditRow(
        { campaign: campaign.id, by: by.email, action: 'contact-changed', unit, office, address: email },
        now,
      ),
    },
  ]);
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
    const at = now.toISOString();
    const young = Object.entries(stored.ended).filter(
      ([, ended]) => Date.parse(ended) > now.getTime() - SESSIONS_LIVE,
    );
    const ended = { ...Object.fromEntries(young), [sha256(email)]: at };
    const { unit, office } = found;
    try {
      return await table.transact([
        // Its version keeps two from removing the last two contacts of the lead office at the same time.
        writeChanges(campaign.id, { ...stored, ended }),
        { remove: contactKey(email) },
        { remove: rosterKey(found) },
        { put: { ...formerRow(found, at) } },
        {
          put: auditRow(
            { campaign: campaign.id, by: by.email, action: 'contact-removed', unit, office, address: email },
            now,
          ),
        },
      ]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries >= TRIES) throw new Problem('stale-version', [], { version: stored.version });
    }
  }
}
