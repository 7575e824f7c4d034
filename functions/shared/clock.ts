/** The one source of the time; passed to whatever needs it. */
export type Clock = () => Date;

/**
 * Real time moved by a fixed number of seconds. Deployed the offset is 0; on one machine it lets a
 * campaign of another year be open today. Signatures of AWS requests use the real time all the same.
 */
export function clockWithOffset(seconds: number): Clock {
  return () => new Date(Date.now() + seconds * 1000);
}
