import { describe, expect, it } from '@jest/globals';
import { unzip } from '../../../support/archive.ts';
import { heldContents, simulatedStore } from '../../../support/simulated-store.ts';
import { build, entriesOf, file, objectsOf, SMALL } from './small-archive.ts';

describe('an archive built inside the store', () => {
  it('holds every file', async () => {
    const files = [
      file('a/小.txt', 40),
      file('b/大.mp4', 1000),
      file('c', 0),
      file('d', 150, true),
      file('e', 700, true),
      file('f', 99),
    ];
    const store = simulatedStore({ contents: heldContents(objectsOf(files)), limits: SMALL });
    await build({ store, entries: entriesOf(files) });
    const made = store.archives.get('archive.zip');
    const unzipped = await unzip(made?.bytes ?? Buffer.alloc(0));
    expect(unzipped.map(({ path }) => path).toSorted()).toEqual([
      'a/小.txt',
      'b/大.mp4',
      'c',
      'd',
      'e',
      'f',
      'manifest.csv',
    ]);
    for (const { path, bytes } of files)
      expect(unzipped.find((one) => one.path === path)?.bytes.equals(bytes)).toBe(true);
  });
});
