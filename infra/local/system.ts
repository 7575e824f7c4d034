import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Campaign } from '../../schemas/campaign.ts';
import { campaignOf } from '../../schemas/campaigns/live.ts';
import { apiOf } from './api/description.ts';
import { createApiServer } from './api/server.ts';
import { clockOffset, DEFAULT_CLOCK } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { freshBundles, freshTemplate } from './fresh.ts';
import { functionsOf } from './functions/definition.ts';
import { createFleet, type Fleet } from './functions/fleet.ts';
import type { Outcome } from './functions/message.ts';
import { type Authorizer, createAuthorizer } from './iam/authorizer.ts';
import { createCredentials, OPERATOR, type Secrets } from './iam/credentials.ts';
import { readPolicies } from './iam/policies.ts';
import { lockDirectory } from './lock.ts';
import { placeOn } from './place.ts';
import { choosePort } from './ports.ts';
import { createAsynchronous } from './pumps/asynchronous.ts';
import { toBusEvent } from './pumps/object-event.ts';
import { functionByArn, retriesOf, rulesOf } from './pumps/rules.ts';
import { startPumps } from './pumps/start.ts';
import { createUndelivered } from './pumps/undelivered.ts';
import type { S3Event } from './s3/call.ts';
import { seedRoster } from './seed.ts';
import { startServices } from './services.ts';
import { bucketsOf } from './store/buckets.ts';
import { startDynoxide, useStore } from './store/dynoxide.ts';
import { createTable, tablesOf } from './store/tables.ts';
import { resolveTemplate } from './template/resolve.ts';

export interface LocalOptions {
  /** The first of four neighbouring ports; 0 looks for free ones. */
  port?: number;
  directory: string;
  /** The campaign's time at the first start, e.g. `2023-05-10T09:00:00+08:00`. */
  clock?: string;
  /** A DynamoDB that runs already, instead of a child process. */
  dynamodbEndpoint?: string;
  /** Says nothing of what its pumps run into; functions have their logs either way. */
  quiet?: boolean;
}

/** The running system. */
export interface Local {
  siteUrl: string;
  mailUrl: string;
  s3Url: string;
  dynamoUrl: string;
  directory: string;
  clockOffsetSeconds: number;
  campaign: Campaign;
  recordsTable: string;
  /** Allowed everything: for seeds, tests and looking around. */
  operatorCredentials: Secrets;
  /** Knows which grants were used and which calls were refused. */
  authorizer: Authorizer;
  /** @param functionName its folder, its name or its logical id */
  invoke(functionName: string, payload: unknown): Promise<Outcome>;
  /** Settled with a sentence when a part that all others need has ended by itself. */
  ended: Promise<string>;
  /** Lets running work end, then ends everything; what is waiting is taken up at the next start. */
  close(): Promise<void>;
}

/** Those that answer people are loaded first. */
const WARMED_FIRST = ['site', 'sign-in', 'report', 'send-mail'];

