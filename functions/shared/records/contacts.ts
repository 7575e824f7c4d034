import { Contact } from '../../../schemas/session.ts';
import { keys } from './keys.ts';
import type { Table, Update } from './shapes.ts';
import { updateIf } from './update-if.ts';

/**
 * Notes something on both rows of a contact, if there is one. The row that is found by address comes first and says
 * for whom the contact acts at that moment; who makes it act for another checks that nothing was noted meanwhile. So
 * the note is on both rows in the end, whatever the roster's editors do at the same time. The second row is tried in
 * any case, as a run before this one may have died between them.
 */
export async function noteOnContact(
  table: Pick<Table, 'get' | 'update'>,
  email: string,
  note: Omit<Update, 'key'>,
): Promise<void> {
  const key = keys.contact(email);
  const known = await table.get(key);
  if (!known) return;
  const noted = await updateIf(table, { key, ...note });
  const { campaign, unit, office } = Contact.parse(noted ?? known);
  await updateIf(table, { key: keys.rosterContact(campaign, unit ?? office ?? '', email), ...note });
}
