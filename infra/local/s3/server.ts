import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Authority, KnownCredentials } from './authentication.ts';
import { Blobs } from './blobs.ts';
import { Bucket, type BucketOptions } from './bucket.ts';
import type { AskedCall, S3Event, Services } from './call.ts';
import { respond } from './exchange.ts';
import { applyLifecycle } from './lifecycle.ts';

export interface S3Options {
  /** Data is kept here and survives a killed process; one server at a time. */
  directory: string;
  buckets: BucketOptions[];
  region: string;
  /** Undefined for an access key that nobody has. */
  credentials(accessKeyId: string): KnownCredentials | undefined;
  /**
   * May this caller do this? Asked after authentication, for presigned URLs and POST policies about their signer.
   * A request may need several.
   */
  authorize?(call: AskedCall): boolean | Promise<boolean>;
  /** Told of each change once it is durable; what it throws is logged and changes nothing. */
  onEvent?(event: S3Event): void;
  now?(): Date;
}

export interface S3Server {
  /** `http://127.0.0.1:<port>`, for path-style clients. */
  url: string;
  close(): Promise<void>;
  /** Runs the buckets' lifecycle rules as of `now`. */
  expire(now: Date): Promise<void>;
}

const GRACE_MS = 1000;

/** Serves S3 on 127.0.0.1. Rejects with the listen error (EADDRINUSE); port 0 takes a free one. */
export async function startS3(options: S3Options, port: number): Promise<S3Server> {
  const now = options.now ?? (() => new Date());
  const blobs = new Blobs(join(options.directory, 'blobs'));
  const buckets = new Map<string, Bucket>();
  for (const bucket of options.buckets) {
    buckets.set(bucket.name, new Bucket(join(options.directory, 'buckets'), bucket, blobs));
  }
  await blobs.sweep();
  const services: Services = {
    region: options.region,
    blobs,
    bucket: (name) => buckets.get(name),
    now,
    announce(event) {
      try {
        options.onEvent?.(event);
      } catch (error) {
        console.error('S3: the listener of object events failed', error);
      }
    },
    authorize: async (call) => (await options.authorize?.(call)) ?? true,
  };
  const authority: Authority = { region: options.region, credentials: options.credentials, now };

  const server = createServer((request, response) => void respond(request, response, services, authority));
  // A large body may take longer than Node's five minutes, and SDKs reuse connections after long pauses.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(impatience);
    },
    async expire(time) {
      for (const bucket of buckets.values()) applyLifecycle(services, bucket, time);
    },
  };
}
