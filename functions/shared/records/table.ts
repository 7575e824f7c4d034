import { setTimeout as pause } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Condition, Key, Page, Range, Record, Table, Write } from './shapes.ts';
import { ConditionFailed } from './shapes.ts';

const keyOf = ({ pk, sk }: Key) => marshall({ pk, sk });
const toItem = (record: Record) => marshall(record, { removeUndefinedValues: true });

/** An update or condition with its names and values, as DynamoDB wants them. */
function expressions({ names = {}, values = {} }: Partial<Condition>) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(given.length > 0 && {
      ExpressionAttributeValues: marshall(Object.fromEntries(given), { removeUndefinedValues: true }),
    }),
  };
}

function toTransactItem(TableName: string, write: Write) {
  if ('put' in write) {
    const { put, condition } = write;
    return {
      Put: {
        TableName,
        Item: toItem(put),
        ...(condition && { ConditionExpression: condition.expression, ...expressions(condition) }),
      },
    };
  }
  if ('update' in write) {
    const { key, update, condition, names, values } = write;
    return {
      Update: {
        TableName,
        Key: keyOf(key),
        UpdateExpression: update,
        ...(condition && { ConditionExpression: condition }),
        ...expressions({ names, values }),
      },
    };
  }
  if ('remove' in write) return { Delete: { TableName, Key: keyOf(write.remove) } };
  const { key, check } = write;
  return {
    ConditionCheck: {
      TableName,
      Key: keyOf(key),
      ConditionExpression: check.expression,
      ...expressions(check),
    },
  };
}

/** Which writes of a refused transaction failed their condition, by position; other reasons are thrown on. */
function failedConditions(error: TransactionCanceledException): number[] {
  const reasons = error.CancellationReasons ?? [];
  // A concurrent transaction on the same row is a lost race, like a failed condition: the caller looks again.
  return reasons.flatMap(({ Code }, i) =>
    Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict' ? [i] : [],
  );
}

/** Tries at a row that a transaction of somebody else's holds, and the longest pause before the second. */
const TRIES = 5;
const PAUSE_MS = 30;

/** A lone write is refused while a transaction holds its row, which is over in a moment; the SDK does not try again. */
async function patient<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || tries === TRIES) throw error;
      await pause(PAUSE_MS * tries * Math.random());
    }
  }
}

async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await patient(call);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed([0]);
    if (error instanceof TransactionCanceledException) {
      const failed = failedConditions(error);
      if (failed.length > 0) throw new ConditionFailed(failed);
    }
    throw error;
  }
}

/** Some attributes of rows, by placeholders: `state` and others are words of DynamoDB's own. */
function only({ attributes }: Range) {
  if (!attributes) return {};
  const names = Object.fromEntries(attributes.map((name, n) => [`#a${n}`, name]));
  return { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
}

/** How a range is asked for: in the table or in one of its indexes, which alone are not strongly consistent. */
function asked(range: Range) {
  if ('queue' in range) {
    return {
      IndexName: 'queue',
      KeyConditionExpression: 'queue = :p AND queuedAt <= :until',
      ExpressionAttributeValues: marshall({ ':p': range.queue, ':until': range.until }),
    };
  }
  if ('mails' in range) {
    return {
      IndexName: 'mails',
      KeyConditionExpression: 'mails = :p',
      ExpressionAttributeValues: marshall({ ':p': range.mails }),
    };
  }
  const { pk, begins } = range;
  return {
    ConsistentRead: true,
    KeyConditionExpression: begins === undefined ? 'pk = :p' : 'pk = :p AND begins_with(sk, :s)',
    ExpressionAttributeValues: marshall({ ':p': pk, ...(begins !== undefined && { ':s': begins }) }),
  };
}

/** The one table of the system. Reads are strongly consistent but those of its indexes. */
export function openTable(TableName: string, client = new DynamoDBClient()): Table {
  // It copies every answer for a log that nobody keeps: a third of the time of reading many rows.
  client.middlewareStack.remove('loggerMiddleware');

  async function page(range: Range, from?: Record): Promise<Page> {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        ...asked(range),
        ...only(range),
        FilterExpression: range.where,
        ...(from && { ExclusiveStartKey: marshall(from) }),
        ...(range.limit !== undefined && { Limit: range.limit }),
        ScanIndexForward: !range.newestFirst,
      }),
    );
    return {
      records: Items.map((item) => unmarshall(item)),
      next: LastEvaluatedKey && unmarshall(LastEvaluatedKey),
    };
  }

  return {
    page,
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item && unmarshall(Item);
    },
    async query(range) {
      const records: Record[] = [];
      let next: Record | undefined;
      do {
        const answer = await page(range, next);
        records.push(...answer.records);
        next = range.limit !== undefined && records.length >= range.limit ? undefined : answer.next;
      } while (next);
      return records;
    },
    async put(record, condition) {
      await named(() =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(record),
            ...(condition && { ConditionExpression: condition.expression, ...expressions(condition) }),
          }),
        ),
      );
    },
    async update({ key, update, condition, names, values }) {
      const { Attributes = {} } = await named(() =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: keyOf(key),
            UpdateExpression: update,
            ...(condition && { ConditionExpression: condition }),
            ...expressions({ names, values }),
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return unmarshall(Attributes);
    },
    async remove(key) {
      await named(() => client.send(new DeleteItemCommand({ TableName, Key: keyOf(key) })));
    },
    async transact(writes, token) {
      await named(() =>
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: writes.map((write) => toTransactItem(TableName, write)),
            ClientRequestToken: token,
          }),
        ),
      );
    },
  };
}
