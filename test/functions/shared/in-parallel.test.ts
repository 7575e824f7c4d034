import { describe, expect, it } from '@jest/globals';
import { inParallel } from '../../../functions/shared/in-parallel.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('work in parallel', () => {
  it('is done for every item, never more than so many at once, and answered in their order', async () => {
    let [now, most] = [0, 0];
    const doubled = await inParallel([5, 1, 4, 2, 3, 9, 8], 3, async (item) => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < item; turn++) await tick();
      now--;
      return item * 2;
    });
    expect(doubled).toEqual([10, 2, 8, 4, 6, 18, 16]);
    expect(most).toBe(3);
  });

  it('fails as soon as one fails', async () => {
    const failing = inParallel([1, 2], 2, async (item) => {
      if (item === 2) throw new Error('two');
      return item;
    });
    await expect(failing).rejects.toThrow('two');
  });
});
