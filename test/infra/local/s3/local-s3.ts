import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { BucketOptions } from '../../../../infra/local/s3/bucket.ts';
import { type S3Options, startS3 } from '../../../../infra/local/s3/server.ts';

const SECRET = 'local-secret';
export const KEY_ID = 'AKIALOCAL';
const PLAIN: BucketOptions = { name: 'plain', versioned: false, cors: [] };
const VERSIONED: BucketOptions = { name: 'versioned', versioned: true, cors: [] };

export const options = (directory: string, more: Partial<S3Options> = {}): S3Options => ({
  directory,
  region: 'us-east-1',
  buckets: [PLAIN, VERSIONED],
  credentials: (id) => (id === KEY_ID ? { secretAccessKey: SECRET } : undefined),
  ...more,
});

export const clientFor = (endpoint: string, more: S3ClientConfig = {}): S3Client =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET },
    ...more,
  });

/** A server over a directory of its own, which can be stopped and started again. */
export async function localS3(more: Partial<S3Options> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 's3-local-'));
  let server = await startS3(options(directory, more), 0);
  let client = clientFor(server.url);
  return {
    directory,
    get url() {
      return server.url;
    },
    get client() {
      return client;
    },
    get server() {
      return server;
    },
    async restart(changes: Partial<S3Options> = {}) {
      await server.close();
      server = await startS3(options(directory, { ...more, ...changes }), 0);
      client = clientFor(server.url);
    },
    async stop() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true });
    },
    /** The files that hold bytes. */
    blobs: () => readdir(join(directory, 'blobs')),
  };
}

/** Waits for what happens a moment after an answer, such as the removal of a file. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      return await check();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return check();
}
