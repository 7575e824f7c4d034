import type { Mail } from '../../schemas/mail.ts';
import { Contact } from '../../schemas/session.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';

/** Who gets a mail, by the roster of this moment: one person, or all contacts of a unit or an office. */
export async function recipients(table: Table, mail: Mail): Promise<string[]> {
  if (mail.address !== undefined) return [mail.address];
  const owner = mail.unit ?? mail.office;
  if (owner === undefined) return [];
  const rows = await table.query(keys.contactsOf(mail.campaign, owner));
  return [...new Set(rows.map((row) => Contact.parse(row).email))];
}
