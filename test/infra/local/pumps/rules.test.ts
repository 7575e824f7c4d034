import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../infra/local/iam/authorizer.ts';
import { placeOn } from '../../../../infra/local/place.ts';
import { mappingsOf } from '../../../../infra/local/pumps/mappings.ts';
import { retriesOf, rulesOf } from '../../../../infra/local/pumps/rules.ts';
import { createUndelivered } from '../../../../infra/local/pumps/undelivered.ts';
import { bucketsOf } from '../../../../infra/local/store/buckets.ts';
import { tablesOf } from '../../../../infra/local/store/tables.ts';
import { resolveTemplate } from '../../../../infra/local/template/resolve.ts';

type Call = Parameters<Authorizer['authorize']>[0];
type Resources = { [id: string]: { Type: string; Properties?: { [name: string]: unknown } } };
const arnOf = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

const RESOURCES = {
  Fn: { Type: 'AWS::Lambda::Function' },
  Lost: { Type: 'AWS::SQS::Queue' },
  Files: {
    Type: 'AWS::S3::Bucket',
    Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
  },
  Rows: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: 'x' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.s3'] }, Targets: [{ Id: '1', Arn: arnOf('Fn') }] },
  },
  Leave: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf('Fn'),
      Principal: 'events.service',
      SourceArn: arnOf('Rule'),
    },
  },
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Fn' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 300,
      DestinationConfig: { OnFailure: { Destination: arnOf('Lost') } },
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf('Rows', 'StreamArn'),
      FunctionName: { Ref: 'Fn' },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 7,
      MaximumRetryAttempts: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      DestinationConfig: { OnFailure: { Destination: arnOf('Files') } },
    },
  },
} satisfies Resources;

const resolve = (changed: Resources = {}) =>
  resolveTemplate({ Resources: { ...RESOURCES, ...changed } }, placeOn(3000, 'Intake'));
/** The template with other properties of one resource. */
const withProperties = (id: keyof typeof RESOURCES, more: object) => {
  const { Type, Properties } = { Properties: {}, ...RESOURCES[id] };
  return resolve({ [id]: { Type, Properties: { ...Properties, ...more } } });
};

describe('what the template says of events', () => {
  it('is which functions get which', () => {
    const [rule] = rulesOf(resolve());
    expect(rule?.functionIds).toEqual(['Fn']);
    expect([rule?.wants({ source: 'aws.s3' }), rule?.wants({ source: 'x' })]).toEqual([true, false]);
    expect(rulesOf(withProperties('Rule', { State: 'DISABLED' }))).toEqual([]);
  });

  it('is how often they are tried', () => {
    const retries = retriesOf(resolve());
    expect(retries('Fn')).toMatchObject({ attempts: 1, oldest: 300, queue: { name: 'Lost' } });
    expect(retriesOf(resolve({ Config: { Type: 'AWS::SQS::Queue' } }))('Fn')).toEqual({
      attempts: 2,
      oldest: 21_600,
    });
  });

  it('is which function reads a stream, and how', () => {
    const [mapping] = mappingsOf(resolve());
    expect(mapping).toMatchObject({
      functionId: 'Fn',
      tableName: 'Rows',
      batchSize: 7,
      policy: { retries: 5, oldest: Number.POSITIVE_INFINITY, bisect: false, partial: true },
      failures: 'files',
    });
    expect([mapping?.wants({ eventName: 'INSERT' }), mapping?.wants({ eventName: 'REMOVE' })]).toEqual([
      true,
      false,
    ]);
  });

  it('is which buckets announce their objects and which rows end', () => {
    expect(bucketsOf(resolve())).toMatchObject([
      { announces: true, options: { name: 'files', versioned: false } },
    ]);
    expect(tablesOf(resolve())).toMatchObject([{ name: 'Rows', key: ['pk'], ttlAttribute: 'ttl' }]);
  });
});

describe('a property that nothing here would obey is an error that names it', () => {
  it.each([
    ['Rule', { EventBusName: 'other' }, rulesOf, /EventBusName/],
    ['Rule', { Targets: [{ Id: '1', Arn: arnOf('Lost') }] }, rulesOf, /Rule sends to .*Lost/],
    ['Leave', { SourceArn: 'arn:x:events:y:z:rule/Other' }, rulesOf, /lets the rule Rule invoke Fn/],
    ['Leave', { Principal: 'sns' }, rulesOf, /lets the rule Rule invoke Fn/],
    [
      'Config',
      { DestinationConfig: { OnFailure: { Destination: arnOf('Files') } } },
      retriesOf,
      /only queues/,
    ],
    ['Mapping', { TumblingWindowInSeconds: 5 }, mappingsOf, /TumblingWindowInSeconds/],
    ['Mapping', { StartingPosition: 'LATEST' }, mappingsOf, /StartingPosition/],
    ['Mapping', { EventSourceArn: arnOf('Lost') }, mappingsOf, /no stream of a table/],
    ['Files', { WebsiteConfiguration: {} }, bucketsOf, /WebsiteConfiguration/],
    ['Rows', { BillingMode: 'PROVISIONED' }, tablesOf, /BillingMode/],
    ['Rows', { LocalSecondaryIndexes: [] }, tablesOf, /LocalSecondaryIndexes/],
  ] as const)('%s %j', (id, more, read, message) => {
    expect(() => read(withProperties(id, more))).toThrow(message);
  });
});

describe('an event that was given up', () => {
  const given = {
    functionId: 'Fn',
    payload: '{"a":1}',
    failure: { errorType: 'Boom', errorMessage: 'no' },
    tries: 2,
    reason: 'RetriesExhausted' as const,
  };
  const authorizer = (allowed: boolean, calls: Call[] = []): Authorizer => ({
    authorize: async (call) => calls.push(call) > 0 && allowed,
    refusal: ({ action }) => `not authorized: ${action}`,
    usage: () => [],
    refusals: () => [],
  });

  it('is a line in the file of the queue, by the right of the function', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'queues-'));
    const calls: Call[] = [];
    await createUndelivered(resolve(), authorizer(true, calls), directory)(given);
    expect(calls).toMatchObject([{ principal: 'Fn', action: 'sqs:SendMessage' }]);
    expect(JSON.parse(readFileSync(join(directory, 'Lost.jsonl'), 'utf8'))).toMatchObject({
      requestPayload: { a: 1 },
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      responsePayload: { errorType: 'Boom' },
    });
  });

  it('is not written where the function may not write', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'queues-'));
    await expect(createUndelivered(resolve(), authorizer(false), directory)(given)).rejects.toThrow(
      /sqs:SendMessage/,
    );
  });
});
