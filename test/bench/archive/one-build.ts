/** Builds one archive in one of two ways, in a process of its own; reads the task from its input, prints what it took. */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Dependencies } from '../../../functions/build-archive/dependencies.ts';
import { type Entry, type Plan, planKey } from '../../../functions/build-archive/plan-shape.ts';
import { runStep } from '../../../functions/build-archive/steps.ts';
import { openClient } from '../../../functions/build-archive/zip/s3-client.ts';
import { openS3Store } from '../../../functions/build-archive/zip/s3-store.ts';
import { newArchiveRow } from '../../../functions/shared/archives/jobs.ts';
import { Archive } from '../../../schemas/archive.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { streamArchive } from './baseline.ts';

export interface Task {
  way: 'inside S3' | 'streamed';
  url: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  buckets: { attachments: string; archives: string };
  entries: Entry[];
  key: string;
}

export interface Taken {
  /** Bytes on the wire, requests and answers with all their headers. */
  inward: number;
  outward: number;
  puts: number;
  gets: number;
  /** Of this thread alone. */
  cpuSeconds: number;
  seconds: number;
  peakBytes: number;
}

const sockets: Socket[] = [];
subscribe('net.client.socket', (message) => {
  if (isWith(message, 'socket') && isSocket(message.socket)) sockets.push(message.socket);
});
let [puts, gets] = [0, 0];
subscribe('http.client.request.start', (message) => {
  if (!isWith(message, 'request') || !isWith(message.request, 'method')) return;
  if (message.request.method === 'GET' || message.request.method === 'HEAD') gets++;
  else if (message.request.method !== 'DELETE') puts++;
});

function isWith<K extends string>(value: unknown, key: K): value is { [k in K]: unknown } {
  return typeof value === 'object' && value !== null && key in value;
}
const isSocket = (value: unknown): value is Socket => isWith(value, 'bytesRead');

/** The steps of the deployed function, over the real store; only its table is in memory. */
async function buildInSteps({ buckets, entries, key }: Task, config: S3ClientConfig): Promise<void> {
  const archive = Archive.parse({
    id: key.replace(/^archives\/|\.zip$/g, ''),
    campaign: heilongjiang2023.id,
    choice: {},
    requestedBy: 'lead@example.org',
    office: 'lead',
    requestedAt: '2023-06-20T01:14:00.000Z',
    state: 'planning',
  });
  const contentAt = archive.requestedAt;
  const plan: Plan = {
    archive: archive.id,
    campaign: archive.campaign,
    contentAt,
    entries,
    leftOut: [],
    missing: [],
    manifestPath: 'manifest.csv',
  };
  const d: Dependencies = {
    table: memoryTable(),
    store: openS3Store(openClient(config), buckets),
    campaign: heilongjiang2023,
    forms: [],
    clock: () => new Date(),
    log: { info() {}, warn() {}, error: console.error, count() {} },
  };
  await d.table.put(newArchiveRow(archive));
  // What the spreadsheets and the reading of the reports take is not what is compared.
  await d.store.put(planKey(archive.id), Buffer.from(JSON.stringify(plan)));
  const job = { archive: archive.id, campaign: archive.campaign };
  const planned = await runStep(d, { ...job, step: 'plan' });
  for (const slice of planned?.slices ?? []) await runStep(d, { ...job, step: 'build', slice });
  await runStep(d, { ...job, step: 'finish' });
}

async function build(task: Task): Promise<void> {
  const { way, url, credentials, buckets, entries, key } = task;
  const config = { endpoint: url, region: 'us-east-1', forcePathStyle: true, credentials };
  if (way === 'streamed') return streamArchive(new S3Client(config), buckets, entries, key);
  return buildInSteps(task, config);
}

/** Of this program alone: what `getrusage` tells is at least what its parent held when it began. */
const peakBytes = (): number =>
  1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

const task: Task = JSON.parse(await text(process.stdin));
const cpuBefore = process.threadCpuUsage();
const started = performance.now();
await build(task);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.threadCpuUsage(cpuBefore);
const taken: Taken = {
  inward: sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
  outward: sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
  puts,
  gets,
  cpuSeconds: (user + system) / 1e6,
  seconds,
  peakBytes: peakBytes(),
};
console.log(JSON.stringify(taken));
process.exit();
