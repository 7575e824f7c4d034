import type { Campaign } from '../../../../schemas/campaign.ts';
import { standingCampaign } from '../../../../schemas/campaign-changes.ts';
import type { RosterLines } from '../../../../schemas/contract/roster-import.ts';
import { contactKey, RosterContact } from '../../../../schemas/roster.ts';
import { inParallel } from '../../in-parallel.ts';
import { findChanges, type StoredChanges } from '../../records/campaign-changes.ts';
import type { Table } from '../../records/shapes.ts';
import { listContacts } from '../list-contacts.ts';

/** The roster that a file is compared with. */
export interface Roster {
  file: Campaign;
  stored: StoredChanges;
  campaign: Campaign;
  contacts: readonly RosterContact[];
  /** Of the file's addresses those that act in another campaign. */
  elsewhere: ReadonlySet<string>;
}

const READS_AT_ONCE = 16;

export async function readRoster(table: Table, file: Campaign, lines: RosterLines): Promise<Roster> {
  // The version comes first: whatever changes while the contacts are read makes it an old one.
  const stored = await findChanges(table, file.id);
  const contacts = await listContacts(table, file.id);
  const known = new Set(contacts.map(({ email }) => email));
  const news = (lines.contacts ?? []).map(({ email }) => email).filter((email) => !known.has(email));
  const found = await inParallel([...new Set(news)], READS_AT_ONCE, async (email) => {
    const row = await table.get(contactKey(email));
    return row && RosterContact.parse(row);
  });
  return {
    file,
    stored,
    campaign: standingCampaign(file, stored.changes),
    contacts,
    elsewhere: new Set(found.flatMap((one) => (one && one.campaign !== file.id ? [one.email] : []))),
  };
}
