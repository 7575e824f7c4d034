import { afterAll, describe, expect, it } from '@jest/globals';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { NotAnalysable, openAnalyser } from '../../../functions/inspect-attachment/video/analyser.ts';
import { GIB, MIB } from '../../../schemas/slot.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { largeVideo } from '../../support/large-video.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

const video = { form: 'media', slot: 'video', type: 'video/mp4' };

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
