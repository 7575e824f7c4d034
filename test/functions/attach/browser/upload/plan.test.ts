import { describe, expect, it } from '@jest/globals';
import { createPlan } from '../../../../../functions/attach/browser/upload/plan.ts';
import { MOST_RESIZED, type Part } from '../../../../../schemas/parts.ts';

const layout = { size: 100, partSize: 10, resized: [] };
const sizeOf = async ({ size }: Part) => size;

describe('the plan of an upload', () => {
  it('has nobody take a part of another size before the server knows of it', async () => {
    const sizes = [undefined, 40];
    const plan = createPlan(layout, 0, () => sizes.shift());
    expect(await plan.take(sizeOf)).toEqual({ used: 10 });
    const taken: string[] = [];
    let agree = () => {};
    const first = plan.take(async ({ number }, partSize) => {
      await new Promise<void>((resolve) => (agree = resolve));
      taken.push(`${number} of ${partSize}`);
    });
    const others = [1, 2].map(() =>
      plan.take(async ({ number, size }, partSize) =>
        taken.push(`${number}: ${size} ${partSize ?? 'known'}`),
      ),
    );
    await new Promise(setImmediate);
    expect(taken).toEqual([]);
    agree();
    await Promise.all([first, ...others]);
    expect(taken).toEqual(['2 of 40', '3: 40 known', '4: 10 known']);
    expect(await plan.take(sizeOf)).toBeUndefined();
    expect(plan.parts().map(({ size }) => size)).toEqual([10, 40, 40, 10]);
  });

  it('lets the others go on when the one that asked has failed', async () => {
    const sizes = [40];
    const plan = createPlan(layout, 0, () => sizes.shift());
    const failing = plan.take(async () => {
      throw new Error('the line is down');
    });
    const next = plan.take(sizeOf);
    await expect(failing).rejects.toThrow('down');
    expect(await next).toEqual({ used: 40 });
  });

  it('leaves parts as they are before one that has arrived, and the last one always', async () => {
    const asked: number[] = [];
    const plan = createPlan(layout, 3, (present) => void asked.push(present));
    while (await plan.take(sizeOf));
    expect(asked).toHaveLength(6);
  });

  it('is cut anew so often and no more', async () => {
    const small = { size: 1000, partSize: 1, resized: [] };
    let size = 1;
    const plan = createPlan(small, 0, () => (size === 1 ? ++size : --size));
    while (await plan.take(sizeOf));
    // The first time the size of all is another one.
    const changes = plan
      .parts()
      .filter(({ size: one }, index, all) => index > 0 && one !== all[index - 1]?.size);
    expect(changes.length).toBe(MOST_RESIZED);
    expect(plan.isOpen()).toBe(false);
  });
});
