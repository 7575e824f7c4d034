/** Requests a second that are let through in the long run, and how many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/**
 * A token bucket, as the gateway throttles.
 * @returns whether one more request may pass at `now` (milliseconds)
 */
export function createThrottle({ perSecond, burst }: Rate): (now: number) => boolean {
  let tokens = burst;
  let filledAt = 0;
  return (now) => {
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
