import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startDynoxide, useStore } from '../../infra/local/store/dynoxide.ts';
import { quantile, table } from './figures.ts';

interface Figures {
  what: string;
  times: number[];
  cpu: number[];
  calls: number;
  bytes: number;
}

/** The desk of 200 units and 10 forms on the local store, its reads included. `DYNAMODB_ENDPOINT` names another store. */
export async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'intake-desk-'));
  const { DYNAMODB_ENDPOINT: other } = process.env;
  const store = other === undefined ? await startDynoxide(directory) : await useStore(other);
  try {
    // Pages are TSX, which Node does not run as it stands.
    const outfile = fileURLToPath(new URL('../../node_modules/.cache/desk-host.mjs', import.meta.url));
    await build({
      entryPoints: [fileURLToPath(new URL('desk-host.ts', import.meta.url))],
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      packages: 'external',
      outfile,
    });
    const said = execFileSync(process.execPath, [outfile, store.url], { encoding: 'utf8' });
    const results: Figures[] = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    table(
      results.map(({ what, times, cpu, calls, bytes }) => ({
        'GET /desk, 200 units × 10 forms': what,
        'ms (median)': quantile(times, 0.5).toFixed(0),
        'ms (p90)': quantile(times, 0.9).toFixed(0),
        'ms of CPU (median)': quantile(cpu, 0.5).toFixed(0),
        'calls of the store': calls,
        KB: (bytes / 1000).toFixed(0),
      })),
    );
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
