import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteItemCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '../store/tables.ts';
import type { Pump } from './stream.ts';

/**
 * Deletes rows whose time to live is over, once; the store here never does.
 * @param now the campaign's time: the functions wrote theirs by it
 * @returns how many were deleted
 */
export async function deleteExpired(
  client: DynamoDBClient,
  table: TableDefinition,
  now: Date,
): Promise<number> {
  if (table.ttlAttribute === undefined) return 0;
  const expressions = {
    ExpressionAttributeNames: { '#ttl': table.ttlAttribute },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.getTime() / 1000)) } },
  };
  let deleted = 0;
  const pages = paginateScan(
    { client },
    { TableName: table.name, FilterExpression: '#ttl < :now', ...expressions },
  );
  for await (const { Items = [] } of pages)
    for (const item of Items) {
      const key = Object.entries(item).filter(([name]) => table.key.includes(name));
      await client
        .send(
          new DeleteItemCommand({
            TableName: table.name,
            Key: Object.fromEntries(key),
            // Somebody may have given it more time in between.
            ConditionExpression: '#ttl < :now',
            ...expressions,
          }),
        )
        .then(() => deleted++)
        .catch((error: Error) => {
          if (error.name !== 'ConditionalCheckFailedException') throw error;
        });
    }
  return deleted;
}

/** Does something at intervals until it is stopped; what goes wrong is told and tried again the next time. */
export function startRepeating(
  everyMs: number,
  work: () => Promise<unknown>,
  complain: (error: unknown) => void,
): Pump {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await work().catch(complain);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
