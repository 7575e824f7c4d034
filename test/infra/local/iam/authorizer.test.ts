import { describe, expect, it } from '@jest/globals';
import { createAuthorizer } from '../../../../infra/local/iam/authorizer.ts';
import { OPERATOR } from '../../../../infra/local/iam/credentials.ts';
import { unusedGrants } from '../../../../infra/local/iam/grants.ts';
import { allow, arn, bucketArn, policiesOf, reportMay, role, statements, TABLE } from './sample.ts';

const OTHER_TABLE = arn('dynamodb', 'table/elsewhere');
const INDEX = `${TABLE}/index/queue`;

function authorizerOf(...list: object[]) {
  return createAuthorizer(policiesOf(reportMay(...list)));
}
const report = (action: string, resource: string, context?: { [key: string]: string }) => ({
  principal: 'Report',
  action,
  resource,
  context,
});

describe('the authorizer', () => {
  it('allows what a statement names', async () => {
    const authorizer = authorizerOf(allow(['dynamodb:GetItem', 'dynamodb:PutItem'], TABLE));
    expect(await authorizer.authorize(report('dynamodb:PutItem', TABLE))).toBe(true);
  });

  it('refuses an action that no statement names, in the words of AWS', async () => {
    const authorizer = authorizerOf(allow('dynamodb:GetItem', TABLE));
    const call = report('dynamodb:PutItem', TABLE);
    expect(await authorizer.authorize(call)).toBe(false);
    expect(authorizer.refusal(call)).toBe(
      `User: ${arn('sts', 'assumed-role/report-role/Report', ':000000000000')} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    expect(authorizer.refusals()).toEqual([{ ...call, sentence: authorizer.refusal(call) }]);
  });

  it('refuses another table, and an index that only its table is granted for', async () => {
    const authorizer = authorizerOf(allow('dynamodb:Query', TABLE));
    expect(await authorizer.authorize(report('dynamodb:Query', TABLE))).toBe(true);
    expect(await authorizer.authorize(report('dynamodb:Query', OTHER_TABLE))).toBe(false);
    expect(await authorizer.authorize(report('dynamodb:Query', INDEX))).toBe(false);
  });

  it('allows an index by a pattern of indexes, which does not grant the table', async () => {
    const authorizer = authorizerOf(allow('dynamodb:Query', `${TABLE}/index/*`));
    expect(await authorizer.authorize(report('dynamodb:Query', INDEX))).toBe(true);
    expect(await authorizer.authorize(report('dynamodb:Query', TABLE))).toBe(false);
  });

  it('refuses another bucket and, key by key, what lies outside a granted prefix', async () => {
    const authorizer = authorizerOf(allow('s3:GetObject*', bucketArn('files', 'spring/*')));
    expect(await authorizer.authorize(report('s3:GetObject', bucketArn('files', 'spring/harbin/1')))).toBe(
      true,
    );
    expect(await authorizer.authorize(report('s3:GetObjectVersion', bucketArn('files', 'spring/2')))).toBe(
      true,
    );
    expect(await authorizer.authorize(report('s3:GetObject', bucketArn('files', 'autumn/1')))).toBe(false);
    expect(await authorizer.authorize(report('s3:GetObject', bucketArn('other', 'spring/harbin/1')))).toBe(
      false,
    );
  });

  it('takes a star in an object key as a letter, not as a wildcard', async () => {
    const authorizer = authorizerOf(allow('s3:GetObject', bucketArn('files', 'spring/*')));
    expect(await authorizer.authorize(report('s3:GetObject', bucketArn('files', '*')))).toBe(false);
    expect(await authorizer.authorize(report('s3:GetObject', bucketArn('files', 'spring/*')))).toBe(true);
  });

  it('lets a deny win over an allow, in the policy of the caller', async () => {
    const authorizer = authorizerOf(allow('dynamodb:*', TABLE), {
      Effect: 'Deny',
      Action: 'dynamodb:DeleteItem',
      Resource: '*',
    });
    const call = report('dynamodb:DeleteItem', TABLE);
    expect(await authorizer.authorize(report('dynamodb:PutItem', TABLE))).toBe(true);
    expect(await authorizer.authorize(call)).toBe(false);
    expect(authorizer.refusal(call)).toContain('with an explicit deny in an identity-based policy');
  });

  it('lets a deny of the bucket win, but takes local calls as secure ones', async () => {
    const bucketPolicy = (condition: object) => ({
      FilesPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'files',
          PolicyDocument: statements({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Resource: [bucketArn('files'), bucketArn('files', '*')],
            Condition: condition,
          }),
        },
      },
    });
    const granted = reportMay(allow('s3:PutObject', bucketArn('files', '*')));
    const call = report('s3:PutObject', bucketArn('files', 'a'));
    const tlsOnly = { ...granted, ...bucketPolicy({ Bool: { 'aws:SecureTransport': 'false' } }) };
    expect(await createAuthorizer(policiesOf(tlsOnly)).authorize(call)).toBe(true);
    const nobody = { ...granted, ...bucketPolicy({ Bool: { 'aws:SecureTransport': 'true' } }) };
    const strict = createAuthorizer(policiesOf(nobody));
    expect(await strict.authorize(call)).toBe(false);
    expect(strict.refusal(call)).toContain('with an explicit deny in a resource-based policy');
  });

  it('lets nobody but the scanner read what is not tagged clean', async () => {
    const files = bucketArn('files', '*');
    const policies = policiesOf({
      ...reportMay(allow('s3:GetObjectVersion', files)),
      Plan: { Type: 'AWS::GuardDuty::MalwareProtectionPlan', Properties: { Role: role('scanner') } },
      scanner: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [{ PolicyName: 'scan', PolicyDocument: statements(allow('s3:GetObjectVersion', files)) }],
        },
      },
      FilesPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'files',
          PolicyDocument: statements({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObjectVersion',
            Resource: files,
            Condition: {
              StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
              ArnNotLike: { 'aws:PrincipalArn': [role('scanner')] },
            },
          }),
        },
      },
    });
    const authorizer = createAuthorizer(policies);
    const may = (principal: string, status?: string) => {
      const tag = { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': status ?? '' };
      const context: { [key: string]: string } = status === undefined ? {} : tag;
      const resource = bucketArn('files', 'a');
      return authorizer.authorize({ principal, action: 's3:GetObjectVersion', resource, context });
    };
    expect(await may('Report', 'NO_THREATS_FOUND')).toBe(true);
    for (const status of [undefined, 'THREATS_FOUND', 'UNSUPPORTED', 'FAILED']) {
      expect(await may('Report', status)).toBe(false);
      expect(await may('Plan', status)).toBe(true);
    }
  });

  it('evaluates conditions for each call, also after another verdict for the same resource', async () => {
    const identity = arn('ses', 'identity/example.org');
    const authorizer = authorizerOf(
      allow('ses:SendRawEmail', identity, {
        Condition: { StringEquals: { 'ses:FromAddress': 'week@example.org' } },
      }),
    );
    const from = (address: string) => report('ses:SendRawEmail', identity, { 'ses:FromAddress': address });
    expect(await authorizer.authorize(from('week@example.org'))).toBe(true);
    expect(await authorizer.authorize(from('else@example.org'))).toBe(false);
    expect(await authorizer.authorize(report('ses:SendRawEmail', identity))).toBe(false);
  });

  it('does not start with a condition on something that no call carries', () => {
    const condition = { Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['a'] } } };
    expect(() => authorizerOf(allow('dynamodb:GetItem', TABLE, condition))).toThrow(
      'policy grants of Report asks for dynamodb:LeadingKeys',
    );
  });

  it('tells a fault of the caller from a refusal', async () => {
    const authorizer = authorizerOf(allow('dynamodb:*', TABLE));
    await expect(authorizer.authorize(report('dynamodb:PetItem', TABLE))).rejects.toThrow(
      'cannot be evaluated',
    );
    await expect(
      authorizer.authorize({ principal: 'Nobody', action: 'dynamodb:GetItem', resource: TABLE }),
    ).rejects.toThrow('Nobody has no role');
  });

  it('lets the operator do everything and counts it as use of nothing', async () => {
    const authorizer = authorizerOf(allow('dynamodb:GetItem', TABLE));
    expect(
      await authorizer.authorize({ principal: OPERATOR, action: 'dynamodb:GetItem', resource: TABLE }),
    ).toBe(true);
    expect(authorizer.usage().some(({ used }) => used)).toBe(false);
  });

  it('names the grants that nothing used', async () => {
    const authorizer = authorizerOf(
      allow(['dynamodb:Query', 'dynamodb:PutItem'], [TABLE, `${TABLE}/index/*`]),
      allow('s3:GetObject', bucketArn('files', '*'), { Sid: 'Files' }),
    );
    await authorizer.authorize(report('dynamodb:Query', TABLE));
    await authorizer.authorize(report('dynamodb:DeleteItem', TABLE));
    const place = { principal: 'Report', policy: 'grants' };
    expect(unusedGrants(authorizer.usage())).toEqual([
      { ...place, statement: '1', action: 'dynamodb:PutItem' },
      { ...place, statement: '1', resource: `${TABLE}/index/*` },
      { ...place, statement: 'Files', action: 's3:GetObject' },
      { ...place, statement: 'Files', resource: bucketArn('files', '*') },
    ]);
    await authorizer.authorize(report('dynamodb:Query', INDEX));
    await authorizer.authorize(report('dynamodb:PutItem', TABLE));
    await authorizer.authorize(report('s3:GetObject', bucketArn('files', 'a')));
    expect(unusedGrants(authorizer.usage())).toEqual([]);
  });
});
