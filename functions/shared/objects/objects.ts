import { element, elements, escapeXml } from './answer.ts';
import { contentDisposition, decodeMetadata, encodeMetadata } from './metadata.ts';
import { type PostForm, type PostRequest, postForm } from './post-policy.ts';
import { presign, type StoreRequest, send } from './request.ts';
import { credentialsOfEnvironment, type Signing } from './signing.ts';

export interface StoredObject {
  size: number;
  etag: string;
  versionId: string;
  type: string;
  /** Base64 of the whole object's CRC-32, where the store knows it. */
  crc32?: string;
  /** The metadata `name`. */
  name?: string;
}

export interface Part {
  number: number;
  /** Bytes. */
  size: number;
  etag: string;
  crc32?: string | undefined;
}

/** An object as a list has it. */
export interface Listed {
  key: string;
  /** Without quotes. */
  etag: string;
  modified: Date;
}

/**
 * One bucket. Written over bare signed requests: the S3 client would double what a function that answers
 * requests has to load. All methods that ask the store throw StoreRefused when it says no.
 */
export interface Objects {
  /** A form with which a browser sends one file to this key within 15 minutes. */
  presignPost(request: PostRequest): PostForm;
  /** A link that downloads the object under `name` for so many seconds. */
  presignGet(link: {
    key: string;
    versionId?: string;
    name: string;
    type?: string;
    seconds: number;
    /** For a page to show, instead of saving it. */
    inline?: boolean;
  }): Promise<string>;
  /**
   * An address that takes one part of exactly `length` bytes, and with this checksum when it is given: for 12 hours,
   * or as long as our credentials last.
   */
  presignPart(part: {
    key: string;
    uploadId: string;
    number: number;
    length: number;
    crc32?: string | undefined;
  }): Promise<string>;
  /** Undefined when there is no such object. @throws StoreRefused 403 where that is not what it means */
  head(key: string, versionId?: string): Promise<StoredObject | undefined>;
  /** The tags of a version, none for one that is not there. */
  tags(key: string, versionId: string): Promise<ReadonlyMap<string, string>>;
  /** So many objects, by their keys, those behind `after`. */
  list(page: { after?: string | undefined; limit: number }): Promise<Listed[]>;
  /** Answers the upload's id. */
  createMultipart(key: string, type: string, name?: string): Promise<string>;
  /** All parts that have arrived; undefined when there is no such upload: completed, aborted or never made. */
  listParts(key: string, uploadId: string): Promise<Part[] | undefined>;
  /**
   * Joins the parts. An upload that is no more is no error, since a repeated request finds it joined: `head` tells.
   * With a checksum of the whole, the store refuses (`BadDigest`) to join what does not have it.
   */
  completeMultipart(key: string, uploadId: string, parts: Part[], crc32?: string): Promise<void>;
  abortMultipart(key: string, uploadId: string): Promise<void>;
}

/** What it means that nobody may look at an object. */
export interface Looking {
  /**
   * To those who may not list the bucket S3 answers 403, not 404, also for an object that is not there: `absent`. Who
   * may list it, or was told that the object came, is `denied` what is there: by its tag, its key or a policy.
   */
  forbidden?: 'absent' | 'denied';
}

const PART_SECONDS = 12 * 3600;

/** Most parts by far that an upload has here: 2 GB in parts of 16 MB are 128. */
const MOST_PAGES = 10;

