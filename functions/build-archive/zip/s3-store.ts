import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { bare, inUpload, ofSource, refusedWith } from './s3-client.ts';
import { type Buckets, openReading, pinnedTo } from './s3-reading.ts';
import { type Part, UploadGone, type ZipStore } from './store.ts';
import { crcFromBase64, crcToBase64 } from './work.ts';

/** A part in a stream cannot be sent again by the client. */
const TRIES = 4;

const crcOf = (text: string | undefined) => (text === undefined ? undefined : crcFromBase64(text));

/** `bucket/key?versionId=…` as a header must have it. */
const copySource = ({ Bucket, Key, VersionId }: ReturnType<typeof pinnedTo>): string =>
  `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}${
    VersionId === undefined ? '' : `?versionId=${encodeURIComponent(VersionId)}`
  }`;

/** Builds archives in S3; both buckets are in its region. */
export function openS3Store(client: S3Client, buckets: Buckets): ZipStore {
  const Bucket = buckets.archives;
  const of = ({ key, id }: { key: string; id: string }) => ({ Bucket, Key: key, UploadId: id });

  return {
    ...openReading(client, buckets),
    async createUpload(key) {
      const { UploadId: id } = await client.send(
        new CreateMultipartUploadCommand({
          Bucket,
          Key: key,
          ContentType: 'application/zip',
          ChecksumAlgorithm: 'CRC32',
          ChecksumType: 'FULL_OBJECT',
        }),
      );
      if (id === undefined) throw new Error('the store began no upload');
      return { key, id };
    },
    async listUploads(Prefix) {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
      return Uploads.map(({ Key = '', UploadId = '' }) => ({ key: Key, id: UploadId }));
    },
    async copyPart(upload, number, source, range) {
      const command = new UploadPartCopyCommand({
        ...of(upload),
        PartNumber: number,
        CopySource: copySource(pinnedTo(source, buckets)),
        CopySourceIfMatch: `"${source.etag}"`,
        ...(range && { CopySourceRange: `bytes=${range.from}-${range.from + range.length - 1}` }),
      });
      const { CopyPartResult } = await inUpload(() => ofSource(source, () => client.send(command)));
      const size = range?.length ?? source.size;
      return { number, etag: bare(CopyPartResult?.ETag), size, crc32: crcOf(CopyPartResult?.ChecksumCRC32) };
    },
    async uploadPart(upload, number, Body, crc32) {
      const command = new UploadPartCommand({
        ...of(upload),
        PartNumber: number,
        Body,
        ChecksumCRC32: crcToBase64(crc32),
      });
      const { ETag } = await inUpload(() => client.send(command));
      return { number, etag: bare(ETag), size: Body.length, crc32 };
    },
    async streamPart(upload, number, length, bytes): Promise<Part> {
      for (let tries = 1; ; tries++) {
        const Body = Readable.from(bytes(), { objectMode: false });
        // The client would wait for ever for bytes that do not come.
        const broken = new AbortController();
        Body.once('error', () => broken.abort());
        const command = new UploadPartCommand({
          ...of(upload),
          PartNumber: number,
          Body,
          ContentLength: length,
        });
        try {
          const { ETag } = await inUpload(() => client.send(command, { abortSignal: broken.signal }));
          return { number, etag: bare(ETag), size: length };
        } catch (error) {
          // What broke the stream says more than what the request made of it.
          if (Body.errored) throw Body.errored;
          if (tries >= TRIES || error instanceof UploadGone) throw error;
        } finally {
          Body.destroy();
        }
      }
    },
    async listParts(upload, after, last) {
      const parts: Part[] = [];
      for (let marker: string | undefined = String(after); marker !== undefined; ) {
        const command: ListPartsCommand = new ListPartsCommand({ ...of(upload), PartNumberMarker: marker });
        const { Parts = [], IsTruncated, NextPartNumberMarker } = await inUpload(() => client.send(command));
        for (const { PartNumber = 0, ETag, Size = 0, ChecksumCRC32 } of Parts) {
          if (PartNumber > last) return parts;
          parts.push({ number: PartNumber, etag: bare(ETag), size: Size, crc32: crcOf(ChecksumCRC32) });
        }
        marker = IsTruncated ? NextPartNumberMarker : undefined;
      }
      return parts;
    },
    async complete(upload, parts, whole) {
      const command = new CompleteMultipartUploadCommand({
        ...of(upload),
        IfNoneMatch: '*',
        ChecksumCRC32: crcToBase64(whole.crc32),
        ChecksumType: 'FULL_OBJECT',
        MpuObjectSize: whole.size,
        MultipartUpload: {
          Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` })),
        },
      });
      try {
        await inUpload(() => client.send(command));
        return true;
      } catch (error) {
        if (refusedWith([412], error)) return false;
        throw error;
      }
    },
    async abort(upload) {
      try {
        await inUpload(() => client.send(new AbortMultipartUploadCommand(of(upload))));
      } catch (error) {
        if (!(error instanceof UploadGone)) throw error;
      }
    },
    async put(key, Body, { onlyNew = false, type } = {}) {
      const command = new PutObjectCommand({
        Bucket,
        Key: key,
        Body,
        ContentType: type,
        ...(onlyNew && { IfNoneMatch: '*' }),
      });
      try {
        return bare((await client.send(command)).ETag);
      } catch (error) {
        if (onlyNew && refusedWith([412], error)) return undefined;
        throw error;
      }
    },
  };
}
