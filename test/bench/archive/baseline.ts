import { PassThrough, Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ZipFile } from 'yazl';
import type { Entry } from '../../../functions/build-archive/plan-shape.ts';

/**
 * The archive as most build it: every file is streamed through a ZIP library into a multipart upload, part after part,
 * with the client as it comes.
 */
export async function streamArchive(
  client: S3Client,
  buckets: { attachments: string; archives: string },
  entries: readonly Entry[],
  key: string,
): Promise<void> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const upload = new Upload({
    client,
    params: { Bucket: buckets.archives, Key: key, Body: output, ContentType: 'application/zip' },
    partSize: 8 * 1024 ** 2,
    queueSize: 3,
  }).done();

  async function add({ path, modifiedAt, source }: Entry): Promise<void> {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: buckets[source.bucket], Key: source.key, VersionId: source.versionId }),
    );
    if (!(Body instanceof Readable)) throw new Error('no stream');
    const ended = new Promise((resolve, reject) => Body.once('end', resolve).once('error', reject));
    zip.addReadStream(Body, path, { compress: false, size: source.size, mtime: new Date(modifiedAt) });
    await ended;
  }

  for (const entry of entries) await add(entry);
  zip.end();
  await upload;
}
