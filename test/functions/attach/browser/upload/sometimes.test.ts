import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sometimes } from '../../../../../functions/attach/browser/upload/sometimes.ts';

describe('what is done only sometimes', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is done at once, and then with the last of what came meanwhile', () => {
    const done: number[] = [];
    const show = sometimes((what: number) => done.push(what), 400);
    for (const what of [1, 2, 3]) show(what);
    expect(done).toEqual([1]);
    jest.advanceTimersByTime(400);
    expect(done).toEqual([1, 3]);
    show(4);
    jest.advanceTimersByTime(399);
    expect(done).toEqual([1, 3]);
    jest.advanceTimersByTime(1);
    expect(done).toEqual([1, 3, 4]);
    jest.advanceTimersByTime(4000);
    show(5);
    expect(done).toEqual([1, 3, 4, 5]);
  });

  it('is not done any more once it is stopped, until it is asked for again', () => {
    const done: number[] = [];
    const show = sometimes((what: number) => done.push(what), 400);
    show(1);
    show(2);
    show.stop();
    jest.advanceTimersByTime(1000);
    expect(done).toEqual([1]);
    show(3);
    expect(done).toEqual([1, 3]);
  });
});
