import { randomUUID } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { GivenUpFor } from './deliver.ts';
import type { Mapping } from './mappings.ts';
import type { StreamRecord } from './stream-reader.ts';

/**
 * Keeps records that no try could handle in the bucket that the template names, whole, as Lambda does it:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 * @param client acts as the function
 */
export async function keepInBucket(
  client: S3Client,
  { id, failures, streamArn }: Mapping,
  functionArn: string,
  shard: string,
  records: StreamRecord[],
  condition: GivenUpFor,
  tries: number,
): Promise<void> {
  const first = records[0];
  const last = records.at(-1);
  if (failures === undefined || !first || !last) return;
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const now = new Date();
  const at = now.toISOString();
  const arrived = ({ dynamodb }: StreamRecord) =>
    new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const note = {
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: tries },
    version: '1.0',
    timestamp: at,
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrived(first),
      approximateArrivalOfLastRecord: arrived(last),
      batchSize: records.length,
      streamArn,
    },
    payload: JSON.stringify({ Records: records }),
  };
  const [day = '', time = ''] = at.split('T');
  const name = `${day}T${time.slice(0, 8).replaceAll(':', '.')}-${randomUUID()}`;
  await client.send(
    new PutObjectCommand({
      Bucket: failures,
      Key: `aws/lambda/${id}/${shard}/${day.replaceAll('-', '/')}/${name}`,
      Body: JSON.stringify(note),
      ContentType: 'application/json',
    }),
  );
}
