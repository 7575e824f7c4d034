/** What a function and S3 do a second; measured by others or stated by AWS, November 2026. */
export const RATES = {
  /** Bytes through one function, each way. */
  stream: 71_000_000,
  /** Bytes of one copy inside S3. */
  copy: 72 * 1024 ** 2,
  /** Until a request is answered whose bytes are few. */
  requestSeconds: 0.03,
  /** Requests to the keys of one prefix. */
  writes: 3500,
  reads: 5500,
};

/** Functions that build one archive at once, and requests of one of them. */
export const PARALLEL = { workers: 16, copies: 64, reads: 24 };

/** What a function should have to do for it to be worth starting one more. */
const SECONDS_A_WORKER = 20;

/** @param seconds that one alone would take */
export const workersFor = (seconds: number): number =>
  Math.max(1, Math.min(PARALLEL.workers, Math.ceil(seconds / SECONDS_A_WORKER)));

/** USD in us-east-1. A function has 1 GB of memory. */
export const PRICES = {
  put: 5e-6,
  get: 0.4e-6,
  gigabyteSecond: 0.000_013_333_4,
  invocation: 0.2e-6,
  transition: 25e-6,
};
