import { discard, startLocal } from '../support/local.ts';
import { median, table } from './figures.ts';

const ROUNDS = 5;

/** From `npm start` to the first answer, with bundles already built: on new data and on data of an earlier run. */
export async function run(): Promise<void> {
  const fresh: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let started = performance.now();
    const local = await startLocal();
    fresh.push(performance.now() - started);
    await local.stop();
    started = performance.now();
    const restarted = await startLocal({ again: local });
    again.push(performance.now() - started);
    await discard(restarted);
  }
  table([
    {
      start: 'on new data',
      'seconds (median)': (median(fresh) / 1000).toFixed(2),
      most: (Math.max(...fresh) / 1000).toFixed(2),
    },
    {
      start: 'on kept data',
      'seconds (median)': (median(again) / 1000).toFixed(2),
      most: (Math.max(...again) / 1000).toFixed(2),
    },
  ]);
}
