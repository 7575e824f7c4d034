import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Secrets } from '../iam/credentials.ts';
import type { Place } from '../place.ts';
import type { Scanned, ScanStatus } from './scan-event.ts';

const TAG = 'GuardDutyMalwareScanStatus';

/** The objects of S3 as a scanner sees them, by the rights of its role. */
export interface ScannedObjects {
  /** The bytes of a version; undefined when it is gone, `denied` when the role may not read it. */
  read(object: Scanned, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | 'denied' | undefined>;
  tag(object: Scanned, status: ScanStatus): Promise<void>;
  close(): void;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

async function bodyOf(asked: Promise<GetObjectCommandOutput>): ReturnType<ScannedObjects['read']> {
  try {
    const { Body } = await asked;
    if (!Body || !(Symbol.asyncIterator in Body)) throw new Error('an object without a body');
    return Body;
  } catch (error) {
    if (nameOf(error) === 'AccessDenied') return 'denied';
    if (['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'].includes(nameOf(error))) return undefined;
    throw error;
  }
}

export async function openScannedObjects(
  { s3, region }: Pick<Place, 's3' | 'region'>,
  credentials: Secrets,
): Promise<ScannedObjects> {
  const { GetObjectCommand, PutObjectTaggingCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ endpoint: s3, region, forcePathStyle: true, credentials });
  const named = ({ bucket, key, versionId }: Scanned) => ({ Bucket: bucket, Key: key, VersionId: versionId });
  return {
    read: (object, abortSignal) => bodyOf(client.send(new GetObjectCommand(named(object)), { abortSignal })),
    async tag(object, Value) {
      const Tagging = { TagSet: [{ Key: TAG, Value }] };
      await client.send(new PutObjectTaggingCommand({ ...named(object), Tagging }));
    },
    close: () => client.destroy(),
  };
}
