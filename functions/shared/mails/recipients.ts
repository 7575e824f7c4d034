import type { Mail } from '../../../schemas/mail.ts';
import { Contact } from '../../../schemas/session.ts';
import type { Language } from '../../../schemas/text.ts';
import { keys } from '../records/keys.ts';
import type { Table } from '../records/shapes.ts';

export interface Recipients {
  to: string[];
  /** Whose earlier mails came back or were complained about: they get none until an office has one sent again. */
  spared: string[];
  /** The languages of those who get it, Chinese first. */
  languages: readonly [Language, ...Language[]];
}

async function rosterOf(table: Table, { campaign, unit, office, address }: Mail): Promise<Contact[]> {
  if (address !== undefined) {
    const row = await table.get(keys.contact(address));
    return row ? [Contact.parse(row)] : [];
  }
  const owner = unit ?? office;
  if (owner === undefined) return [];
  return (await table.query(keys.contactsOf(campaign, owner))).map((row) => Contact.parse(row));
}

/** One mail goes to all, so it is written in every language that one of them reads. */
function languagesOf(contacts: readonly Contact[]): Recipients['languages'] {
  const english = contacts.filter(({ language }) => language === 'en');
  if (english.length === 0) return ['zh'];
  return english.length === contacts.length ? ['en'] : ['zh', 'en'];
}

/** Who gets a mail, by the roster of this moment: one person, or all contacts of a unit or an office. */
export async function recipients(table: Table, mail: Mail): Promise<Recipients> {
  const contacts = await rosterOf(table, mail);
  const everybody = mail.address !== undefined || mail.again !== undefined;
  const spared = contacts.filter(({ reach }) => !everybody && reach && reach.fate !== 'delivered');
  const reached = contacts.filter((contact) => !spared.includes(contact));
  return {
    to: [...new Set(mail.address === undefined ? reached.map(({ email }) => email) : [mail.address])],
    spared: spared.map(({ email }) => email),
    languages: languagesOf(reached),
  };
}
