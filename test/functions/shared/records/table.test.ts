import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { ConditionFailed, NEW } from '../../../../functions/shared/records/shapes.ts';
import { openTable } from '../../../../functions/shared/records/table.ts';

const about = { message: 'no', $metadata: {} };
const conflict = () => new TransactionConflictException(about);
const KEY = { pk: 'RUN#x', sk: 'ROW' };

/** A table whose store gives these answers, one after the other; errors are thrown. */
function answering(...answers: (object | Error)[]) {
  const asked: { [name: string]: unknown }[] = [];
  const client = {
    middlewareStack: { remove: () => true },
    async send({ input }: { input: { [name: string]: unknown } }) {
      asked.push(input);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { table: openTable('records', client as unknown as DynamoDBClient), asked };
}

describe('the table', () => {
  it.each([
    ['put', (table: ReturnType<typeof openTable>) => table.put(KEY)],
    ['update', (table: ReturnType<typeof openTable>) => table.update({ key: KEY, update: 'SET a = :a' })],
    ['remove', (table: ReturnType<typeof openTable>) => table.remove(KEY)],
  ])('tries a %s again while somebody’s transaction holds the row', async (_, write) => {
    const { table, asked } = answering(conflict(), conflict(), {});
    await write(table);
    expect(asked).toHaveLength(3);
  });

  it('does not try for ever', async () => {
    const { table, asked } = answering(...Array.from({ length: 9 }, conflict));
    await expect(table.put(KEY)).rejects.toBeInstanceOf(TransactionConflictException);
    expect(asked).toHaveLength(5);
  });

  it('tells a condition that does not hold from other refusals', async () => {
    const failed = answering(new ConditionalCheckFailedException(about)).table;
    await expect(failed.put(KEY, NEW)).rejects.toEqual(new ConditionFailed([0]));
    const gone = answering(new ResourceNotFoundException(about)).table;
    await expect(gone.put(KEY, NEW)).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('names the writes of a transaction that were in the way, lost races among them', async () => {
    const cancelled = (...codes: string[]) =>
      new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });
    const writes = [{ put: KEY }, { put: KEY }, { put: KEY }];
    const { table } = answering(
      cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'),
      cancelled('ThrottlingError', 'None', 'None'),
    );
    await expect(table.transact(writes)).rejects.toEqual(new ConditionFailed([1, 2]));
    await expect(table.transact(writes)).rejects.toBeInstanceOf(TransactionCanceledException);
  });

  it('reads a range to its end, or as far as was asked for', async () => {
    const row = (n: number) => ({ pk: { S: 'P' }, sk: { S: `${n}` } });
    const pages = [
      { Items: [row(1), row(2)], LastEvaluatedKey: row(2) },
      { Items: [row(3)], LastEvaluatedKey: undefined },
    ];
    const whole = answering(...pages);
    expect((await whole.table.query({ pk: 'P' })).map(({ sk }) => sk)).toEqual(['1', '2', '3']);
    expect(
      whole.asked.map(({ ConsistentRead, ExclusiveStartKey }) => [ConsistentRead, ExclusiveStartKey]),
    ).toEqual([
      [true, undefined],
      [true, row(2)],
    ]);
    const some = answering(...pages);
    expect(await some.table.query({ pk: 'P', limit: 2 })).toHaveLength(2);
    expect(some.asked).toHaveLength(1);
  });
});
