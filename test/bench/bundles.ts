import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { median, table } from './figures.ts';

const ANSWERING = [
  'site',
  'sign-in',
  'report',
  'follow-up',
  'attach',
  'review',
  'history',
  'archive',
  'publish',
  'personal-data',
  'workbook',
  'totals',
];
const ROUNDS = 15;

/** Every variable that a function may want; none is used while it is imported. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  CAMPAIGN: 'heilongjiang-2023',
  RECORDS_TABLE: 'records',
  ATTACHMENTS_BUCKET: 'attachments',
  ATTACHMENTS_ORIGIN: 'http://127.0.0.1:1/attachments',
  ARCHIVES_BUCKET: 'archives',
  ARCHIVES_ORIGIN: 'http://127.0.0.1:1/archives',
  ARCHIVE_BUILDER: 'builder',
  SITE_URL: 'http://127.0.0.1:1',
};

/** Milliseconds that a fresh process needs to import a bundle, the way a cold start does. */
function coldImport(bundle: string): number {
  const program = `const t = process.hrtime.bigint(); await import(${JSON.stringify(bundle)}); console.log(Number(process.hrtime.bigint() - t) / 1e6); process.exit(0)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: ENVIRONMENT,
    encoding: 'utf8',
  });
  const milliseconds = Number(stdout.trim().split('\n').at(-1));
  if (Number.isNaN(milliseconds)) throw new Error(`importing ${bundle} failed: ${stderr}`);
  return milliseconds;
}

/** What the limit is measured against: the DynamoDB client alone, bundled as anybody would. */
async function clientAlone(directory: string): Promise<string> {
  const outfile = join(directory, 'client.mjs');
  await build({
    stdin: {
      contents: `import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
        export const client = new DynamoDBClient(); export { GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand };`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
  });
  return outfile;
}

export async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'intake-bench-'));
  const baseline = await clientAlone(directory);
  const bundles = new Map([['client-dynamodb alone', baseline]]);
  for (const name of ANSWERING) bundles.set(name, join(process.cwd(), 'dist/functions', name, 'index.mjs'));
  const times = new Map([...bundles.keys()].map((name) => [name, [] as number[]]));
  // Round by round, so that a slow minute of the machine meets all of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, path] of bundles) times.get(name)?.push(coldImport(path));
  }
  const alone = median(times.get('client-dynamodb alone') ?? []);
  table(
    [...bundles].map(([name, path]) => ({
      bundle: name,
      KiB: (statSync(path).size / 1024).toFixed(1),
      'cold import ms (median)': median(times.get(name) ?? []).toFixed(1),
      ratio: (median(times.get(name) ?? []) / alone).toFixed(2),
    })),
  );
  rmSync(directory, { recursive: true });
}
