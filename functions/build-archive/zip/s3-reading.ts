import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Source } from '../plan-shape.ts';
import { isMissing, ofSource } from './s3-client.ts';
import { SourceGone, type ZipStore } from './store.ts';
import { crcFromBase64 } from './work.ts';

/** A connection that breaks within a file is taken up again where it broke. */
const TRIES = 4;

export interface Buckets {
  attachments: string;
  archives: string;
}

/** The one version that was planned. */
export const pinnedTo = ({ bucket, key, versionId }: Source, buckets: Buckets) => ({
  Bucket: buckets[bucket],
  Key: key,
  VersionId: versionId,
});

const wholeCrc = ({ ChecksumType, ChecksumCRC32 }: HeadObjectCommandOutput): number | undefined =>
  ChecksumType === 'FULL_OBJECT' && ChecksumCRC32 !== undefined ? crcFromBase64(ChecksumCRC32) : undefined;

type Reading = Pick<ZipStore, 'open' | 'storedCrc' | 'find' | 'get'>;

/** What a ZipStore reads, from S3. */
export function openReading(client: S3Client, buckets: Buckets): Reading {
  async function get(source: Source, from: number, length: number): Promise<Readable> {
    const partly = from > 0 || length < source.size;
    const command = new GetObjectCommand({
      ...pinnedTo(source, buckets),
      IfMatch: `"${source.etag}"`,
      ...(partly && { Range: `bytes=${from}-${from + length - 1}` }),
    });
    const { Body, ContentLength } = await ofSource(source, () => client.send(command));
    if (!(Body instanceof Readable)) throw new Error('the store answered without a stream');
    if (ContentLength === length) return Body;
    Body.destroy();
    throw new SourceGone(source);
  }

  return {
    async *open(source, from, length) {
      let done = 0;
      for (let tries = 1; done < length; tries++) {
        try {
          for await (const chunk of await get(source, from + done, length - done)) {
            done += chunk.length;
            yield chunk;
          }
        } catch (error) {
          if (error instanceof SourceGone || tries >= TRIES) throw error;
        }
        if (done < length && tries >= TRIES) throw new SourceGone(source);
      }
    },
    async storedCrc(source) {
      const command = new HeadObjectCommand({
        ...pinnedTo(source, buckets),
        IfMatch: `"${source.etag}"`,
        ChecksumMode: 'ENABLED',
      });
      return wholeCrc(await ofSource(source, () => client.send(command)));
    },
    async find(key) {
      const command = new HeadObjectCommand({ Bucket: buckets.archives, Key: key, ChecksumMode: 'ENABLED' });
      try {
        const found = await client.send(command);
        return { size: found.ContentLength ?? 0, crc32: wholeCrc(found) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: buckets.archives, Key: key }));
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
