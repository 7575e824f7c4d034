/**
 * The S3 that the contract tests talk to: by default the local one of `infra/local/s3`, started on a free port over a
 * temporary directory. To hold another S3 to the same contract, set
 *
 *   S3_ENDPOINT           https://s3.example.org
 *   S3_REGION             cn-north-1 (default us-east-1)
 *   S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY
 *   S3_BUCKET             an existing, unversioned bucket; the tests set its CORS rules
 *   S3_VERSIONED_BUCKET   an existing, versioned bucket; without it the tests of versions are skipped
 *
 * and run `npm test -- test/contract`. Everything is written below a random prefix and deleted afterwards.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { startS3 } from '../../infra/local/s3/server.ts';

export const CORS_ORIGIN = 'https://intake.example.org';
const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_BUCKET, S3_VERSIONED_BUCKET } =
  process.env;

const isLocal = S3_ENDPOINT === undefined;
export const hasVersions = isLocal || S3_VERSIONED_BUCKET !== undefined;

export interface S3UnderTest {
  endpoint: string;
  bucket: string;
  versionedBucket: string;
  client: S3Client;
  /** A client that differs in some setting. */
  clientWith(config: S3ClientConfig): S3Client;
  /** A key below this file's own prefix. */
  key(name: string): string;
  /** Whether an object is there. */
  exists(key: string): Promise<boolean>;
  stop(): Promise<void>;
}

async function target() {
  if (S3_ENDPOINT !== undefined) {
    return {
      endpoint: S3_ENDPOINT,
      accessKeyId: S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: S3_SECRET_ACCESS_KEY ?? '',
      bucket: S3_BUCKET ?? '',
      versionedBucket: S3_VERSIONED_BUCKET ?? '',
      close: async () => undefined,
    };
  }
  const directory = await mkdtemp(join(tmpdir(), 's3-contract-'));
  const [accessKeyId, secretAccessKey] = ['AKIACONTRACT', 'contract/secret+key'];
  const server = await startS3(
    {
      directory,
      region: S3_REGION ?? 'us-east-1',
      buckets: [
        {
          name: 'contract',
          versioned: false,
          cors: [
            {
              allowedOrigins: [CORS_ORIGIN],
              allowedMethods: ['PUT', 'POST', 'GET'],
              allowedHeaders: ['*'],
              exposedHeaders: ['ETag'],
              maxAgeSeconds: 600,
            },
          ],
        },
        { name: 'contract-versioned', versioned: true, cors: [] },
      ],
      credentials: (id) => (id === accessKeyId ? { secretAccessKey } : undefined),
    },
    0,
  );
  return {
    endpoint: server.url,
    accessKeyId,
    secretAccessKey,
    bucket: 'contract',
    versionedBucket: 'contract-versioned',
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

export async function s3UnderTest(): Promise<S3UnderTest> {
  const { endpoint, accessKeyId, secretAccessKey, bucket, versionedBucket, close } = await target();
  const prefix = `contract/${randomUUID()}/`;
  const config: S3ClientConfig = {
    endpoint,
    region: S3_REGION ?? 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
  const client = new S3Client(config);
  if (!isLocal) await setCors(client, bucket);
  const others: S3Client[] = [];
  return {
    endpoint,
    bucket,
    versionedBucket,
    client,
    clientWith(changes) {
      const other = new S3Client({ ...config, ...changes });
      others.push(other);
      return other;
    },
    key: (name) => prefix + name,
    exists: (key) =>
      client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
        () => true,
        () => false,
      ),
    async stop() {
      if (!isLocal) await clean(client, prefix, bucket, versionedBucket);
      for (const one of [client, ...others]) one.destroy();
      await close();
    },
  };
}

async function setCors(client: S3Client, bucket: string): Promise<void> {
  const rule = {
    AllowedOrigins: [CORS_ORIGIN],
    AllowedMethods: ['PUT', 'POST', 'GET'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 600,
  };
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
}

async function clean(
  client: S3Client,
  prefix: string,
  bucket: string,
  versionedBucket: string,
): Promise<void> {
  const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  for (const { Key } of listed.Contents ?? [])
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }),
  );
  for (const { Key, UploadId } of Uploads) {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }
  if (!versionedBucket) return;
  const versions = await client.send(
    new ListObjectVersionsCommand({ Bucket: versionedBucket, Prefix: prefix }),
  );
  for (const { Key, VersionId } of [...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])]) {
    await client.send(new DeleteObjectCommand({ Bucket: versionedBucket, Key, VersionId }));
  }
}

/** What the SDK rejects with, as `status Code`. */
export async function refusal(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    if (!$metadata) throw error;
    return `${$metadata.httpStatusCode} ${name}`;
  }
  return 'accepted';
}

/** Status and S3 error code of a plain answer, as `status Code`; the status alone when it is no error. */
export async function outcome(response: Response): Promise<string> {
  const code = /<Error>.*?<Code>(\w+)<\/Code>/s.exec(await response.text())?.[1];
  return code ? `${response.status} ${code}` : String(response.status);
}

/** Sends a request target exactly as it is; fetch would resolve `..` and encode what is not encoded. */
export function rawRequest(
  method: string,
  endpoint: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { protocol, hostname, port } = new URL(endpoint);
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send({ method, hostname, port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject).end();
  });
}
