import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Caller } from './authentication.ts';
import { decodeChunks } from './chunked.ts';
import { S3Error } from './errors.ts';
import { headerValue } from './request.ts';

/** A request's body, its transport undone and its signature checked by the time the last chunk is read. */
export interface Payload {
  /** Bytes that will come; undefined when the client did not say. */
  length: number | undefined;
  chunks: AsyncIterable<Buffer>;
  /** A trailing header; only known after the last chunk. */
  trailer(name: string): string | undefined;
}

/** A stream's chunks. Stopping early does not destroy it: the rest is drained, then the refusal is answered. */
export function chunksOf(stream: Readable): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
}

async function* checkedHash(source: AsyncIterable<Buffer>, expected: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  const computed = hash.digest('hex');
  if (computed !== expected) {
    throw new S3Error('XAmzContentSHA256Mismatch', undefined, {
      details: { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: computed },
    });
  }
}

async function* checkedLength(source: AsyncIterable<Buffer>, expected: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of source) {
    seen += chunk.length;
    if (seen > expected) break;
    yield chunk;
  }
  if (seen !== expected) throw new S3Error('IncompleteBody');
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

const NO_TRAILERS = () => undefined;

/** @throws S3Error when x-amz-content-sha256 is none of the forms that SigV4 has. */
export function payloadOf(request: IncomingMessage, caller: Caller): Payload {
  const { payloadHash } = caller;
  const body = chunksOf(request);
  const sent = wholeNumber(headerValue(request, 'content-length'));
  if (payloadHash === 'UNSIGNED-PAYLOAD') return { length: sent, chunks: body, trailer: NO_TRAILERS };
  if (/^[0-9a-f]{64}$/.test(payloadHash)) {
    return { length: sent, chunks: checkedHash(body, payloadHash), trailer: NO_TRAILERS };
  }
  const streaming = /^STREAMING-(UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?)$/.exec(
    payloadHash,
  );
  if (!streaming) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    );
  }
  const length = wholeNumber(headerValue(request, 'x-amz-decoded-content-length'));
  if (length === undefined) throw new S3Error('MissingContentLength');
  const trailers = new Map<string, string>();
  const signer = streaming[1]?.startsWith('AWS4') ? caller : undefined;
  return {
    length,
    chunks: checkedLength(decodeChunks(body, signer, trailers), length),
    trailer: (name) => trailers.get(name),
  };
}
