import { describe, expect, it } from '@jest/globals';
import type { CAPABILITIES } from '../../infra/capabilities.ts';
import { CHINA, permissionsOf, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise();

const items = (...actions: string[]) => actions.map((action) => `dynamodb:${action} RecordsTable.Arn`);
const files = (...actions: string[]) =>
  actions.map((action) => `s3:${action} AttachmentsBucket.Arn/heilongjiang-2023/*`);
const archives = (keys: string, ...actions: string[]) =>
  actions.map((action) => `s3:${action} ArchivesBucket.Arn/${keys}/*`);
const STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (action) => `dynamodb:${action} RecordsTable.StreamArn`,
);
const START = 'states:StartExecution ArchiveBuilderMachine';
const ses = (resource: string) =>
  `ses:SendRawEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:${resource}`;

/** Everything that a function may do beside writing its own log. */
const GRANTS: { [name in keyof typeof CAPABILITIES]: string[] } = {
  site: items('GetItem'),
  'sign-in': items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
  report: items('GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
  history: items('GetItem', 'Query', 'UpdateItem'),
  'follow-up': items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
  attach: [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...files(
      'GetObject',
      'GetObjectVersion',
      'PutObject',
      'AbortMultipartUpload',
      'ListMultipartUploadParts',
    ),
  ],
  review: [...items('GetItem', 'Query', 'PutItem', 'UpdateItem'), ...files('GetObjectVersion')],
  chase: items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
  roster: items('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
  'preview-import': items('GetItem', 'Query', 'UpdateItem'),
  archive: [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...archives('archives', 'GetObject'),
    START,
  ],
  workbook: items('GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
  'personal-data': [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
    'dynamodb:Query RecordsTable.Arn/index/mails',
  ],
  publish: items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
  totals: items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
  status: [
    ...items('GetItem', 'Query', 'UpdateItem'),
    'dynamodb:Query RecordsTable.Arn/index/queue',
    'ses:GetSendQuota *',
    ...[
      'AttachmentsUnannounced',
      'MailUntold',
      'MalwareUnrecorded',
      'Schedulesreconcilemissed',
      'Schedulesremindmissed',
    ].map((queue) => `sqs:GetQueueAttributes ${queue}.Arn`),
  ],
  'complete-attachment': [
    ...items('GetItem', 'Query', 'UpdateItem'),
    ...files('GetObject'),
    'sqs:SendMessage AttachmentsUnannounced.Arn',
  ],
  'record-scan': [...items('UpdateItem'), 'sqs:SendMessage MalwareUnrecorded.Arn'],
  'inspect-attachment': [...items('GetItem', 'UpdateItem'), ...files('GetObjectVersion'), ...STREAM],
  'build-archive': [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...files('GetObjectVersion'),
    ...archives('plans', 'GetObject', 'PutObject'),
    ...archives('work', 'GetObject', 'PutObject'),
    ...archives('archives', 'GetObject', 'PutObject', 'ListMultipartUploadParts', 'AbortMultipartUpload'),
    's3:ListBucketMultipartUploads ArchivesBucket.Arn',
  ],
  'send-mail': [
    ...items('GetItem', 'Query', 'UpdateItem'),
    ses('identity/MailIdentity'),
    ses('configuration-set/MailConfiguration'),
    ...STREAM,
    's3:PutObject OutboxFailures.Arn/*',
    's3:ListBucket OutboxFailures.Arn',
  ],
  'track-mail': [...items('GetItem', 'UpdateItem'), 'sqs:SendMessage MailUntold.Arn'],
  'mail-log': [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    'dynamodb:Query RecordsTable.Arn/index/mails',
  ],
  remind: [
    ...items('GetItem', 'Query', 'PutItem', 'UpdateItem'),
    'sqs:SendMessage Schedulesremindmissed.Arn',
  ],
  reconcile: [
    ...items('GetItem', 'PutItem', 'Query', 'UpdateItem'),
    'dynamodb:Query RecordsTable.Arn/index/queue',
    ...files('GetObject'),
    's3:ListBucket AttachmentsBucket.Arn',
    START,
    'sqs:SendMessage Schedulesreconcilemissed.Arn',
  ],
};

describe('what functions may do', () => {
  it.each(Object.entries(GRANTS))('%s may do exactly what it is for', (name, grants) => {
    const log = `${name.replaceAll('-', '')}Log.Arn`;
    const expected = [...grants, `logs:CreateLogStream ${log}`, `logs:PutLogEvents ${log}`];
    expect(permissionsOf(template, name)).toEqual(expected.sort());
  });

  it('names every function of the stack here', () => {
    expect(resourcesOf(template, 'AWS::Lambda::Function')).toHaveLength(Object.keys(GRANTS).length);
  });

  it('in China lets the sender read its mail server and send nothing through SES', () => {
    const permissions = permissionsOf(synthesise(CHINA), 'send-mail');
    expect(permissions.filter((line) => line.startsWith('ses:'))).toEqual([]);
    expect(permissions).toContain('secretsmanager:GetSecretValue MailServer');
  });

  it('never grants with a managed policy, and never every action of a service', () => {
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
    }
    const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
      ({ properties }) => properties.PolicyDocument.Statement,
    );
    for (const { Action } of statements) expect([Action].flat().join()).not.toContain('*');
  });

  it('grants a whole service to nobody but the deliverer of logs', () => {
    const whole = resourcesOf(template, 'AWS::IAM::Policy')
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Resource }) => [Resource].flat().includes('*'))
      .flatMap(({ Action }) => Action);
    expect(whole.length).toBeGreaterThan(0);
    // The quota of mails is the account's.
    for (const action of whole) expect(action).toMatch(/^logs:|^ses:GetSendQuota$/);
  });
});
