import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteExpired } from '../../../../infra/local/pumps/expiry.ts';
import { openStream } from '../../../../infra/local/pumps/stream-reader.ts';
import { seedRoster } from '../../../../infra/local/seed.ts';
import { type Store, startDynoxide } from '../../../../infra/local/store/dynoxide.ts';
import { createTable, type TableDefinition } from '../../../../infra/local/store/tables.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';

const table: TableDefinition = {
  id: 'Rows',
  name: 'rows',
  key: ['pk', 'sk'],
  ttlAttribute: 'ttl',
  shape: {
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{}],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
};
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const available = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

available('the store of this machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'store-'));
  let store: Store;
  let client: DynamoDBClient;
  const open = async () => {
    store = await startDynoxide(directory);
    client = new DynamoDBClient({ endpoint: store.url, region: 'us-east-1', credentials });
  };
  const put = (row: object) => client.send(new PutItemCommand({ TableName: 'rows', Item: marshall(row) }));
  const keys = async () => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'rows' }));
    return Items.map(({ pk }) => pk?.S ?? '').sort();
  };
  beforeAll(async () => {
    await open();
    await createTable(client, table);
  }, 30_000);
  afterAll(async () => {
    client.destroy();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('makes a table once and keeps it over a restart', async () => {
    await put({ pk: 'kept', sk: 'x' });
    client.destroy();
    await store.close();
    await open();
    await createTable(client, table);
    expect(await keys()).toEqual(['kept']);
  });

  it('tells of changes in order, and from any place on', async () => {
    await put({ pk: 'one', sk: 'x' });
    await put({ pk: 'two', sk: 'x' });
    const stream = await openStream(store.url, 'rows');
    const [shard = ''] = await stream.shards();
    const all = await stream.read(await stream.iterator(shard), 100);
    expect(all.records.map(({ dynamodb }) => marshalledKey(dynamodb.Keys))).toEqual(['kept', 'one', 'two']);
    const first = all.records[0]?.dynamodb.SequenceNumber;
    const rest = await stream.read(await stream.iterator(shard, first), 1);
    expect(rest.records.map(({ dynamodb }) => marshalledKey(dynamodb.Keys))).toEqual(['one']);
    const next = await stream.read(rest.next ?? '', 100);
    expect(next.records.map(({ dynamodb }) => marshalledKey(dynamodb.Keys))).toEqual(['two']);
  });

  it('loses rows whose time is over by the clock of the campaign, and no others', async () => {
    const now = new Date('2023-05-10T01:00:00Z');
    const at = now.getTime() / 1000;
    await put({ pk: 'over', sk: 'x', ttl: at - 1 });
    await put({ pk: 'living', sk: 'x', ttl: at + 1 });
    expect(await deleteExpired(client, table, now)).toBe(1);
    expect(await keys()).toEqual(['kept', 'living', 'one', 'two']);
  });

  it('gets the contacts of the campaign once: a roster that has any is left alone', async () => {
    const { units, offices } = heilongjiang2023;
    await seedRoster(client, 'rows', heilongjiang2023);
    const seeded = await keys();
    expect(seeded).toHaveLength(4 + 2 * (units.length + offices.length));
    expect(seeded).toContain('CONTACT#harbin@example.org');
    await seedRoster(client, 'rows', {
      ...heilongjiang2023,
      units: [{ id: 'atlantis', group: 'city', name: { zh: '大西洲', en: 'Atlantis' } }],
    });
    expect(await keys()).toEqual(seeded);
  });
});

const marshalledKey = (key: unknown) => JSON.parse(JSON.stringify(key)).pk.S;
