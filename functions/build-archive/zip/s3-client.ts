import { S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3';
import type { Source } from '../plan-shape.ts';
import { SourceGone, UploadGone } from './store.ts';

/** Requests under way at once are 64 copies and 48 reads at most; none should wait for a connection. */
const SOCKETS = 160;
/** A copy of half a gigabyte takes 7 s when all is well. */
const REQUEST_MS = 300_000;

/**
 * A client for many requests and many bytes. Parts are not hashed for the signature: the CRC that comes with each
 * protects it, and so does TLS; hashing them again was a third of the function's own time.
 */
export function openClient(config: S3ClientConfig = {}): S3Client {
  const client = new S3Client({
    maxAttempts: 6,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: REQUEST_MS,
      httpAgent: { maxSockets: SOCKETS },
      httpsAgent: { maxSockets: SOCKETS },
    },
    ...config,
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { request } = args;
        if (commandName === 'UploadPartCommand' && isRequest(request))
          request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
        return next(args);
      },
    { step: 'build', name: 'unsignedParts' },
  );
  return client;
}

const isRequest = (request: unknown): request is { headers: { [name: string]: string } } =>
  typeof request === 'object' && request !== null && 'headers' in request;

export const bare = (etag: string | undefined): string => etag?.replaceAll('"', '') ?? '';

/** 403 is what S3 says of a missing object to those who may not list the bucket, and this function may not. */
const MISSING = [403, 404];
/** A version that is a deletion, another ETag. */
const GONE = [...MISSING, 405, 412];

export const refusedWith = (statuses: readonly number[], error: unknown): boolean =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);

export const isMissing = (error: unknown): boolean => refusedWith(MISSING, error);

const isUploadGone = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.name === 'NoSuchUpload';

/** @throws UploadGone in place of the store's own error */
export async function inUpload<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUploadGone(error) ? new UploadGone() : error;
  }
}

/** @throws SourceGone in place of the store's own error */
export async function ofSource<T>(source: Source, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusedWith(GONE, error) && !isUploadGone(error) ? new SourceGone(source) : error;
  }
}
