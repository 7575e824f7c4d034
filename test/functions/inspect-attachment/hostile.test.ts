import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { NotAnalysable, openAnalyser } from '../../../functions/inspect-attachment/video/analyser.ts';
import { GIB, MIB } from '../../../schemas/slot.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { largeVideo } from '../../support/large-video.ts';
import { mediaFile, typeOf } from '../../support/upload.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

const video = { form: 'media', slot: 'video', type: 'video/mp4' };
const slotOf = (name: string) => (/\.jpe?g$/.test(name) ? 'picture' : 'video');

describe('a file of 2 GB', () => {
  it('is judged by the few MB of it that matter', async () => {
    const { bytesRead, ...verdict } = await inspectFile(analyser, video, largeVideo(2 * GIB));
    expect(verdict).toMatchObject({ state: 'accepted', media: { durationSeconds: 12, width: 1920 } });
    expect(bytesRead).toBeLessThanOrEqual(4.5 * MIB);
  });

  it('of zeros alone is refused, and not read through', async () => {
    const source = { size: 2 * GIB, read: async (_: number, length: number) => new Uint8Array(length) };
    const { bytesRead, state } = await inspectFile(analyser, video, source);
    expect(state).not.toBe('accepted');
    expect(bytesRead).toBeLessThanOrEqual(4.5 * MIB);
  });
});

describe('a file that keeps the analyser busy for ever', () => {
  const stuck = openAnalyser({
    worker: new URL('../../fixtures/never-ending-worker.ts', import.meta.url),
    wasm: '',
    milliseconds: 200,
  });
  afterAll(() => stuck.close());

  it('could not be checked, and the next one starts afresh', async () => {
    for (let file = 0; file < 2; file++) {
      const verdict = await inspectFile(stuck, video, bytesSource(new Uint8Array(9)));
      expect(verdict).toMatchObject({ state: 'unchecked', findings: [{ code: 'not-inspected' }] });
    }
  });

  it('or kills it, takes nothing else along', async () => {
    await expect(stuck.analyse(bytesSource(new Uint8Array(13)))).rejects.toThrow(NotAnalysable);
    await expect(stuck.analyse(bytesSource(new Uint8Array(13)))).rejects.toThrow(NotAnalysable);
  });

  it('is told from an analyser that cannot be loaded, which is no fault of the file', async () => {
    const missing = openAnalyser({
      worker: new URL('../../../functions/inspect-attachment/worker.ts', import.meta.url),
      wasm: '/nowhere/analyser.wasm',
    });
    const failure = await missing.analyse(bytesSource(new Uint8Array(9))).catch((error: unknown) => error);
    expect(String(failure)).toContain('analyser.wasm');
    expect(failure).not.toBeInstanceOf(NotAnalysable);
  });
});

describe('real files with bytes changed at random', () => {
  const originals = readdirSync(mediaFile('')).map((name) => ({
    name,
    bytes: readFileSync(mediaFile(name)),
  }));
  const edit = fc.record({
    // Most of what parsers read stands at the beginning or the end.
    at: fc.oneof(
      fc.nat(4000),
      fc.nat(4000).map((back) => -1 - back),
      fc.nat(2 ** 31),
    ),
    byte: fc.nat(255),
  });

  it('always come to a verdict', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(edit, { minLength: 1, maxLength: 20 }),
        async ({ name, bytes }, edits) => {
          const changed = Buffer.from(bytes);
          for (const { at, byte } of edits) {
            changed[((at % changed.length) + changed.length) % changed.length] = byte;
          }
          const file = { form: 'media', slot: slotOf(name), type: typeOf(name) };
          const verdict = await inspectFile(analyser, file, bytesSource(changed));
          expect(['accepted', 'refused', 'unchecked']).toContain(verdict.state);
          expect(verdict.findings.length > 0).toBe(verdict.state !== 'accepted');
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
