import { createServer } from 'node:http';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DynamoGatewayOptions, startDynamoGateway } from '../../../../infra/local/gateway/dynamodb.ts';
import { type Gateway, listen } from '../../../../infra/local/gateway/listen.ts';
import { createAuthorizer } from '../../../../infra/local/iam/authorizer.ts';
import { createCredentials, OPERATOR, type Secrets } from '../../../../infra/local/iam/credentials.ts';
import { allow, policiesOf, reportMay, TABLE } from '../iam/sample.ts';
import { createSigner } from './sign.ts';

const credentials = createCredentials();
const key = { pk: { S: 'a' }, sk: { S: 'b' } };
const put = new PutItemCommand({ TableName: 'records', Item: { ...key, text: { S: '全省科技活动周' } } });
const get = new GetItemCommand({ TableName: 'records', Key: key });

/** A store that keeps what it is asked and answers every call alike. */
async function startStore() {
  const asked: { target: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ target: String(request.headers['x-amz-target']), body: Buffer.concat(chunks).toString() });
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end('{"Item":{"pk":{"S":"名"}}}');
  });
  return { ...(await listen(server, 0)), asked };
}

let store: Awaited<ReturnType<typeof startStore>>;
let gateway: Gateway;
let clients: DynamoDBClient[] = [];

async function start(...statements: object[]): Promise<void> {
  const options: DynamoGatewayOptions = {
    port: 0,
    target: store.url,
    credentials,
    authorizer: createAuthorizer(policiesOf(reportMay(...statements))),
    tables: { records: { arn: TABLE, streamArn: `${TABLE}/stream/local` } },
  };
  gateway = await startDynamoGateway(options);
}
function client(secrets: Secrets = credentials.issue('Report'), systemClockOffset = 0): DynamoDBClient {
  const made = new DynamoDBClient({
    endpoint: gateway.url,
    region: 'us-east-1',
    credentials: secrets,
    maxAttempts: 1,
    systemClockOffset,
  });
  clients.push(made);
  return made;
}
const targets = () => store.asked.map(({ target }) => target.split('.')[1]);
const wire = async (headers: { [name: string]: string }, body: string) => {
  const answer = await fetch(gateway.url, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.json() };
};

beforeEach(async () => {
  store = await startStore();
});
afterEach(async () => {
  for (const each of clients) each.destroy();
  clients = [];
  await gateway.close();
  await store.close();
});

describe('the gateway before DynamoDB', () => {
  it('passes on what is allowed and its answer, unchanged', async () => {
    await start(allow(['dynamodb:GetItem', 'dynamodb:PutItem'], TABLE));
    await client().send(put);
    expect(await client().send(get)).toMatchObject({ Item: { pk: { S: '名' } } });
    expect(targets()).toEqual(['PutItem', 'GetItem']);
    expect(JSON.parse(store.asked[0]?.body ?? '')).toEqual(put.input);
  });

  it('refuses what is not allowed as DynamoDB does, and asks the store nothing', async () => {
    await start(allow('dynamodb:GetItem', TABLE));
    await expect(client().send(put)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /^User: \S+:assumed-role\/report-role\/Report is not authorized to perform: dynamodb:PutItem on resource: \S+:table\/records because no identity-based policy/,
      ),
      $metadata: { httpStatusCode: 400 },
    });
    expect(store.asked).toEqual([]);
  });

  it('asks for each action of a transaction', async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'records', Item: key } },
        { ConditionCheck: { TableName: 'records', Key: key, ConditionExpression: 'attribute_exists(pk)' } },
      ],
    });
    await start(allow('dynamodb:PutItem', TABLE));
    await expect(client().send(transaction)).rejects.toThrow('perform: dynamodb:ConditionCheckItem');
    await gateway.close();
    await start(allow(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], TABLE));
    await client().send(transaction);
    expect(targets()).toEqual(['TransactWriteItems']);
  });

  it('asks for the index alone when an index is read, and for the action of a batch', async () => {
    await start(allow('dynamodb:Query', `${TABLE}/index/*`), allow('dynamodb:GetItem', TABLE));
    const query = { TableName: 'records', KeyConditionExpression: 'queue = :q' };
    await client().send(new QueryCommand({ ...query, IndexName: 'queue' }));
    await expect(client().send(new QueryCommand(query))).rejects.toThrow('table/records because');
    await expect(
      client().send(new BatchGetItemCommand({ RequestItems: { records: { Keys: [key] } } })),
    ).rejects.toThrow('perform: dynamodb:BatchGetItem');
  });

  it('judges readers of a stream by the ARN that the template gives it', async () => {
    await start(allow(['dynamodb:GetShardIterator', 'dynamodb:GetRecords'], `${TABLE}/stream/local`));
    const call = async (operation: string, body: object) => {
      const text = JSON.stringify(body);
      const target = `DynamoDBStreams_20120810.${operation}`;
      return wire(
        await createSigner(gateway.url, credentials.issue('Report'))('dynamodb', target, text),
        text,
      );
    };
    const stream = `${TABLE.replace('us-east-1', 'dynoxide')}/stream/17`;
    expect(await call('GetShardIterator', { StreamArn: stream })).toMatchObject({ status: 200 });
    const iterator = Buffer.from('{"table_name":"records","position":0}').toString('base64');
    expect(await call('GetRecords', { ShardIterator: iterator })).toMatchObject({ status: 200 });
    expect(await call('DescribeStream', { StreamArn: stream })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(`${TABLE}/stream/local`) },
    });
  });

  it('does not know callers without its keys, with a wrong secret or token, or of another time', async () => {
    await start(allow('dynamodb:*', TABLE));
    const own = credentials.issue('Report');
    const stranger = createCredentials().issue('Report');
    const refused = (secrets: Secrets, offset = 0) => expect(client(secrets, offset).send(get)).rejects;
    await refused(stranger).toMatchObject({ name: 'UnrecognizedClientException' });
    await refused({ ...own, sessionToken: 'x' }).toMatchObject({ name: 'UnrecognizedClientException' });
    await refused({ ...own, secretAccessKey: 'x' }).toMatchObject({ name: 'InvalidSignatureException' });
    await refused(own, -6 * 60_000).toMatchObject({ name: 'InvalidSignatureException' });
    expect(await wire({ 'x-amz-target': 'DynamoDB_20120810.GetItem' }, '{}')).toMatchObject({
      status: 400,
      body: { __type: 'com.amazon.coral.service#MissingAuthenticationTokenException' },
    });
    expect(store.asked).toEqual([]);
  });

  it('does not take a body that was changed after it was signed', async () => {
    await start(allow('dynamodb:*', TABLE));
    const headers = await createSigner(gateway.url, credentials.issue('Report'))(
      'dynamodb',
      'DynamoDB_20120810.GetItem',
      JSON.stringify(get.input),
    );
    const changed = JSON.stringify({ ...get.input, TableName: 'others' });
    expect(await wire(headers, changed)).toMatchObject({
      body: { __type: 'com.amazon.coral.service#InvalidSignatureException' },
    });
  });

  it('lets the operator through, signed all the same', async () => {
    await start();
    await client(credentials.issue(OPERATOR)).send(put);
    expect(targets()).toEqual(['PutItem']);
  });

  it('answers so that clients try again while the store is away', async () => {
    await start(allow('dynamodb:GetItem', TABLE));
    await store.close();
    await expect(client().send(get)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});
