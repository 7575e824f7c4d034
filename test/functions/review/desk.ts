import { reviewApp } from '../../../functions/review/app.ts';
import type { Dependencies } from '../../../functions/review/dependencies.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';

type Headers = { [header: string]: string };

export interface DeskWorld {
  table: MemoryTable;
  log: ReturnType<typeof collectedLog>;
  /** What was signed, in place of links. */
  links: Parameters<Dependencies['files']['presignGet']>[0][];
  as: { lead: Headers; cast: Headers; clerk: Headers };
  send(path: string, body: string, headers: { [header: string]: string }): Promise<Response>;
  get(path: string, headers: Headers): Promise<Response>;
  decide(path: string, entry: unknown, headers: Headers): Promise<Response>;
  /** What the page's form posts. */
  post(
    path: string,
    fields: { [name: string]: string | string[] },
    headers: Headers,
    query?: string,
  ): Promise<Response>;
}

const NOW = new Date('2023-06-20T01:15:00.000Z');

/** The desk with three people who are signed in. */
export async function deskWorld(
  turn?: (call: string) => Promise<void>,
  campaign = heilongjiang2023,
  scanned = false,
): Promise<DeskWorld> {
  const table = memoryTable(turn);
  const log = collectedLog();
  const links: DeskWorld['links'] = [];
  const files: Dependencies['files'] = {
    async presignGet(link) {
      links.push(link);
      return `https://files.example.org/${link.key}`;
    },
  };
  const app = reviewApp({
    table,
    files,
    filesOrigin: 'https://files.example.org',
    campaign,
    scanned,
    forms,
    clock: () => NOW,
    log,
  });
  const decisions = (path: string) => `/desk/reports/${path}/decisions`;
  return {
    table,
    log,
    links,
    as: {
      lead: await signedIn(table, NOW, { role: 'lead', office: 'lead' }),
      cast: await signedIn(table, NOW, { role: 'office', office: 'cast' }),
      clerk: await signedIn(table, NOW, { role: 'unit', unit: 'harbin' }),
    },
    get: async (path, headers) => app.request(path, { headers }),
    send: async (path, body, headers) => app.request(path, { method: 'POST', headers, body }),
    decide: async (path, entry, headers) =>
      app.request(decisions(path), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: typeof entry === 'string' ? entry : JSON.stringify(entry),
      }),
    async post(path, fields, headers, query = '') {
      const { body, type } = posted(fields);
      return app.request(decisions(path) + query, {
        method: 'POST',
        headers: { ...inBrowser(headers), 'content-type': type },
        body,
      });
    },
  };
}
