/** Why the local system cannot start or go on, as a sentence that says what to do; it is shown without a stack. */
export class LocalProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'LocalProblem';
  }
}

/** `EADDRINUSE` of a failed system call; undefined for other errors. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
