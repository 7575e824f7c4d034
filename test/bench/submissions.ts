import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { signIn } from '../support/client.ts';
import type { Store } from './bare-client.ts';
import { median, table } from './figures.ts';
import type { Result, Task } from './load.ts';
import { handlerCpu } from './submission-cpu.ts';

const ROUNDS = 5;
const SECONDS = 5;

interface Host extends Store {
  site: string;
  mail: string;
}

/** `DYNAMODB_ENDPOINT` measures the same on another store. */
async function startHost(directory: string): Promise<{ host: Host; child: ChildProcess }> {
  const child = spawn(process.execPath, ['test/bench/host.ts', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { host: JSON.parse(line), child };
  }
  throw new Error('the system did not start');
}

function load(task: Task): Result {
  const { stdout, status } = spawnSync(process.execPath, ['test/bench/load.ts'], {
    input: JSON.stringify(task),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the load failed');
  return JSON.parse(stdout);
}

/** Waits until every confirmation of a round has been sent, so that the next one does not pay for it. */
async function emptyOutbox({ dynamo, table: TableName, credentials }: Store): Promise<void> {
  const client = new DynamoDBClient({ endpoint: dynamo, region: 'us-east-1', credentials });
  const waiting = new QueryCommand({
    TableName,
    IndexName: 'queue',
    KeyConditionExpression: 'queue = :mail',
    ExpressionAttributeValues: { ':mail': { S: 'mail' } },
    Limit: 1,
  });
  while ((await client.send(waiting)).Items?.length) await pause(200);
}

/** Submissions of 250 answers, through the running system and by a bare client on the same store, in turns. */
export async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'intake-bench-'));
  const { host, child } = await startHost(directory);
  const units = heilongjiang2023.units.slice(0, 16).map(({ id }) => id);
  const inbox = { site: host.site, mail: host.mail };
  const clients: { unit: string; token: string }[] = [];
  for (const unit of units) {
    clients.push({ unit, token: (await signIn(inbox, `${unit}@example.org`)).token ?? '' });
  }
  for (const many of [1, 16]) {
    const results = { system: [] as Result[], bare: [] as Result[] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const who of ['system', 'bare'] as const) {
        await emptyOutbox(host);
        const seconds = round === 0 ? 2 : SECONDS;
        const result = load({
          ...host,
          who,
          clients: clients.slice(0, many),
          seconds,
          round: `${many}-${round}`,
        });
        if (round > 0) results[who].push(result); // the first round warms up
      }
    }
    const ratios = results.system.map(
      ({ perSecond }, i) => perSecond / (results.bare[i]?.perSecond ?? Number.NaN),
    );
    table(
      (['system', 'bare'] as const).map((who) => ({
        clients: many,
        who,
        'per second': median(results[who].map(({ perSecond }) => perSecond)).toFixed(1),
        'p50 ms': median(results[who].map(({ p50 }) => p50)).toFixed(1),
        'p99 ms': median(results[who].map(({ p99 }) => p99)).toFixed(1),
        errors: results[who].reduce((sum, { errors }) => sum + errors, 0),
      })),
    );
    console.log(`system / bare, median of ${ROUNDS} rounds: ${median(ratios).toFixed(2)}\n`);
  }
  await emptyOutbox(host);
  await handlerCpu({ ...host, unit: units[0] ?? '', token: clients[0]?.token ?? '' });
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(directory, { recursive: true, force: true });
}
