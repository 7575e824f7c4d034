import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { codeOf, LocalProblem } from './problem.ts';

/** A week before the first form of the first campaign is due. */
export const DEFAULT_CLOCK = '2023-05-10T09:00:00+08:00';

const Kept = z.object({ clock: z.string(), offsetSeconds: z.int() });

function keptIn(path: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * How many seconds the campaign's clock is ahead of the real one. It is kept with the data: after a restart with
 * the same `clock` the campaign's time has gone on, and nothing that was written lies in its future.
 * @param clock an instant with its offset from UTC
 * @throws LocalProblem when that cannot be read
 */
export function clockOffset(directory: string, clock: string, now = new Date()): number {
  const path = join(directory, 'clock.json');
  const kept = keptIn(path);
  if (kept?.clock === clock) return kept.offsetSeconds;
  if (!z.iso.datetime({ offset: true, local: false }).safeParse(clock).success)
    throw new LocalProblem(
      `CLOCK 应为带时区的时刻，例如 ${DEFAULT_CLOCK}。\nCLOCK must be an instant with its time zone, e.g. ${DEFAULT_CLOCK}, not "${clock}".`,
    );
  const offsetSeconds = Math.round((Date.parse(clock) - now.getTime()) / 1000);
  writeFileSync(path, JSON.stringify({ clock, offsetSeconds }));
  return offsetSeconds;
}
