import * as z from 'zod';

/** A table of the template; its stream has another ARN here than in the store, which makes one up. */
interface TableNames {
  arn: string;
  streamArn?: string;
}
export type Tables = { [name: string]: TableNames };

/** What a request does and to what, as IAM sees it. */
export interface Access {
  action: string;
  resource: string;
}

const OnTable = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const OnStream = z.object({ StreamArn: z.string() });
const AtIterator = z.object({ ShardIterator: z.string() });
const OnMany = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const Named = z.object({ TableName: z.string() });
const Transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: Named.optional(),
      Update: Named.optional(),
      Delete: Named.optional(),
      ConditionCheck: Named.optional(),
      Get: Named.optional(),
    }),
  ),
});

/** Transactions have no action of their own: IAM asks for that of each item. */
const ITEM_ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const;

/** A table that the template lacks is the caller's own mistake: ARNs of such are made like those of its neighbours. */
function tableArn(tables: Tables, name: string): string {
  // Clients may name a table by its ARN.
  const known = tables[name] ?? Object.values(tables).find(({ arn }) => arn === name);
  if (known) return known.arn;
  const neighbour = Object.values(tables)[0]?.arn ?? 'table/';
  return name.includes(':') ? name : neighbour.replace(/table\/.*$/, `table/${name}`);
}

function streamArn(tables: Tables, name: string | undefined): string {
  const table = name === undefined ? undefined : tables[name];
  return table?.streamArn ?? `${tableArn(tables, name ?? '-')}/stream/-`;
}

/** The table that a shard iterator reads; stores write it into the iterator, each in its way, mostly as Base64. */
function tableOfIterator(tables: Tables, iterator: string): string | undefined {
  const decoded = iterator.split('|').map((part) => Buffer.from(part, 'base64').toString('latin1'));
  const text = [iterator, ...decoded].join('\n');
  return Object.keys(tables).find(
    (name) => text.includes(`table/${name}/stream/`) || text.includes(`"table_name":"${name}"`),
  );
}

/**
 * What a DynamoDB request needs to be allowed, read from its X-Amz-Target and body. Each pair appears once.
 * Batches need an action of their own on each table, transactions that of each item, reading an index the index
 * alone (the service authorization reference of DynamoDB).
 * @throws ZodError when the body does not have what the operation needs
 */
export function accesses(tables: Tables, service: string, operation: string, body: unknown): Access[] {
  if (service === 'DynamoDBStreams_20120810') {
    if (operation === 'ListStreams') return [{ action: 'dynamodb:ListStreams', resource: '*' }];
    const name =
      operation === 'GetRecords'
        ? tableOfIterator(tables, AtIterator.parse(body).ShardIterator)
        : /table\/([^/]+)\/stream\//.exec(OnStream.parse(body).StreamArn)?.[1];
    return [{ action: `dynamodb:${operation}`, resource: streamArn(tables, name) }];
  }
  if (operation === 'ListTables') return [{ action: 'dynamodb:ListTables', resource: '*' }];
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const needed = new Map<string, Access>();
    for (const item of Transaction.parse(body).TransactItems)
      for (const kind of ['Put', 'Update', 'Delete', 'ConditionCheck', 'Get'] as const) {
        const name = item[kind]?.TableName;
        if (name === undefined) continue;
        const access = { action: `dynamodb:${ITEM_ACTIONS[kind]}`, resource: tableArn(tables, name) };
        needed.set(`${access.action} ${access.resource}`, access);
      }
    return [...needed.values()];
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
    return Object.keys(OnMany.parse(body).RequestItems).map((name) => ({
      action: `dynamodb:${operation}`,
      resource: tableArn(tables, name),
    }));
  const { TableName, IndexName } = OnTable.parse(body);
  const arn = tableArn(tables, TableName);
  return [
    {
      action: `dynamodb:${operation}`,
      resource: IndexName === undefined ? arn : `${arn}/index/${IndexName}`,
    },
  ];
}
