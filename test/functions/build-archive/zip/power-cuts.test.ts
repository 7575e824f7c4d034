import { describe, expect, it } from '@jest/globals';
import { abandonUploads } from '../../../../functions/build-archive/zip/prepare.ts';
import {
  archiveIn,
  type Call,
  heldContents,
  type SimulatedStore,
  simulatedStore,
} from '../../../support/simulated-store.ts';
import { build, entriesOf, file, type Job, objectsOf, prepared, SMALL } from './small-archive.ts';

const FILES = [
  file('说明.txt', 30),
  file('a/1.jpg', 60),
  file('a/2.mp4', 900),
  file('a/3.mp4', 430, true),
  file('b/4.jpg', 150),
  file('b/5.jpg', 160, true),
  file('b/6.pdf', 90),
  file('b/7.mp4', 210),
  file('空.txt', 0),
  file('c/8.mp4', 333),
  file('c/9.jpg', 12),
];
const JOB = { entries: entriesOf(FILES), slices: 2 };
const CONTENTS = heldContents(objectsOf(FILES));

class PowerCut extends Error {}

/** The power is cut at call number `at`, before it has its effect or just after; nothing works until it is back. */
function storeWithCut(at: number, moment: 'before' | 'after', tellsCrcs = true) {
  let [made, isCut] = [0, false];
  const store = simulatedStore({
    contents: CONTENTS,
    limits: SMALL,
    tellsCrcs,
    async around(_call, effect) {
      if (isCut) throw new PowerCut();
      const mine = ++made;
      // Answers come in another order than the calls were made.
      for (let turns = mine % 4; turns > 0; turns--) await Promise.resolve();
      if (isCut) throw new PowerCut();
      if (mine !== at) return effect();
      isCut = true;
      if (moment === 'after') effect();
      throw new PowerCut();
    },
  });
  return { store, calls: () => made, powerBack: () => (isCut = false) };
}

const isMade = (store: SimulatedStore) => store.archives.has('archive.zip');
const effects = (store: SimulatedStore, operation: Call['operation']) =>
  store.calls.filter((call) => call.operation === operation).map(({ number }) => number);

async function undisturbed(job: Omit<Job, 'store'>, tellsCrcs = true) {
  const { store, calls } = storeWithCut(0, 'before', tellsCrcs);
  await build({ ...job, store });
  return { bytes: archiveIn(store), calls: calls() };
}

describe('a builder that is killed', () => {
  it.each([
    ['before', true],
    ['after', true],
    ['before', false],
    ['after', false],
  ] as const)(
    '%s the effect of any one call ends with the same bytes once resumed (part CRCs told: %s)',
    async (moment, tellsCrcs) => {
      const { bytes, calls } = await undisturbed(JOB, tellsCrcs);
      expect(calls).toBeGreaterThan(40);
      for (let at = 1; at <= calls; at++) {
        const { store, powerBack } = storeWithCut(at, moment, tellsCrcs);
        const job = { ...JOB, store };
        await expect(build(job)).rejects.toThrow(PowerCut);
        powerBack();
        const [whole] = await build(job);
        expect(archiveIn(store).equals(bytes)).toBe(true);
        expect(whole?.size).toBe(bytes.length);
        // Nothing is copied twice: the store has told what was there.
        const copies = effects(store, 'copyPart');
        expect(new Set(copies).size).toBe(copies.length);
      }
    },
    60_000,
  );

  it('leaves no upload behind when the rest is cleared away', async () => {
    const { calls } = await undisturbed(JOB);
    for (let at = 1; at <= calls; at++) {
      const { store, powerBack } = storeWithCut(at, 'after');
      const job = { ...JOB, store };
      await expect(build(job)).rejects.toThrow(PowerCut);
      powerBack();
      await build(job);
      const { work } = await prepared(job);
      await abandonUploads(store, work);
      expect(store.uploads.size).toBe(0);
    }
  }, 60_000);

  it('at every call in turn gets there too, a little further each time', async () => {
    const { bytes, calls } = await undisturbed(JOB);
    let left = 0;
    const store = simulatedStore({
      contents: CONTENTS,
      limits: SMALL,
      async around(_call, effect) {
        await Promise.resolve();
        if (left-- <= 0) throw new PowerCut();
        return effect();
      },
    });
    let runs = 0;
    for (let more = 1; !isMade(store); more += 2) {
      expect(++runs).toBeLessThan(calls);
      left = more;
      await build({ ...JOB, store }).catch((error) => expect(error).toBeInstanceOf(PowerCut));
    }
    expect(archiveIn(store).equals(bytes)).toBe(true);
    const copies = effects(store, 'copyPart');
    expect(new Set(copies).size).toBe(copies.length);
  });

  it('does no harm where two build at once', async () => {
    const { bytes } = await undisturbed(JOB);
    const { store } = storeWithCut(0, 'before');
    const job = { ...JOB, store };
    const both = await Promise.allSettled([build(job), build(job)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    await build(job);
    expect(archiveIn(store).equals(bytes)).toBe(true);
    expect(store.archives.size).toBe(1);
  });
});
