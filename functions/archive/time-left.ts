import type { Archive } from '../../schemas/archive.ts';
import { doneOf } from '../shared/archives/jobs.ts';

/** Before that the pace is a guess. */
const LEAST_MS = 2000;

/** Seconds until a job that is being built ends, if it goes on as it went; undefined while nobody can tell. */
export function secondsLeft(archive: Archive, now: Date): number | undefined {
  const { state, startedAt, bytes } = archive;
  const done = doneOf(archive);
  if (state !== 'building' || startedAt === undefined || done.bytes === 0) return undefined;
  const spent = now.getTime() - Date.parse(startedAt);
  if (spent < LEAST_MS) return undefined;
  return Math.ceil((spent * Math.max(0, bytes - done.bytes)) / done.bytes / 1000);
}
