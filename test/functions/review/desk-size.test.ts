import { expect, it } from '@jest/globals';
import { reviewApp } from '../../../functions/review/app.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { largeCampaign, largeReports, manyForms } from '../../support/large-campaign.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { inBrowser, signedIn } from '../../support/signed-in.ts';

const NOW = new Date('2023-06-20T01:15:00.000Z');

it('draws 200 units and 10 forms after at most 4 calls of the store, two at a time', async () => {
  const table = memoryTable();
  for (const write of largeReports()) await table.transact([write]);
  const app = reviewApp({
    table,
    campaign: largeCampaign,
    forms: manyForms,
    files: { presignGet: async ({ key }) => key },
    filesOrigin: 'https://files.example.org',
    clock: () => NOW,
    log: collectedLog(),
  });
  const lead = await signedIn(table, NOW, { role: 'lead', office: 'lead' });
  table.calls.length = 0;
  const page = await app.request('/desk', { headers: inBrowser(lead) });
  expect(page.status).toBe(200);
  expect((await page.text()).match(/href="\/desk\/reports\/[^/"]+\/[^/"]+"/g)).toHaveLength(2000);
  expect(table.calls).toEqual(['get', 'get', 'query', 'query']);
});