async function start(
  options: LocalOptions,
  directory: string,
  closers: Closers,
): Promise<Omit<Local, 'close'>> {
  const { port: wanted = 0, clock = DEFAULT_CLOCK, dynamodbEndpoint, quiet = false } = options;
  closers.add(await lockDirectory(directory));
  const port = await choosePort(wanted);
  const clockOffsetSeconds = clockOffset(directory, clock);
  const campaignNow = () => new Date(Date.now() + clockOffsetSeconds * 1000);
  const complain = (error: unknown) => {
    if (!quiet) console.error(`local: ${error instanceof Error ? error.message : error}`);
  };

  // The store is up long before the stack is synthesised.
  const storeStarts = dynamodbEndpoint === undefined ? startDynoxide(directory) : useStore(dynamodbEndpoint);
  closers.add(
    async () =>
      (await Promise.allSettled([storeStarts]))[0].status === 'fulfilled' && (await storeStarts).close(),
  );
  const [store, synthesised] = await Promise.all([storeStarts, freshBundles().then(freshTemplate)]);
  const campaign = campaignOf(synthesised.campaign);
  if (!campaign) throw new Error(`there is no campaign ${synthesised.campaign}`);

  const place = placeOn(port, synthesised.stack);
  const template = resolveTemplate(synthesised.template, place);
  const credentials = createCredentials();
  const authorizer = createAuthorizer(readPolicies(template.resources, template.nameOf));
  const definitions = functionsOf(template);
  const buckets = bucketsOf(template);
  const tables = tablesOf(template);
  const rules = rulesOf(template);

  const operatorCredentials = credentials.issue(OPERATOR);
  const client = new DynamoDBClient({
    endpoint: store.url,
    region: place.region,
    credentials: operatorCredentials,
  });
  closers.add(() => client.destroy());
  for (const table of tables) await createTable(client, table);
  const [records] = tables;
  if (!records) throw new Error('the template has no table');
  await seedRoster(client, records.name, campaign);

  const invoke = (functionId: string, payload: string): Promise<Outcome> => fleet.invoke(functionId, payload);
  const asynchronous = createAsynchronous({
    directory: join(directory, 'events'),
    invoke,
    retriesOf: retriesOf(template),
    giveUp: createUndelivered(template, authorizer, join(directory, 'queues')),
    complain,
  });
  function onObject(event: S3Event): void {
    const bucket = buckets.find((one) => one.options.name === event.bucket);
    if (!bucket?.announces) return;
    const told = toBusEvent(event, bucket.arn, place);
    for (const { functionIds } of rules.filter((rule) => rule.wants(told)))
      for (const functionId of functionIds) asynchronous.accept(functionId, JSON.stringify(told));
  }
  const services = await startServices({
    template,
    place,
    port,
    directory,
    credentials,
    authorizer,
    tables,
    buckets,
    storeUrl: store.url,
    onObject,
    invoke: (functionArn, payload) => invoke(functionByArn(template, functionArn) ?? functionArn, payload),
  });
  closers.add(services.close);
  const fleet: Fleet = createFleet({
    definitions,
    place,
    endpoints: services.endpoints,
    credentials,
    clockOffsetSeconds,
    logs: join(directory, 'logs'),
  });
  closers.add(fleet.close);
  closers.add(asynchronous.stop);
  const { server, inFlight } = createApiServer(apiOf(template), place, invoke);
  const pumps = await startPumps({
    template,
    place,
    directory: join(directory, 'pumps'),
    fleet,
    asynchronous,
    authorizer,
    credentials,
    tables,
    client,
    storeUrl: store.url,
    s3: services.s3,
    campaignNow,
    isBusy: () => inFlight() > 0,
    complain,
  });
  closers.add(pumps.stop);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  closers.add(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    await closed;
  });
  asynchronous.resume();
  services.resume();

  const idOf = (name: string): string | undefined =>
    definitions.find((one) => [one.id, one.name, one.environment.POWERTOOLS_SERVICE_NAME].includes(name))?.id;
  const first = WARMED_FIRST.flatMap((name) => idOf(name) ?? []);
  void fleet.warm([...first, ...definitions.map(({ id }) => id).filter((id) => !first.includes(id))]);
  return {
    siteUrl: place.site,
    mailUrl: services.endpoints.ses,
    s3Url: services.endpoints.s3,
    dynamoUrl: services.endpoints.dynamodb,
    directory,
    clockOffsetSeconds,
    campaign,
    recordsTable: records.name,
    operatorCredentials,
    authorizer,
    invoke: (name, payload) => invoke(idOf(name) ?? name, JSON.stringify(payload)),
    ended: store.ended,
  };
}

/**
 * Runs the whole system on this machine, made from the synthesised stack.
 * @throws LocalProblem with a sentence for people when something of the machine is in the way; any other error says
 * what the stack has that the local system does not know
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  // As on Lambda: functions must not see the time zone of whoever runs them.
  process.env.TZ = 'UTC';
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const closers = createClosers();
  try {
    const local = await start(options, directory, closers);
    return { ...local, close: closers.run };
  } catch (error) {
    await closers.run();
    throw error;
  }
}
