import { afterEach } from '@jest/globals';
import type { S3Options } from '../../../../infra/local/s3/server.ts';
import { localS3 } from './local-s3.ts';

/** The server of the running test; ended with it. */
export let s3: Awaited<ReturnType<typeof localS3>>;

export async function start(more: Partial<S3Options> = {}) {
  s3 = await localS3(more);
  return s3.client;
}

afterEach(() => s3?.stop().catch(() => undefined));
