import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Fleet } from '../functions/fleet.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Credentials } from '../iam/credentials.ts';
import type { Place } from '../place.ts';
import type { S3Server } from '../s3/server.ts';
import type { TableDefinition } from '../store/tables.ts';
import type { ResolvedTemplate } from '../template/document.ts';
import type { Asynchronous } from './asynchronous.ts';
import { openCheckpoint } from './checkpoint.ts';
import { deleteExpired, startRepeating } from './expiry.ts';
import { keepInBucket } from './failures.ts';
import { type Mapping, mappingsOf } from './mappings.ts';
import { schedulesOf, startSchedule } from './schedules.ts';
import { type Pump, startStreamPump } from './stream.ts';
import { openStream } from './stream-reader.ts';

const MINUTE = 60_000;
const LONGEST_REST_MS = 1000;

export interface PumpsOptions {
  template: ResolvedTemplate;
  place: Place;
  directory: string;
  fleet: Fleet;
  asynchronous: Asynchronous;
  authorizer: Authorizer;
  credentials: Credentials;
  tables: TableDefinition[];
  /** Acts as the operator. */
  client: DynamoDBClient;
  /** The store behind the gateway. */
  storeUrl: string;
  s3: S3Server;
  campaignNow(): Date;
  /** Is somebody waiting for an answer right now? */
  isBusy(): boolean;
  complain(error: unknown): void;
}

/** What Lambda does with a stream in the name of the function that it feeds. */
const STREAM_ACTIONS = ['DescribeStream', 'GetShardIterator', 'GetRecords'];

async function assertMayRead(authorizer: Authorizer, { functionId, streamArn, id }: Mapping): Promise<void> {
  for (const action of STREAM_ACTIONS) {
    const call = { principal: functionId, action: `dynamodb:${action}`, resource: streamArn };
    if (!(await authorizer.authorize(call))) throw new Error(`${id}: ${authorizer.refusal(call)}`);
  }
}

async function startMapping(mapping: Mapping, options: PumpsOptions): Promise<Pump> {
  const { template, place, directory, fleet, authorizer, credentials, storeUrl, complain } = options;
  await assertMayRead(authorizer, mapping);
  return startStreamPump({
    mapping,
    reader: await openStream(storeUrl, mapping.tableName),
    checkpoint: openCheckpoint(join(directory, `${mapping.id}.json`)),
    region: place.region,
    invoke: (payload) => fleet.invoke(mapping.functionId, payload),
    async keep(shard, records, condition, tries) {
      const { S3Client } = await import('@aws-sdk/client-s3');
      const client = new S3Client({
        endpoint: place.s3,
        region: place.region,
        forcePathStyle: true,
        credentials: credentials.issue(mapping.functionId),
      });
      const functionArn = template.attributeOf(mapping.functionId, 'Arn');
      await keepInBucket(client, mapping, functionArn, shard, records, condition, tries);
      client.destroy();
    },
    // Deployed, what goes on behind the scenes takes nothing from those who wait for an answer. Here it shares two
    // processors and one store with them, so while they wait it takes a tenth of the time.
    restAfter: (milliseconds) => (options.isBusy() ? Math.min(9 * milliseconds, LONGEST_REST_MS) : 0),
    complain,
  });
}

/** Starts everything that happens by itself: streams, schedules, rows and objects that end. */
export async function startPumps(options: PumpsOptions): Promise<Pump> {
  const { template, directory, asynchronous, authorizer, tables, client, s3, campaignNow, complain } =
    options;
  mkdirSync(directory, { recursive: true });
  const pumps: Pump[] = [];
  for (const mapping of mappingsOf(template)) pumps.push(await startMapping(mapping, options));
  for (const schedule of schedulesOf(template)) {
    const { id, functionId, functionArn, input } = schedule;
    const call = { principal: id, action: 'lambda:InvokeFunction', resource: functionArn };
    if (!(await authorizer.authorize(call))) throw new Error(`${id}: ${authorizer.refusal(call)}`);
    pumps.push(startSchedule(schedule, campaignNow, () => asynchronous.accept(functionId, input)));
  }
  for (const table of tables) {
    const sweep = () => deleteExpired(client, table, campaignNow());
    pumps.push(startRepeating(5 * MINUTE, sweep, complain));
  }
  // Objects carry real times, and rules count whole days: once an hour is plenty.
  pumps.push(startRepeating(60 * MINUTE, () => s3.expire(new Date()), complain));
  return {
    async stop() {
      await Promise.all(pumps.map((pump) => pump.stop()));
    },
  };
}
