import { previewImportApp } from '../../../functions/preview-import/app.ts';
import { rosterApp } from '../../../functions/roster/app.ts';
import { openSession } from '../../../functions/shared/http/session.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { Mail } from '../../../schemas/mail.ts';
import { contactRows, type RosterContact } from '../../../schemas/roster.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted } from '../../support/signed-in.ts';

type Headers = { [header: string]: string };
interface Answer {
  status: number;
  location: string | null;
  text: string;
  // A test knows what it asked for.
  body: { [name: string]: unknown } & { version?: number; code?: string; errors?: { code: string }[] };
}

export const CAMPAIGN = heilongjiang2023.id;

const contact = (name: string, who: Partial<RosterContact>): RosterContact => ({
  email: `${name}@example.org`,
  campaign: CAMPAIGN,
  role: 'unit',
  ...who,
});

/** The roster with one contact for the lead office, one for another and one for Harbin, all signed in. */
export async function rosterWorld(turn?: (call: string) => Promise<void>, campaign = heilongjiang2023) {
  const table = memoryTable(turn);
  const world = { now: new Date('2023-06-01T01:00:00.000Z') };
  const log = collectedLog();
  const dependencies = { table, campaign, forms, clock: () => world.now, log };
  const [roster, previews] = [rosterApp(dependencies), previewImportApp(dependencies)];
  const app = {
    request: (path: string, init?: RequestInit) =>
      (/^\/roster\/(import|template\.xlsx)(\?|$)/.test(path) ? previews : roster).request(path, init),
  };
  const enrol = async (given: RosterContact): Promise<Headers> => {
    for (const row of contactRows(given)) await table.put({ ...row });
    const { token } = await openSession(table, given, world.now);
    return { authorization: `Bearer ${token}` };
  };
  const as = {
    lead: await enrol(contact('lead', { role: 'lead', office: 'lead' })),
    cast: await enrol(contact('cast', { role: 'office', office: 'cast' })),
    clerk: await enrol(contact('harbin', { unit: 'harbin' })),
  };
  const answer = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const { status, headers } = response;
    return {
      status,
      location: headers.get('location'),
      text,
      body: /^[{[]/.test(text) ? JSON.parse(text) : {},
    };
  };
  const get = async (path: string, headers: Headers = as.lead) =>
    answer(await app.request(path, { headers }));
  return {
    table,
    log,
    as,
    world,
    enrol: (name: string, who: Partial<RosterContact>) => enrol(contact(name, who)),
    get,
    page: (path: string, language = 'zh-CN') =>
      get(path, { ...inBrowser(as.lead), 'accept-language': language }),
    post: async (path: string, entry: unknown, headers: Headers = as.lead) =>
      answer(
        await app.request(path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(entry),
        }),
      ),
    /** A file as a program sends it. */
    send: async (path: string, file: Buffer, more: Headers = {}) =>
      answer(
        await app.request(path, {
          method: 'POST',
          headers: { ...as.lead, 'content-type': 'application/octet-stream', ...more },
          body: new Uint8Array(file),
        }),
      ),
    /** A file as a page's form posts it. */
    async upload(path: string, file: Buffer) {
      const body = new FormData();
      body.set('file', new File([new Uint8Array(file)], '名册.xlsx'));
      return answer(await app.request(path, { method: 'POST', headers: inBrowser(as.lead), body }));
    },
    /** What a page's form posts. */
    async press(path: string, fields: { [name: string]: string }) {
      const { body, type } = posted(fields);
      const headers = { ...inBrowser(as.lead), 'content-type': type };
      return answer(await app.request(path, { method: 'POST', headers, body }));
    },
    mails: () =>
      table
        .rows()
        .filter(({ type }) => type === 'mail')
        .map((row) => Mail.parse(row)),
    audit: () =>
      table
        .rows()
        .filter(({ type }) => type === 'audit')
        .map(({ action }) => action)
        .sort(),
  };
}
