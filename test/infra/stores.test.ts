import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { resolve, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise();
const bucket = (name: string) => {
  const found = resourcesOf(template, 'AWS::S3::Bucket').find(({ id }) => id.startsWith(name));
  if (!found) throw new Error(`there is no bucket ${name}`);
  return found;
};

describe('the table', () => {
  it('is paid by use, can be put back to any second of 35 days, and cannot be deleted by a deploy', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });

  it('has the keys, the indexes, the stream and the expiry that the records rely on', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'queue',
          KeySchema: [
            { AttributeName: 'queue', KeyType: 'HASH' },
            { AttributeName: 'queuedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'mails',
          KeySchema: [
            { AttributeName: 'mails', KeyType: 'HASH' },
            { AttributeName: 'createdAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });
});

describe('every bucket', () => {
  const buckets = resourcesOf(template, 'AWS::S3::Bucket');

  it.each(buckets.map(({ id, properties }) => [id, properties]))(
    '%s is private and encrypted',
    (_, properties) => {
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    },
  );

  it.each(buckets.map(({ id }) => [id]))('%s refuses what does not come over TLS', (id) => {
    const policy = resourcesOf(template, 'AWS::S3::BucketPolicy').find(
      ({ properties }) => properties.Bucket.Ref === id,
    );
    expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it.each(buckets.map(({ id, resource }) => [id, resource]))('%s outlives the stack', (_, resource) => {
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('attachments', () => {
  const { properties } = bucket('Attachments');

  it('keep every version and end only uploads that were never finished', () => {
    expect(properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(properties.LifecycleConfiguration.Rules).toEqual([
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' },
    ]);
  });

  it('may be sent by the pages of the site alone', () => {
    const [rule, ...others] = properties.CorsConfiguration.CorsRules;
    expect(others).toEqual([]);
    expect(rule.AllowedOrigins.map(resolve)).toEqual(['https://api.example.org']);
    expect(rule).toMatchObject({ AllowedMethods: ['GET', 'POST', 'PUT'], ExposedHeaders: ['ETag'] });
    const named = synthesise({ siteUrl: 'https://week.example.org' });
    named.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: { CorsRules: [Match.objectLike({ AllowedOrigins: ['https://week.example.org'] })] },
    });
  });

  it('announce what arrives, and keep the news that could not be delivered', () => {
    expect(properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [{ Ref: bucket('Attachments').id }] } },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^completeattachment'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Unannounced'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 20 },
        }),
      ],
    });
  });
});

describe('archives', () => {
  it('are gone after two weeks, and what was begun or is of no use any more after two days', () => {
    expect(bucket('Archives').properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 14, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 }, Status: 'Enabled' },
      { Prefix: 'work/', ExpirationInDays: 2, Status: 'Enabled' },
    ]);
  });
});
