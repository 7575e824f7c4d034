/** Builds one archive in one of two ways, in a process of its own; reads the task from its input, prints what it took. */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import type { Entry } from '../../../functions/build-archive/plan-shape.ts';
import { buildSlice } from '../../../functions/build-archive/zip/build-slice.ts';
import { finishZip } from '../../../functions/build-archive/zip/finish-zip.ts';
import { openUploads, prepareZip, slicesOf } from '../../../functions/build-archive/zip/prepare.ts';
import { openClient } from '../../../functions/build-archive/zip/s3-client.ts';
import { openS3Store } from '../../../functions/build-archive/zip/s3-store.ts';
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

async function build({ way, url, credentials, buckets, entries, key }: Task): Promise<void> {
  const config = { endpoint: url, region: 'us-east-1', forcePathStyle: true, credentials };
  if (way === 'streamed') return streamArchive(new S3Client(config), buckets, entries, key);
  const store = openS3Store(openClient(config), buckets);
  const prefix = `work/${key}`;
  const { work } = await prepareZip({ store, entries: () => entries, prefix, keyOf: () => key, workers: 1 });
  const uploads = await openUploads(store, work);
  for (const slice of slicesOf(work)) await buildSlice({ store, work, uploads }, slice);
  await finishZip({ store, work, uploads });
}

if (process.env.MEMTRACE)
  setInterval(() => {
    const m = process.memoryUsage();
    console.error(
      Object.entries(m)
        .map(([k, v]) => `${k} ${(v / 1e6).toFixed(0)}`)
        .join(' '),
    );
  }, 700).unref();
const task: Task = JSON.parse(readFileSync(0, 'utf8'));
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
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(taken));
process.exit();
