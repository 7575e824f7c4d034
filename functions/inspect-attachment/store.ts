import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Pin } from '../../schemas/attachment.ts';
import type { Source } from './source.ts';

export interface Store {
  /** The very version that is pinned. Reading throws what the store says, and when it says nothing for too long. */
  open(key: string, pin: Pick<Pin, 'versionId' | 'size'>): Source;
}

/** For a piece of a few hundred KB, with all tries. */
const MILLISECONDS = 6_000;

export function openStore(Bucket: string, client = new S3Client()): Store {
  return {
    open: (Key, { versionId: VersionId, size }) => ({
      size,
      async read(offset, length) {
        const Range = `bytes=${offset}-${offset + length - 1}`;
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId, Range }), {
          abortSignal: AbortSignal.timeout(MILLISECONDS),
        });
        if (!Body) throw new Error('the store answered without bytes');
        return Body.transformToByteArray();
      },
    }),
  };
}
