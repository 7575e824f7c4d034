import type { Archive } from '../../schemas/archive.ts';
import type { ArchiveView } from '../../schemas/contract/archives.ts';
import { doneOf, sizeOf } from '../shared/archives/jobs.ts';
import { secondsLeft } from './time-left.ts';

/** An archive as programs see it. */
export function archiveView(archive: Archive, now: Date): ArchiveView {
  const { id, state, choice, requestedAt, requestedBy, files, bytes, leftOut, missing, ...end } = archive;
  const { volumes, expiresAt, failure } = end;
  return {
    id,
    state,
    choice,
    requestedAt,
    requestedBy,
    files,
    bytes,
    leftOut,
    missing,
    done: doneOf(archive),
    size: sizeOf(archive),
    volumes: volumes?.map(({ size }) => ({ size })),
    expiresAt,
    failure,
    secondsLeft: secondsLeft(archive, now),
  };
}

/** Whether building it again gives somebody what they do not have. */
export const canRetry = (archive: Archive, now: Date): boolean =>
  archive.state === 'failed' || archive.state === 'cancelled' || hasExpired(archive, now);

export const hasExpired = ({ expiresAt }: Pick<Archive, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && expiresAt <= now.toISOString();
