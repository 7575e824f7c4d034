import { publishApp } from '../../../functions/publish/app.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { OpenDays } from '../../../schemas/contract/publication.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';

export interface PublicWorld {
  table: MemoryTable;
  /** Seconds that have passed. */
  wait(seconds: number): void;
  /** As anybody. */
  get(path: string, headers?: { [header: string]: string }): Promise<Response>;
  places(query?: string): Promise<OpenDays['places']>;
  lead: { [header: string]: string };
  clerk: { [header: string]: string };
  post(fields: { [name: string]: string }): Promise<Response>;
  send(body: unknown, headers?: { [header: string]: string }): Promise<Response>;
}

export async function publicWorld(): Promise<PublicWorld> {
  const table = memoryTable();
  let now = new Date('2023-05-20T01:00:00.000Z');
  const app = publishApp({
    table,
    campaign: heilongjiang2023,
    forms,
    clock: () => now,
    log: collectedLog(),
  });
  const lead = await signedIn(table, now, { role: 'lead', office: 'lead' });
  const clerk = await signedIn(table, now, { role: 'unit', unit: 'harbin' });
  const get: PublicWorld['get'] = async (path, headers = {}) => app.request(path, { headers });
  return {
    table,
    lead,
    clerk,
    wait: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    get,
    places: async (query = '') => OpenDays.parse(await (await get(`/open-days${query}`)).json()).places,
    async post(fields) {
      const { body, type } = posted(fields);
      return app.request('/featured', {
        method: 'POST',
        headers: { ...inBrowser(lead), 'content-type': type },
        body,
      });
    },
    send: async (body, headers = lead) =>
      app.request('/featured', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
