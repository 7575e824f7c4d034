import type { Archive } from '../../schemas/archive.ts';
import type { ArchiveView } from '../../schemas/contract/archives.ts';

/** An archive as programs see it. */
export function archiveView(archive: Archive): ArchiveView {
  const { id, state, choice, requestedAt, requestedBy, files, bytes, missing, done, ...end } = archive;
  const { size, expiresAt, failure } = end;
  return {
    id,
    state,
    choice,
    requestedAt,
    requestedBy,
    files,
    bytes,
    missing,
    done,
    size,
    expiresAt,
    failure,
  };
}

export const hasExpired = ({ expiresAt }: Pick<Archive, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && expiresAt <= now.toISOString();
