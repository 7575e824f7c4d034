import { BatchWriteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Campaign } from '../../schemas/campaign.ts';
import { contactRows } from '../../schemas/roster.ts';
import type { Contact } from '../../schemas/session.ts';

/** DynamoDB takes so many at once. */
const AT_ONCE = 25;

/** Who can sign in to a fresh local system: an address for each unit and each office. */
function localContacts({ id: campaign, units, offices }: Campaign): Contact[] {
  return [
    ...units.map(({ id }): Contact => ({ email: `${id}@example.org`, campaign, role: 'unit', unit: id })),
    ...offices.map(
      ({ id, lead }): Contact => ({
        email: `${id}@example.org`,
        campaign,
        role: lead ? 'lead' : 'office',
        office: id,
      }),
    ),
  ];
}

/** Fills an empty roster; one that has contacts is somebody's, and is left as it is. */
export async function seedRoster(
  client: DynamoDBClient,
  tableName: string,
  campaign: Campaign,
): Promise<void> {
  const rows = localContacts(campaign).flatMap(contactRows);
  const roster = rows[0]?.pk ?? '';
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: roster } },
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  if (Count > 0) return;
  // The roster's own rows come last: a crash in between leaves it empty, and the next start fills it again.
  const ordered = rows.toSorted((a, b) => Number(a.pk === roster) - Number(b.pk === roster));
  for (let i = 0; i < ordered.length; i += AT_ONCE) {
    const puts = ordered
      .slice(i, i + AT_ONCE)
      .map((row) => ({ PutRequest: { Item: marshall(row, { removeUndefinedValues: true }) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
  }
}
