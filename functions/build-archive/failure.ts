import type { ArchiveFailure } from '../../schemas/archive.ts';

/** The job cannot end well, however often it is tried: the state machine does not retry an error of this name. */
export class ArchiveFailed extends Error {
  readonly failure: ArchiveFailure;

  constructor(failure: ArchiveFailure) {
    super(failure.reason);
    this.name = 'ArchiveFailed';
    this.failure = failure;
  }
}
