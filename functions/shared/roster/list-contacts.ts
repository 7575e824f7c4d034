import { RosterContact } from '../../../schemas/roster.ts';
import { keys } from '../records/keys.ts';
import type { Table } from '../records/shapes.ts';

/** Everybody on the roster. */
export async function listContacts(table: Table, campaign: string): Promise<RosterContact[]> {
  return (await table.query(keys.contactsOfAll(campaign))).map((row) => RosterContact.parse(row));
}
