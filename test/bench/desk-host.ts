import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { reviewApp } from '../../functions/review/app.ts';
import { listUnread } from '../../functions/shared/messages/talk.ts';
import { listStandings } from '../../functions/shared/records/reports.ts';
import { openTable } from '../../functions/shared/records/table.ts';
import { collectedLog } from '../support/collected-log.ts';
import { largeCampaign, largeReports, manyForms } from '../support/large-campaign.ts';
import { inBrowser, signedIn } from '../support/signed-in.ts';

const ROUNDS = 30;
const WARM_UP = 5;
const TABLE = 'records';
const NOW = new Date('2023-06-20T01:15:00.000Z');

/** Fills the store at the address that it is given, opens the desk on it over and over, and prints how long that took. */
const [endpoint = ''] = process.argv.slice(2);
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
const key = [
  { AttributeName: 'pk', KeyType: 'HASH' as const },
  { AttributeName: 'sk', KeyType: 'RANGE' as const },
];
await client.send(
  new CreateTableCommand({
    TableName: TABLE,
    KeySchema: key,
    AttributeDefinitions: key.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
const table = openTable(TABLE, client);
const rows = largeReports();
for (let at = 0; at < rows.length; at += 100) await table.transact(rows.slice(at, at + 100));

let calls = 0;
client.middlewareStack.add(
  (next) => (args) => {
    calls++;
    return next(args);
  },
  { step: 'finalizeRequest' },
);
const app = reviewApp({
  table,
  campaign: largeCampaign,
  forms: manyForms,
  files: { presignGet: async ({ key: name }) => name },
  filesOrigin: 'https://files.example.org',
  clock: () => NOW,
  log: collectedLog(),
});
const lead = await signedIn(table, NOW, { role: 'lead', office: 'lead' });

const desk = async (headers: { [header: string]: string }) =>
  (await (await app.request('/desk', { headers })).arrayBuffer()).byteLength;
/** What the store and its client take alone. */
const reads = async () => {
  const { id } = largeCampaign;
  await Promise.all([listStandings(table, id), listUnread(table, { office: 'lead' }, id)]);
  return 0;
};

for (const [what, run] of Object.entries({
  page: () => desk(inBrowser(lead)),
  JSON: () => desk({ ...lead, accept: 'application/json' }),
  'its two queries alone': reads,
})) {
  const figures = { what, times: [] as number[], cpu: [] as number[], calls: 0, bytes: 0 };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    calls = 0;
    const [start, before] = [performance.now(), process.cpuUsage()];
    figures.bytes = await run();
    const [time, { user, system }] = [performance.now() - start, process.cpuUsage(before)];
    figures.calls = calls;
    if (round < WARM_UP) continue;
    figures.times.push(time);
    figures.cpu.push((user + system) / 1000);
  }
  console.log(JSON.stringify(figures));
}
