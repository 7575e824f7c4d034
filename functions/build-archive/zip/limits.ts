const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** What a store allows and what we make of it, all sizes in bytes. Tests scale it down to small archives. */
export interface Limits {
  /** Every part of an upload but the last is at least this large; a range is copied only of a larger object. */
  leastPart: number;
  mostPart: number;
  /** Parts of one upload. */
  mostParts: number;
  /** Of one object. */
  mostBytes: number;
  /**
   * An uploaded part is closed once it is this large, since it is made in memory; it may pass this by one file that is
   * too small to be copied.
   */
  gluePart: number;
  /** ... or once it holds so many files and may be closed, because their names are held in memory too. */
  glueEntries: number;
  /** What is copied in one request at least, and at most, according to how much time presses. */
  leastCopy: number;
  mostCopy: number;
  /** The part that the end of an archive is cut into. */
  tailPart: number;
}

export const S3_LIMITS: Limits = {
  leastPart: 5 * MIB,
  mostPart: 5 * GIB,
  mostParts: 10_000,
  mostBytes: 5 * 1024 * GIB,
  gluePart: 7 * MIB,
  glueEntries: 4096,
  leastCopy: 64 * MIB,
  mostCopy: 512 * MIB,
  tailPart: 16 * MIB,
};
