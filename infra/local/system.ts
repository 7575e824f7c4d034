import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Campaign } from '../../schemas/campaign.ts';
import { createApiServer } from './api/server.ts';
import { clockOffset, DEFAULT_CLOCK } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { freshBundles, freshTemplate } from './fresh.ts';
import { createFleet, type Fleet } from './functions/fleet.ts';
import type { Outcome } from './functions/message.ts';
import type { Authorizer } from './iam/authorizer.ts';
import { createCredentials, OPERATOR, type Secrets } from './iam/credentials.ts';
import { lockDirectory } from './lock.ts';
import { functionNamed, planOf } from './plan.ts';
import { choosePort } from './ports.ts';
import { createAsynchronous } from './pumps/asynchronous.ts';
import { busOf } from './pumps/bus.ts';
import { announceMails } from './pumps/mail-event.ts';
import { announceObjects } from './pumps/object-event.ts';
import { functionByArn, retriesOf } from './pumps/rules.ts';
import { startPumps } from './pumps/start.ts';
import { createUndelivered } from './pumps/undelivered.ts';
import { type Scanning, startScanning } from './scanner/start.ts';
import { seedRoster } from './seed.ts';
import { startServices } from './services.ts';
import { startDynoxide, useStore } from './store/dynoxide.ts';
import { createTable } from './store/tables.ts';

export interface LocalOptions {
  /** The first of four neighbouring ports; 0 looks for free ones. */
  port?: number;
  directory: string;
  /** The campaign's time at the first start, e.g. `2023-05-10T09:00:00+08:00`. */
  clock?: string;
  /** A DynamoDB that runs already, instead of a child process. */
  dynamodbEndpoint?: string;
  /** Scans files for malware; without it they count as not scanned. */
  scanning?: Scanning | undefined;
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

/** Those that people meet first; the others take 0.1 s when they are first asked for. */
const WARMED = ['site', 'sign-in', 'follow-up', 'report', 'send-mail'];

/** The store, up long before the stack is synthesised, with the table and the roster that the plan wants in it. */
async function openRecords(options: LocalOptions, port: number, directory: string, closers: Closers) {
  const starting =
    options.dynamodbEndpoint === undefined ? startDynoxide(directory) : useStore(options.dynamodbEndpoint);
  closers.add(() =>
    starting.then(
      (store) => store.close(),
      () => {},
    ),
  );
  const template = freshBundles().then(() => freshTemplate(options.scanning !== undefined));
  const [store, synthesised] = await Promise.all([starting, template]);
  const plan = planOf(synthesised, port);
  const credentials = createCredentials();
  const client = new DynamoDBClient({
    endpoint: store.url,
    region: plan.place.region,
    credentials: credentials.issue(OPERATOR),
  });
  closers.add(() => client.destroy());
  await createTable(client, plan.records);
  await seedRoster(client, plan.records.name, plan.campaign);
  return { store, plan, credentials, client };
}

async function serve(server: Server, port: number, closers: Closers): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  closers.add(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    await closed;
  });
}

async function start(
  options: LocalOptions,
  directory: string,
  closers: Closers,
): Promise<Omit<Local, 'close'>> {
  const { port: wanted = 0, clock = DEFAULT_CLOCK, quiet = false } = options;
  closers.add(await lockDirectory(directory));
  const port = await choosePort(wanted);
  const clockOffsetSeconds = clockOffset(directory, clock);
  const campaignNow = () => new Date(Date.now() + clockOffsetSeconds * 1000);
  const complain = (error: unknown) => {
    if (!quiet) console.error(`local: ${error instanceof Error ? error.message : error}`);
  };
  const { store, plan, credentials, client } = await openRecords(options, port, directory, closers);
  const { template, place, authorizer, tables } = plan;
  const common = { template, place, authorizer, credentials, tables, storeUrl: store.url };

  const invoke = (functionId: string, payload: string): Promise<Outcome> => fleet.invoke(functionId, payload);
  const asynchronous = createAsynchronous({
    directory: join(directory, 'events'),
    invoke,
    retriesOf: retriesOf(template),
    giveUp: createUndelivered(template, authorizer, join(directory, 'queues')),
    complain,
  });
  const bus = busOf(plan.rules, asynchronous);
  const announceObject = announceObjects(plan, bus);
  const scanner = await startScanning(options.scanning, {
    ...common,
    bus,
    directory: join(directory, 'scans'),
    complain,
  });
  const services = await startServices({
    ...common,
    port,
    directory,
    buckets: plan.buckets,
    onObject(event) {
      announceObject(event);
      scanner.arrived(event);
    },
    onMail: announceMails(plan, bus, campaignNow),
    invoke: (functionArn, payload) => invoke(functionByArn(template, functionArn) ?? functionArn, payload),
  });
  closers.add(services.close);
  const fleet: Fleet = createFleet({
    definitions: plan.functions,
    place,
    endpoints: services.endpoints,
    credentials,
    clockOffsetSeconds,
    logs: join(directory, 'logs'),
  });
  closers.add(fleet.close);
  closers.add(asynchronous.stop);
  closers.add(scanner.stop);
  const { server, inFlight } = createApiServer(plan.api, place, invoke);
  const pumps = await startPumps({
    ...common,
    directory: join(directory, 'pumps'),
    fleet,
    asynchronous,
    client,
    s3: services.s3,
    campaignNow,
    isBusy: () => inFlight() > 0,
    complain,
  });
  closers.add(pumps.stop);
  await serve(server, port, closers);
  asynchronous.resume();
  scanner.resume();
  services.resume();

  void fleet.warm(WARMED.flatMap((name) => functionNamed(plan, name)?.id ?? []));
  return {
    siteUrl: place.site,
    mailUrl: services.endpoints.ses,
    s3Url: services.endpoints.s3,
    dynamoUrl: services.endpoints.dynamodb,
    directory,
    clockOffsetSeconds,
    campaign: plan.campaign,
    recordsTable: plan.records.name,
    operatorCredentials: credentials.issue(OPERATOR),
    authorizer,
    invoke: (name, payload) => invoke(functionNamed(plan, name)?.id ?? name, JSON.stringify(payload)),
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
