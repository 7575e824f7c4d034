/** Runs the whole system for a bench, in a process of its own; prints one JSON line of where it is and how to get in. */
import { startLocal } from '../../infra/local/system.ts';

const [directory = ''] = process.argv.slice(2);
const system = await startLocal({ directory, port: 0, clock: '2023-05-10T09:00:00+08:00', quiet: true });
console.log(
  JSON.stringify({
    site: system.siteUrl,
    mail: system.mailUrl,
    dynamo: system.dynamoUrl,
    table: system.recordsTable,
    credentials: system.operatorCredentials,
  }),
);
process.once('SIGTERM', () => system.close().then(() => process.exit(0)));
