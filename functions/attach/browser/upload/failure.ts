/**
 * lost: the line or a server failed, it will do later · expired: the address is no longer valid, a new one will do ·
 * gone: the upload is no more, it begins anew · lapsed: so it is, having lain unfinished for too long · signed-out ·
 * refused: said no, with the reason · unreadable: the file was changed, moved or taken out · stuck: the parts are too
 * large for the line · overtaken: another page goes on with the file, in parts of other sizes or to its end.
 */
export type FailureKind =
  | 'lost'
  | 'expired'
  | 'gone'
  | 'lapsed'
  | 'signed-out'
  | 'refused'
  | 'unreadable'
  | 'stuck'
  | 'overtaken';

/** Why something did not succeed, as far as it decides what to do next. */
export class Failure extends Error {
  readonly kind: FailureKind;

  /** @param reason in the reader's words, from the server */
  constructor(kind: FailureKind, reason = '') {
    super(reason);
    this.name = 'Failure';
    this.kind = kind;
  }
}

export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is Failure =>
  error instanceof Failure && kinds.includes(error.kind);

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
