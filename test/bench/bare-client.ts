import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

export interface Store {
  dynamo: string;
  table: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** The bytes that a submission keeps: its packed answers, and the four small rows beside them. */
export interface Payload {
  answers: Uint8Array;
}

/**
 * What anybody's shortest program would do for a submission: read the session and the campaign, read where the report
 * stands, write the same five rows in one transaction. No checks, no pages, no HTTP of its own.
 */
export function bareClient({ dynamo, table, credentials }: Store) {
  const client = new DynamoDBClient({ endpoint: dynamo, region: 'us-east-1', credentials });
  const TableName = table;
  const key = (pk: string, sk: string) => marshall({ pk, sk });
  const row = (pk: string, sk: string, more: object) =>
    marshall({ pk, sk, ...more }, { removeUndefinedValues: true });
  const small = {
    campaign: 'bench',
    form: 'open-day',
    submittedAt: new Date().toISOString(),
    contentHash: 'f'.repeat(64),
  };

  const get = (pk: string) =>
    client.send(new GetItemCommand({ TableName, Key: key(pk, 'ROW'), ConsistentRead: true }));
  const query = (pk: string, begins: string) =>
    client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
        ExpressionAttributeValues: marshall({ ':p': pk, ':s': begins }),
      }),
    );

  return async function submit(unit: string, n: number, { answers }: Payload): Promise<void> {
    const report = `REPORT#bench#${unit}#open-day`;
    await Promise.all([get(`SESSION#bench-${unit}`), get('STANDING#bench')]);
    await Promise.all([query('CAMPAIGN#bench', `HEAD#${unit}#`), query(report, 'WORK#')]);
    const fresh = { ConditionExpression: 'attribute_not_exists(pk)', TableName };
    const TransactItems: TransactWriteItemsCommandInput['TransactItems'] = [
      {
        Put: { ...fresh, Item: row(report, `REVISION#${String(n).padStart(5, '0')}`, { ...small, answers }) },
      },
      {
        Put: {
          TableName,
          Item: row('CAMPAIGN#bench', `HEAD#${unit}#open-day`, { ...small, version: n, revision: n }),
        },
      },
      { Put: { ...fresh, Item: row(`RECEIPT#bench-${unit}-${n}`, 'ROW', small) } },
      // Queued like a mail, but of no type that the stream's filter lets through: nothing is sent for it.
      {
        Put: {
          ...fresh,
          Item: row(`MAIL#bench-${unit}-${n}`, 'ROW', {
            ...small,
            queue: 'bench',
            queuedAt: small.submittedAt,
            mails: 'bench',
          }),
        },
      },
      { Put: { TableName, Item: row('AUDIT#bench', `${unit}-${n}`, small) } },
    ];
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  };
}
