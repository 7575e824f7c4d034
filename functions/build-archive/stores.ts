import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Source } from './plan-shape.ts';

const MIB = 1024 ** 2;
/** Small enough that four of them are little memory, large enough that 10,000 of them hold 80 GB. */
const PART_BYTES = 8 * MIB;
/** Parts on their way at once. */
const PARALLEL = 3;
/** A connection that breaks within a file of 2 GB is taken up again where it broke. */
const TRIES = 4;

/** The object is not there any more, or is not the one that was planned. */
export class SourceGone extends Error {
  readonly source: Source;

  constructor(source: Source) {
    super('the object is gone or was replaced');
    this.name = 'SourceGone';
    this.source = source;
  }
}

/** The two buckets, as building an archive needs them. */
export interface Stores {
  /** The source's bytes, exactly; a stream that does not have them ends with SourceGone. */
  open(source: Source): Readable;
  /** A small object of the archives bucket. */
  read(key: string): Promise<Buffer | undefined>;
  /** Answers the ETag, or undefined when the object had to be new and was not. */
  write(key: string, bytes: Buffer, type: string, onlyNew?: boolean): Promise<string | undefined>;
  /** Stores a stream of unknown length, part by part; all of it or nothing. */
  upload(key: string, body: Readable, type: string): Promise<void>;
  size(key: string): Promise<number | undefined>;
}

const bare = (etag: string | undefined) => etag?.replaceAll('"', '');

/** 403 is what S3 says of a missing object to those who may not list the bucket, and this function may not. */
const MISSING = [403, 404];
/** A version that is a deletion, another ETag. */
const GONE = [...MISSING, 405, 412];

const refusedWith = (statuses: number[], error: unknown) =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);

export function openStores(client: S3Client, buckets: { attachments: string; archives: string }): Stores {
  const Bucket = buckets.archives;

  async function get(source: Source, from: number): Promise<Readable> {
    const { key, versionId, etag, size } = source;
    try {
      const { Body, ContentLength, ETag } = await client.send(
        new GetObjectCommand({
          Bucket: buckets[source.bucket],
          Key: key,
          VersionId: versionId,
          IfMatch: `"${etag}"`,
          ...(from > 0 && { Range: `bytes=${from}-` }),
        }),
      );
      if (ContentLength === size - from && bare(ETag) === etag && Body instanceof Readable) return Body;
      if (Body instanceof Readable) Body.destroy();
    } catch (error) {
      if (!refusedWith(GONE, error)) throw error;
    }
    throw new SourceGone(source);
  }

  async function* bytesOf(source: Source): AsyncGenerator<Buffer> {
    let at = 0;
    for (let tries = 1; ; tries++) {
      try {
        for await (const chunk of await get(source, at)) {
          at += chunk.length;
          yield chunk;
        }
        if (at >= source.size) return;
      } catch (error) {
        if (error instanceof SourceGone || tries >= TRIES) throw error;
      }
      if (tries >= TRIES) throw new SourceGone(source);
    }
  }

  return {
    open: (source) => Readable.from(bytesOf(source), { objectMode: false }),
    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        if (refusedWith(MISSING, error)) return undefined;
        throw error;
      }
    },
    async write(key, Body, ContentType, onlyNew = false) {
      try {
        const command = new PutObjectCommand({
          Bucket,
          Key: key,
          Body,
          ContentType,
          ...(onlyNew && { IfNoneMatch: '*' }),
        });
        return bare((await client.send(command)).ETag);
      } catch (error) {
        if (onlyNew && refusedWith([412], error)) return undefined;
        throw error;
      }
    },
    async upload(key, Body, ContentType) {
      const params = { Bucket, Key: key, Body, ContentType };
      await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARALLEL }).done();
    },
    async size(key) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key: key }))).ContentLength;
      } catch (error) {
        if (refusedWith(MISSING, error)) return undefined;
        throw error;
      }
    },
  };
}
