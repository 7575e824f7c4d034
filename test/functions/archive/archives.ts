import { archiveApp } from '../../../functions/archive/app.ts';
import type { Dependencies } from '../../../functions/archive/dependencies.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';

type Headers = { [header: string]: string };

export interface ArchiveWorld {
  table: MemoryTable;
  log: ReturnType<typeof collectedLog>;
  /** What was signed, in place of links. */
  links: Parameters<Dependencies['archives']['presignGet']>[0][];
  /** Ids of the jobs that were started. */
  started: string[];
  /** What starting a job meets. */
  trouble: Error | undefined;
  now: Date;
  as: { lead: Headers; cast: Headers; clerk: Headers };
  get(path: string, headers: Headers): Promise<Response>;
  /** Posts nothing to a path. */
  press(path: string, headers: Headers): Promise<Response>;
  order(choice: unknown, headers: Headers): Promise<Response>;
  /** What the page's form posts. */
  post(fields: { [name: string]: string | string[] }, headers: Headers): Promise<Response>;
}

export async function archiveWorld(): Promise<ArchiveWorld> {
  const table = memoryTable();
  const log = collectedLog();
  const now = new Date('2023-06-19T01:15:00.000Z');
  const world: ArchiveWorld = {
    table,
    log,
    links: [],
    started: [],
    trouble: undefined,
    now,
    as: {
      lead: await signedIn(table, now, { role: 'lead', office: 'lead' }),
      cast: await signedIn(table, now, { role: 'office', office: 'cast' }),
      clerk: await signedIn(table, now, { role: 'unit', unit: 'harbin' }),
    },
    get: async (path, headers) => app.request(path, { headers }),
    press: async (path, headers) =>
      app.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }),
    order: async (choice, headers) =>
      app.request('/archives', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: typeof choice === 'string' ? choice : JSON.stringify(choice),
      }),
    async post(fields, headers) {
      const { body, type } = posted(fields);
      return app.request('/archives', {
        method: 'POST',
        headers: { ...inBrowser(headers), 'content-type': type },
        body,
      });
    },
  };
  const app = archiveApp({
    table,
    archives: {
      async presignGet(link) {
        world.links.push(link);
        return 'https://files.example.org/archive';
      },
    },
    builder: {
      async start({ id }) {
        if (world.trouble) throw world.trouble;
        world.started.push(id);
      },
    },
    campaign: heilongjiang2023,
    forms,
    clock: () => world.now,
    log,
  });
  return world;
}
