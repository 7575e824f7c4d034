import { announce, type Call, conditionOf, demand, type Reply, stamp, versionHeader } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { describe } from './description.ts';
import { S3Error } from './errors.ts';
import { receive } from './receive.ts';

/** Demands what a conditional or tagged write needs beyond s3:PutObject. */
export async function demandWrite(call: Call): Promise<void> {
  if (call.header('if-match') !== undefined) await demand(call, 's3:GetObject');
  if (call.header('x-amz-tagging') !== undefined) await demand(call, 's3:PutObjectTagging');
}

export async function putObject(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  await demandWrite(call);
  if (call.payload.length === undefined) throw new S3Error('MissingContentLength');
  const description = describe(call);
  checkWrite(conditionOf(call), bucket.current(key));
  const received = await receive(services.blobs, call, call.payload);
  try {
    // Again, since another write may have come while this body was on its way.
    checkWrite(conditionOf(call), bucket.current(key));
    const version = bucket.put({
      ...description,
      ...received,
      key,
      modified: stamp(services),
      deleteMarker: false,
    });
    announce(services, bucket, version, 'PutObject');
    return {
      headers: {
        etag: `"${version.etag}"`,
        ...checksumHeaders(version.checksum),
        ...versionHeader(bucket, version),
      },
    };
  } finally {
    services.blobs.release(received.slices);
  }
}
