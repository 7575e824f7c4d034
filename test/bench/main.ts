/**
 * `npm run bench` measures everything, `npm run bench -- submissions` one thing. Machines are noisy: what counts is
 * measured side by side in one run, and the medians and ratios are what to quote.
 */
const BENCHES: { [name: string]: () => Promise<{ run(): Promise<void> }> } = {
  submissions: () => import('./submissions.ts'),
  bundles: () => import('./bundles.ts'),
  start: () => import('./start.ts'),
  archive: () => import('./archive.ts'),
  inspect: () => import('./inspect.ts'),
  workbook: () => import('./workbook.ts'),
  upload: () => import('./upload.ts'),
  desk: () => import('./desk.ts'),
  pages: () => import('./pages.ts'),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
for (const [name, load] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n## ${name}`);
  const bench = await load();
  await bench.run();
}
