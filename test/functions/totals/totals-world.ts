import { totalsApp } from '../../../functions/totals/app.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { FormTotals } from '../../../schemas/contract/totals.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, signedIn } from '../../support/signed-in.ts';

const NOW = new Date('2023-06-20T01:15:00.000Z');

export interface TotalsWorld {
  table: MemoryTable;
  /** As the lead office, a program. */
  get(path: string): Promise<Response>;
  totals(form: string, query?: string): Promise<FormTotals>;
  /** The page in Chinese. */
  page(path: string): Promise<string>;
}

export async function totalsWorld(): Promise<TotalsWorld> {
  const table = memoryTable();
  const app = totalsApp({
    table,
    campaign: heilongjiang2023,
    forms,
    clock: () => NOW,
    log: collectedLog(),
  });
  const lead = await signedIn(table, NOW, { role: 'lead', office: 'lead' });
  const get = async (path: string) => app.request(path, { headers: lead });
  return {
    table,
    get,
    totals: async (form, query = '') => FormTotals.parse(await (await get(`/totals/${form}${query}`)).json()),
    page: async (path) => (await app.request(path, { headers: inBrowser(lead) })).text(),
  };
}

/** Answers to the statistics with these numbers; what is not named is blank. */
export const figures = (numbers: { [code: string]: number | '-' }) => ({
  indicators: Object.fromEntries(Object.entries(numbers).map(([code, count]) => [code, { count }])),
});
