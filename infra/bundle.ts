import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { leftOut } from './left-out.ts';
import { buildLate, loadedLate } from './loaded-late.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles are, one folder a function: what the stack and the local system run. */
export const BUNDLES = join(ROOT, 'dist/functions');

/** Files of packages that a function reads at run time, by the function's name. */
const FROM_PACKAGES: { [name: string]: string[] } = {
  'inspect-attachment': ['mediainfo.js/dist/MediaInfoModule.wasm'],
};

/**
 * A function is a folder with a handler. Folders without one (`shared`) are parts of others. A `worker.ts` beside
 * it is what the function runs in a thread of its own.
 */
async function findHandlers(): Promise<{ [name: string]: string }> {
  const folders = await readdir(join(ROOT, 'functions'));
  const found = folders.flatMap((name) => {
    const handler = ['handler.ts', 'handler.tsx']
      .map((file) => join(ROOT, 'functions', name, file))
      .find((path) => existsSync(path));
    const worker = join(ROOT, 'functions', name, 'worker.ts');
    return [
      ...(handler ? [[`${name}/index`, handler] as const] : []),
      ...(existsSync(worker) ? [[`${name}/worker`, worker] as const] : []),
    ];
  });
  return Object.fromEntries(found);
}

/** The oldest browser that pages are for: what clerks' machines were given with Windows 7. */
const BROWSER = 'chrome86';

/** The files of `assets/style/` as one style sheet: pages load a single one, and people look for rules in short files. */
async function bundleStyle(from: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(from, 'index.css')],
    outfile,
    bundle: true,
    minify: true,
    target: BROWSER,
    charset: 'utf8',
    logLevel: 'warning',
  });
}

/**
 * Scripts of pages: `functions/<function>/browser/<name>.ts` is served as `/assets/<function>-<name>.js`. Files in
 * folders below are parts of others.
 */
async function findScripts(): Promise<{ [name: string]: string }> {
  const functions = await readdir(join(ROOT, 'functions'));
  const found = await Promise.all(
    functions.map(async (name) => {
      const folder = join(ROOT, 'functions', name, 'browser');
      const files = existsSync(folder) ? await readdir(folder) : [];
      return files
        .filter((file) => file.endsWith('.ts'))
        .map((file) => [`${name}-${basename(file, '.ts')}`, join(folder, file)] as const);
    }),
  );
  return Object.fromEntries(found.flat());
}

async function bundleScripts(outdir: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: await findScripts(),
    outdir: join(outdir, 'site/assets'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: BROWSER,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Files that a function reads at run time lie beside its bundle under the same name. */
async function copyAssets(name: string, outdir: string): Promise<void> {
  const to = join(outdir, name, 'assets');
  await rm(to, { recursive: true, force: true });
  const from = join(ROOT, 'functions', name, 'assets');
  const style = join(from, 'style');
  if (existsSync(from)) await cp(from, to, { recursive: true, filter: (path) => path !== style });
  if (existsSync(style)) await bundleStyle(style, join(to, 'style.css'));
  for (const file of FROM_PACKAGES[name] ?? []) {
    await cp(join(ROOT, 'node_modules', file), join(to, basename(file)));
  }
}

/** The same wherever the same sources are built: names and contents of the files that pages load. */
async function hashOfAssets(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\0`).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** How every piece of code is bundled. */
const HOUSE: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  // Beside the code and not read at start: they turn the places that a log names back into lines of source.
  sourcemap: 'external',
  sourcesContent: false,
  alias: {
    '@aws-sdk/credential-provider-node': join(ROOT, 'functions/shared/credentials.ts'),
    // Its `module` build is for browsers.
    'mediainfo.js': join(ROOT, 'node_modules/mediainfo.js/dist/esm/index.js'),
  },
  // Some libraries are CommonJS and call `require` for modules of Node, which an ES module does not have.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
  // Else every Chinese character of a page is written as six.
  charset: 'utf8',
  plugins: [leftOut, loadedLate],
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * Bundles every function, the SDK included (the one of the runtime is slower to load and changes under us), in
 * one call of esbuild: eight functions take a second that way, against a quarter of a minute one by one.
 * @returns size in bytes of each function's code
 */
export async function bundle(outdir = BUNDLES): Promise<{ [name: string]: number }> {
  const handlers = await findHandlers();
  const names = Object.keys(handlers).flatMap((entry) => /^(.+)\/index$/.exec(entry)?.[1] ?? []);
  await Promise.all(names.map((name) => copyAssets(name, outdir)));
  await bundleScripts(outdir);
  const { metafile } = await build({
    ...HOUSE,
    entryPoints: handlers,
    outdir,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    // Pages name it in the addresses of what they load, so that a browser asks for each content once.
    define: { HASH_OF_ASSETS: JSON.stringify(await hashOfAssets(join(outdir, 'site/assets'))) },
  });
  await buildLate(HOUSE, metafile, ROOT);
  return Object.fromEntries(
    names.map((name) => {
      const file = resolve(outdir, name, 'index.mjs');
      const output = Object.entries(metafile.outputs).find(([path]) => resolve(ROOT, path) === file);
      return [name, output?.[1].bytes ?? 0];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bytes] of Object.entries(await bundle())) {
    console.log(`${String(Math.ceil(bytes / 1024)).padStart(6)} KiB  ${name}`);
  }
}
