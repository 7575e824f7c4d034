import { gunzipSync } from 'node:zlib';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Campaign } from '../schemas/campaign.ts';
import { CampaignChanges, standingCampaign } from '../schemas/campaign-changes.ts';

const standingKey = (campaign: string) => ({ pk: `STANDING#${campaign}`, sk: 'ROW' });

export interface Row {
  [name: string]: unknown;
}

/** A row of the table, whoever wrote it last. */
export async function find(
  client: DynamoDBClient,
  TableName: string,
  key: { pk: string; sk: string },
): Promise<Row | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
}

/** The campaign with the units that the lead office added or removed since its file was written. */
export async function standingOf(
  client: DynamoDBClient,
  TableName: string,
  file: Campaign,
): Promise<Campaign> {
  const packed = (await find(client, TableName, standingKey(file.id)))?.changes;
  if (!(packed instanceof Uint8Array)) return file;
  return standingCampaign(file, CampaignChanges.parse(JSON.parse(gunzipSync(packed).toString('utf8'))));
}

/** The version of a campaign's roster; 0 while nobody has changed it. */
export async function versionOf(client: DynamoDBClient, table: string, campaign: string): Promise<number> {
  return (
    z
      .object({ version: z.int() })
      .optional()
      .parse(await find(client, table, standingKey(campaign)))?.version ?? 0
  );
}

/**
 * Raises the roster's version as its pages do, so that whoever changes it at the same time is told; `ended` notes
 * whose sessions are over, by the hash of the address. Refused when somebody was faster.
 */
export function raised(
  TableName: string,
  campaign: string,
  version: number,
  ended: { hash: string; at: string } | undefined,
) {
  const first = version === 0;
  const set = first
    ? ['version = :one', '#type = :type', 'ended = :ended']
    : ['version = version + :one', ...(ended ? ['ended.#hash = :at'] : [])];
  return {
    TableName,
    Key: marshall(standingKey(campaign)),
    UpdateExpression: `SET ${set.join(', ')}`,
    ConditionExpression: first ? 'attribute_not_exists(pk)' : 'version = :version',
    ...((first || ended) && {
      ExpressionAttributeNames: { ...(first ? { '#type': 'type' } : { '#hash': ended?.hash ?? '' }) },
    }),
    ExpressionAttributeValues: marshall({
      ':one': 1,
      ...(first
        ? { ':type': 'standing', ':ended': ended ? { [ended.hash]: ended.at } : {} }
        : { ':version': version, ...(ended && { ':at': ended.at }) }),
    }),
  };
}
