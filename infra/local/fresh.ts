import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from 'esbuild';
import * as z from 'zod';
import { BUNDLES, bundle } from '../bundle.ts';
import { codeOf } from './problem.ts';
import type { Synthesised } from './synth.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const keptFile = (malwareScan: boolean): string =>
  join(ROOT, `dist/local/template${malwareScan ? '-scanned' : ''}.json`);

const Kept = z.object({ key: z.string(), template: z.unknown(), campaign: z.string(), stack: z.string() });

/** All files under some folders or files of the project, sorted. */
async function filesOf(...paths: string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const full = join(ROOT, path);
      if (!(await stat(full)).isDirectory()) return [full];
      const entries = await readdir(full, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  return found.flat().sort();
}

const changedAt = async (files: string[]): Promise<number[]> =>
  Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));

/** Bundles the functions unless every bundle is newer than all that bundles are made of. */
export async function freshBundles(): Promise<void> {
  const sources = await filesOf('functions', 'schemas', 'infra/bundle.ts', 'package-lock.json');
  const handlers = sources.filter((file) => /functions[\\/][^\\/]+[\\/]handler\.tsx?$/.test(file));
  const bundles = handlers.map((file) => join(BUNDLES, file.split(/[\\/]/).at(-2) ?? '', 'index.mjs'));
  const [newest, oldest] = await Promise.all([
    changedAt(sources).then((times) => Math.max(...times)),
    changedAt(bundles).then(
      (times) => Math.min(...times),
      () => 0,
    ),
  ]);
  if (oldest > newest) return;
  await bundle();
  // Its own process would stay as long as this one.
  await stop();
}

async function digest(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}

function kept(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The synthesised stack. Loading the CDK and synthesising takes seconds, so the template of the last time serves
 * as long as nothing that it is made of has changed by a single byte.
 */
export async function freshTemplate(malwareScan: boolean): Promise<Synthesised> {
  const file = keptFile(malwareScan);
  const sources = await filesOf('infra', 'schemas', 'cdk.json', 'package-lock.json');
  const own = join(ROOT, 'infra/local/');
  const key = await digest(sources.filter((file) => !file.startsWith(own) || file === join(own, 'synth.ts')));
  const before = kept(file);
  if (before?.key === key) return before;
  const { synthesise } = await import('./synth.ts');
  const outdir = await mkdtemp(join(tmpdir(), 'intake-synth-'));
  const synthesised = synthesise(outdir, malwareScan);
  await rm(outdir, { recursive: true });
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}-${process.pid}`;
  await writeFile(draft, JSON.stringify({ ...synthesised, key }));
  await rename(draft, file);
  return synthesised;
}