/** @param origin where the bucket answers, `https://bucket.…` or `http://host:port/bucket` */
export function openObjects(
  origin: string,
  bucket: string,
  {
    region = process.env.AWS_REGION ?? 'us-east-1',
    credentials = credentialsOfEnvironment,
    now = () => new Date(),
    fetch: fetchIt = fetch,
    forbidden = 'absent',
  }: Partial<Signing> & Looking & { fetch?: typeof fetch } = {},
): Objects {
  const signing: Signing = { region, credentials: () => credentials(), now };
  const ask = (request: StoreRequest) => send(origin, signing, request, fetchIt);
  const address = new URL(origin).href.replace(/\/$/, '');

  return {
    presignPost: (request) => postForm(`${address}/`, bucket, signing, request),
    presignGet: ({ key, versionId, name, type, seconds, inline }) => {
      const query = {
        'response-content-disposition': contentDisposition(name, inline ? 'inline' : 'attachment'),
        ...(type !== undefined && { 'response-content-type': type }),
        ...(versionId !== undefined && { versionId }),
      };
      return presign(origin, signing, { method: 'GET', key, query }, seconds);
    },
    presignPart: ({ key, uploadId, number, length, crc32 }) => {
      const query = { partNumber: String(number), uploadId };
      // The signer moves the checksum into the address, so that nobody has to send it beside.
      const headers = {
        'content-length': String(length),
        ...(crc32 !== undefined && { 'x-amz-checksum-crc32': crc32 }),
      };
      return presign(origin, signing, { method: 'PUT', key, query, headers }, PART_SECONDS);
    },
    async head(key, versionId) {
      const answer = await ask({
        method: 'HEAD',
        key,
        query: { ...(versionId !== undefined && { versionId }) },
        headers: { 'x-amz-checksum-mode': 'ENABLED' },
        ...(forbidden === 'absent' && { absent: [403] }),
      });
      if (answer.status === 404 || answer.status === 403) return undefined;
      const { headers } = answer;
      const crc32 = headers.get('x-amz-checksum-crc32');
      const name = headers.get('x-amz-meta-name');
      return {
        size: Number(headers.get('content-length')),
        etag: (headers.get('etag') ?? '').replaceAll('"', ''),
        versionId: headers.get('x-amz-version-id') ?? 'null',
        type: headers.get('content-type') ?? '',
        // A checksum of checksums (`…-3`) says nothing of the whole.
        ...(crc32 && !crc32.includes('-') && { crc32 }),
        ...(name && { name: decodeMetadata(name) }),
      };
    },
    async tags(key, versionId) {
      const { body } = await ask({ method: 'GET', key, query: { tagging: '', versionId } });
      return new Map(
        elements(body, 'Tag').map((tag) => [element(tag, 'Key') ?? '', element(tag, 'Value') ?? '']),
      );
    },
    async list({ after, limit }) {
      const query = { 'list-type': '2', 'max-keys': `${limit}`, ...(after && { 'start-after': after }) };
      const { body } = await ask({ method: 'GET', key: '', query });
      return elements(body, 'Contents').map((one) => ({
        key: element(one, 'Key') ?? '',
        etag: (element(one, 'ETag') ?? '').replaceAll('"', ''),
        modified: new Date(element(one, 'LastModified') ?? 0),
      }));
    },
    async createMultipart(key, type, name) {
      const { body } = await ask({
        method: 'POST',
        key,
        query: { uploads: '' },
        headers: {
          'content-type': type,
          'x-amz-checksum-algorithm': 'CRC32',
          // Else the checksum would be one of checksums, of no use for the whole file.
          'x-amz-checksum-type': 'FULL_OBJECT',
          ...(name !== undefined && { 'x-amz-meta-name': encodeMetadata(name) }),
        },
      });
      const uploadId = element(body, 'UploadId');
      if (!uploadId) throw new Error('the store answered no upload id');
      return uploadId;
    },
    async listParts(key, uploadId) {
      const parts: Part[] = [];
      let marker: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const { status, body } = await ask({
          method: 'GET',
          key,
          query: { uploadId, ...(marker && { 'part-number-marker': marker }) },
        });
        if (status === 404) return undefined;
        for (const part of elements(body, 'Part')) {
          parts.push({
            number: Number(element(part, 'PartNumber')),
            size: Number(element(part, 'Size')),
            etag: element(part, 'ETag') ?? '',
            crc32: element(part, 'ChecksumCRC32'),
          });
        }
        if (element(body, 'IsTruncated') !== 'true') break;
        marker = element(body, 'NextPartNumberMarker');
      }
      return parts;
    },
    async completeMultipart(key, uploadId, parts, whole) {
      const list = parts.map(({ number, etag, crc32 }) => {
        // An upload with checksums wants them again, part by part.
        const checksum = crc32 === undefined ? '' : `<ChecksumCRC32>${escapeXml(crc32)}</ChecksumCRC32>`;
        return `<Part>${checksum}<ETag>${escapeXml(etag)}</ETag><PartNumber>${number}</PartNumber></Part>`;
      });
      await ask({
        method: 'POST',
        key,
        query: { uploadId },
        headers: {
          'content-type': 'application/xml',
          ...(whole !== undefined && {
            'x-amz-checksum-crc32': whole,
            'x-amz-checksum-type': 'FULL_OBJECT',
          }),
        },
        body: `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`,
      });
    },
    async abortMultipart(key, uploadId) {
      await ask({ method: 'DELETE', key, query: { uploadId } });
    },
  };
}
