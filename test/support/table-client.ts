import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import {
  ConditionFailed,
  type Record,
  type Table,
  type Write,
} from '../../functions/shared/records/shapes.ts';

type Asked = NonNullable<TransactWriteItemsCommandInput['TransactItems']>[number];

const keyOf = (key: Parameters<typeof unmarshall>[0]) => {
  const { pk, sk } = unmarshall(key);
  return { pk: String(pk), sk: String(sk) };
};

const given = (one: {
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: { [name: string]: string } | undefined;
  ExpressionAttributeValues?: Parameters<typeof unmarshall>[0] | undefined;
}) => ({
  ...(one.ExpressionAttributeNames && { names: one.ExpressionAttributeNames }),
  ...(one.ExpressionAttributeValues && { values: unmarshall(one.ExpressionAttributeValues) }),
});

function writeOf({ Put, Delete, Update }: Asked): Write {
  if (Put) {
    const put: Record = unmarshall(Put.Item ?? {});
    const { ConditionExpression: expression } = Put;
    return { put, ...(expression !== undefined && { condition: { expression, ...given(Put) } }) };
  }
  if (Delete) return { remove: keyOf(Delete.Key ?? {}) };
  if (!Update) throw new Error('a write that the fake does not know');
  const { UpdateExpression: update = '', ConditionExpression: condition } = Update;
  return {
    key: keyOf(Update.Key ?? {}),
    update,
    ...(condition !== undefined && { condition }),
    ...given(Update),
  };
}

/** The SDK's client over a table in memory, for commands that do without the table's own interface. */
export function tableClient(table: Table): DynamoDBClient {
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof GetItemCommand) {
      const row = await table.get(keyOf(command.input.Key ?? {}));
      return { Item: row && marshall(row) };
    }
    if (command instanceof QueryCommand) {
      const values: Record = unmarshall(command.input.ExpressionAttributeValues ?? {});
      const rows = await table.query({ pk: String(values[':pk']), begins: String(values[':contact']) });
      return { Items: rows.map((row) => marshall(row)) };
    }
    if (!(command instanceof TransactWriteItemsCommand))
      throw new Error('a command that the fake does not know');
    try {
      await table.transact((command.input.TransactItems ?? []).map(writeOf));
      return {};
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {} });
    }
  };
  // Its paginators ask what they are given for its class.
  return Object.assign(Object.create(DynamoDBClient.prototype), { send, config: {} });
}
