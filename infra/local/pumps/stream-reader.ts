import * as z from 'zod';
import { REGION } from '../place.ts';

/** A change of a row, as DynamoDB Streams and the events of functions have it. */
const StreamRecord = z.looseObject({
  eventID: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number().optional(),
  }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

const Described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });
const Table = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });

interface Batch {
  records: StreamRecord[];
  /** Where the next ones are; undefined when the shard has come to its end. */
  next: string | undefined;
}

export interface StreamReader {
  shards(): Promise<string[]>;
  /** The place behind a record, or the beginning of what is still kept. */
  iterator(shard: string, after?: string): Promise<string>;
  read(iterator: string, limit: number): Promise<Batch>;
}

/** The place cannot be read from any more: it expired, or what it names is no longer kept. */
export class LostPlace extends Error {}

/**
 * Reads the stream of a table. A bare request: there is no client of streams among our libraries, and the store
 * behind the gateway checks no signatures.
 * @param endpoint the store itself
 */
export async function openStream(endpoint: string, tableName: string): Promise<StreamReader> {
  async function call<T>(target: string, body: object, shape: z.ZodType<T>): Promise<T> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': '20230510T010000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=operator/20230510/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.ok) return shape.parse(JSON.parse(text));
    if (/ExpiredIterator|TrimmedDataAccess/.test(text)) throw new LostPlace(target);
    throw new Error(`${target} answered ${response.status}`);
  }
  const streams = 'DynamoDBStreams_20120810';
  const described = await call('DynamoDB_20120810.DescribeTable', { TableName: tableName }, Table);
  const StreamArn = described.Table.LatestStreamArn;

  return {
    async shards() {
      const { StreamDescription } = await call(`${streams}.DescribeStream`, { StreamArn }, Described);
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    async iterator(shard, after) {
      const place =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
      const body = { StreamArn, ShardId: shard, ...place };
      return (await call(`${streams}.GetShardIterator`, body, Iterator)).ShardIterator;
    },
    async read(iterator, limit) {
      const body = { ShardIterator: iterator, Limit: limit };
      const { Records: records, NextShardIterator } = await call(`${streams}.GetRecords`, body, Records);
      return { records, next: NextShardIterator ?? undefined };
    },
  };
}
