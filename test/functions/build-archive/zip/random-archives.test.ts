import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unzip } from '../../../support/archive.ts';
import { archiveIn, heldContents, simulatedStore } from '../../../support/simulated-store.ts';
import { unzippers, witnesses } from '../../../support/unzippers.ts';
import { build, entriesOf, file, type Given, objectsOf, SMALL } from './small-archive.ts';

const letter = fc.constantFrom('a', 'Z', '7', ' ', '.', '活', '動', 'é', '😀', '-', '(', 'ש');
const path = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const size = fc.oneof(
  fc.constantFrom(0, 1, 99, 100, 101, 199, 200, 201),
  fc.integer({ min: 0, max: 260 }),
  fc.integer({ min: 0, max: 1200 }),
);
const files = fc.array(fc.tuple(path, size, fc.boolean()), { maxLength: 30 }).map((given) =>
  // Names are apart before an archive is planned; here by a folder each.
  given.map(([name, bytes, pinned], i) => file(`${i % 3}单位/${i}/${name}名`, bytes, pinned)),
);
const way = fc.record({
  slices: fc.integer({ min: 1, max: 5 }),
  tellsCrcs: fc.boolean(),
  keepsCrcs: fc.boolean(),
});

async function archived(
  given: readonly Given[],
  { slices, ...crcs }: { slices: number; tellsCrcs: boolean; keepsCrcs: boolean },
) {
  const store = simulatedStore({ contents: heldContents(objectsOf(given)), limits: SMALL, ...crcs });
  await build({ store, entries: entriesOf(given), slices });
  return archiveIn(store);
}

describe('any archive', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'random-archives-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds each file once with its bytes, read by yauzl', async () => {
    await fc.assert(
      fc.asyncProperty(files, way, async (given, how) => {
        const found = await unzip(await archived(given, how));
        expect(found.map((one) => one.path).toSorted()).toEqual(
          [...given.map((one) => one.path), 'manifest.csv'].toSorted(),
        );
        const bytes = new Map(found.map((one) => [one.path, one.bytes]));
        for (const one of given) expect(bytes.get(one.path)?.equals(one.bytes)).toBe(true);
        const manifest = String(bytes.get('manifest.csv')).split('\n');
        expect(manifest).toHaveLength(given.length + 2);
      }),
      { numRuns: 3000 },
    );
  }, 120_000);

  it('satisfies every unzipper of this machine', async () => {
    console.log(`Archives are read by yauzl: yes, ${witnesses()}`);
    const expected = new Map<string, string[]>();
    for (const [i, [given, how]] of fc.sample(fc.tuple(files, way), 60).entries()) {
      const bytes = await archived(given, how);
      const to = join(folder, `${i}.zip`);
      writeFileSync(to, bytes);
      expected.set(
        to,
        (await unzip(bytes)).map((one) => one.path),
      );
    }
    for (const { test } of unzippers) {
      const names = test([...expected.keys()]);
      if (names) expect(names).toEqual(expected);
    }
  }, 120_000);
});
