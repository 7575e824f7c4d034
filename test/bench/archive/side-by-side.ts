import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { build } from 'esbuild';
import type { Entry } from '../../../functions/build-archive/plan-shape.ts';
import { estimate } from '../../../functions/build-archive/zip/estimate.ts';
import { planZip } from '../../../functions/build-archive/zip/plan-zip.ts';
import { clientFor, KEY_ID } from '../../infra/local/s3/local-s3.ts';
import { median, table } from '../figures.ts';
import { entriesOf, REAL } from './loads.ts';
import type { Taken, Task } from './one-build.ts';

const ROUNDS = 3;
const BUCKETS = { attachments: 'versioned', archives: 'plain' };
const WAYS = ['streamed', 'inside S3'] as const;
/** Sources, two archives of 3 GB, and something to spare. */
const NEEDED = 12e9;

/** The store runs in a process of its own: what it takes is not the builder's. */
async function startStore(directory: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['test/infra/local/s3/server-process.ts', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const url of createInterface({ input: child.stdout })) return { url, child };
  throw new Error('the store did not start');
}

/** One object a size; the archive holds it many times under many names. */
async function fillStore(client: S3Client): Promise<Map<number, Partial<Entry['source']>>> {
  const noise = randomBytes(1024 ** 2);
  const sources = new Map<number, Partial<Entry['source']>>();
  for (const [, size] of Object.values(REAL).flat()) {
    if (sources.has(size)) continue;
    const { ETag = '', VersionId } = await client.send(
      new PutObjectCommand({
        Bucket: BUCKETS.attachments,
        Key: String(size),
        Body: Buffer.alloc(size, noise),
      }),
    );
    sources.set(size, { etag: ETag.replaceAll('"', ''), versionId: VersionId });
  }
  return sources;
}

/** Bundled as functions are: what Node takes to strip types is no part of a deployed function's memory. */
async function bundleOneBuild(directory: string): Promise<string> {
  const outfile = join(directory, 'one-build.mjs');
  await build({
    entryPoints: ['test/bench/archive/one-build.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    banner: {
      js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

function buildOnce(script: string, task: Task): Taken {
  const { stdout, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(task),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`the build failed: ${task.way}`);
  return JSON.parse(stdout);
}

const middle = (all: readonly Taken[], of: (one: Taken) => number): number => median(all.map(of));

/** Both ways in turns, over the same store in the same run. */
export async function sideBySide(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'archive-bench-'));
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < NEEDED) throw new Error('this bench needs 12 GB of disk for a while');
  const { url, child } = await startStore(directory);
  const client = clientFor(url, { requestChecksumCalculation: 'WHEN_REQUIRED', maxAttempts: 5 });
  try {
    const [script, sources] = await Promise.all([bundleOneBuild(directory), fillStore(client)]);
    const rows = [];
    let builds = 0;
    for (const [name, load] of Object.entries(REAL)) {
      const entries = entriesOf(load, (size) => sources.get(size) ?? {});
      const plan = estimate(planZip(() => entries));
      const taken: { [way in (typeof WAYS)[number]]: Taken[] } = { streamed: [], 'inside S3': [] };
      for (let round = 0; round < ROUNDS; round++) {
        for (const way of WAYS) {
          const key = `archives/${String(++builds).padStart(26, '0')}.zip`;
          const credentials = { accessKeyId: KEY_ID, secretAccessKey: 'local-secret' };
          taken[way].push(buildOnce(script, { way, url, credentials, buckets: BUCKETS, entries, key }));
          const of = { Bucket: BUCKETS.archives, Key: key };
          const { ContentLength = 0 } = await client.send(new HeadObjectCommand(of));
          const bytes = entries.reduce((sum, { source }) => sum + source.size, 0);
          if (ContentLength < bytes) throw new Error('the archive is not whole');
          await client.send(new DeleteObjectCommand(of));
        }
      }
      const cpu = (way: (typeof WAYS)[number]) => middle(taken[way], ({ cpuSeconds }) => cpuSeconds);
      const through = (way: (typeof WAYS)[number]) => middle(taken[way], ({ outward }) => outward);
      for (const way of WAYS) {
        const all = taken[way];
        const ours = way === 'inside S3';
        rows.push({
          'on the local S3': name,
          way,
          'MB in': (middle(all, ({ inward }) => inward) / 1e6).toFixed(1),
          'MB out': (through(way) / 1e6).toFixed(1),
          'plan MB': ours ? (plan.through / 1e6).toFixed(1) : '',
          '% of bytes': ((100 * through(way)) / through('streamed')).toFixed(1),
          'PUT-class': middle(all, ({ puts }) => puts),
          GET: middle(all, ({ gets }) => gets),
          'CPU s': cpu(way).toFixed(2),
          '% of CPU': ((100 * cpu(way)) / cpu('streamed')).toFixed(1),
          'wall s': middle(all, ({ seconds }) => seconds).toFixed(1),
          'peak RSS MB': Math.max(...all.map(({ peakBytes }) => peakBytes / 1e6)).toFixed(0),
        });
      }
    }
    table(rows);
  } finally {
    client.destroy();
    child.kill();
    rmSync(directory, { recursive: true });
  }
}
