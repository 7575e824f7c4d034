import {
  contactKey,
  contactRows,
  formerRow,
  type RosterContact,
  rosterKey,
  sameNotes,
} from '../../schemas/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { newId, sha256 } from '../shared/random.ts';
import { type AuditEvent, auditRow } from '../shared/records/audit.ts';
import type { StoredChanges } from '../shared/records/campaign-changes.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { NEW, type Write } from '../shared/records/shapes.ts';

/** Longer than any session lives. */
const SESSIONS_LIVE = 13 * 3_600_000;

const EXISTS = 'attribute_exists(pk)';

const audited = (
  { campaign, unit, office, email }: RosterContact,
  action: AuditEvent['action'],
  by: Session,
  now: Date,
): Write => ({ put: auditRow({ campaign, unit, office, by: by.email, action, address: email }, now) });

/** Puts a contact on the roster, invites it, and says so. */
export function additionOf(contact: RosterContact, by: Session, now: Date): Write[] {
  const { campaign, unit, office, email } = contact;
  const [inRoster, byAddress] = contactRows({ ...contact, since: now.toISOString() });
  const mail = { id: `${newId(now)}.invitation`, kind: 'invitation', campaign, unit, office } as const;
  return [
    // Two who add the same address at once: one of them is told.
    { put: { ...byAddress }, condition: NEW },
    { put: { ...inRoster } },
    queueMail({ ...mail, address: email }, now),
    audited(contact, 'contact-added', by, now),
  ];
}

/** Gives a contact its name, and leaves alone what others note on its rows at the same time. */
export function namingOf(contact: RosterContact, by: Session, now: Date): Write[] {
  const named = [contactKey(contact.email), rosterKey(contact)].map((key) => ({
    key,
    update: 'SET #name = :name',
    condition: EXISTS,
    names: { '#name': 'name' },
    values: { ':name': contact.name },
  }));
  return [...named, audited(contact, 'contact-changed', by, now)];
}

/** Takes a contact off the roster; goes with the note of `endedWith`. */
export const removalOf = (contact: RosterContact, by: Session, now: Date): Write[] => [
  { remove: contactKey(contact.email) },
  { remove: rosterKey(contact) },
  { put: { ...formerRow(contact, now.toISOString()) } },
  audited(contact, 'contact-removed', by, now),
];

/** Makes a contact act for another; goes with the note of `endedWith`. */
export function moveOf(before: RosterContact, after: RosterContact, by: Session, now: Date): Write[] {
  const [, ...left] = removalOf(before, by, now);
  const [byAddress, ...come] = additionOf(after, by, now);
  const moved = byAddress && 'put' in byAddress ? [{ put: byAddress.put, condition: sameNotes(before) }] : [];
  return [...left, ...moved, ...come];
}

/** The note that sessions of these addresses are over; notes that outlived all sessions are left out. */
export function endedWith(ended: StoredChanges['ended'], emails: readonly string[], now: Date) {
  const young = Object.entries(ended).filter(([, at]) => Date.parse(at) > now.getTime() - SESSIONS_LIVE);
  return {
    ...Object.fromEntries(young),
    ...Object.fromEntries(emails.map((email) => [sha256(email), now.toISOString()])),
  };
}
