import { openSession } from '../../functions/shared/http/session.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import type { Contact } from '../../schemas/session.ts';
import { CAMPAIGN } from './stored-reports.ts';

type Who = Pick<Contact, 'role'> & Partial<Contact>;

/** The headers of a program that is signed in as somebody. */
export async function signedIn(table: Table, now: Date, who: Who): Promise<{ [header: string]: string }> {
  const name = who.unit ?? who.office ?? who.role;
  const { token } = await openSession(
    table,
    { email: `${name}@example.org`, campaign: CAMPAIGN, ...who },
    now,
  );
  return { authorization: `Bearer ${token}` };
}

/** The same person with a browser on the same site. */
export const inBrowser = (headers: { [header: string]: string }): { [header: string]: string } => ({
  ...headers,
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-site': 'same-origin',
  origin: 'http://localhost',
});

/** What a page's form posts; lists are tick boxes. */
export function posted(fields: { [name: string]: string | string[] }): { body: string; type: string } {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return { body: body.toString(), type: 'application/x-www-form-urlencoded' };
}
