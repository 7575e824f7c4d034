import { type ResolvedResource, readPolicies } from '../../../../infra/local/iam/policies.ts';

/** The partition of the template; ARNs are made from it as CloudFormation makes them. */
export const PARTITION = 'aws';
export const arn = (service: string, rest: string, place = 'us-east-1:000000000000'): string =>
  `arn:${PARTITION}:${service}:${place}:${rest}`;
export const TABLE = arn('dynamodb', 'table/records');
export const bucketArn = (name: string, key?: string): string =>
  arn('s3', key === undefined ? name : `${name}/${key}`, ':');

export const role = (name: string): string => arn('iam', `role/${name}`, ':000000000000');

export const allow = (action: string | string[], resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
export const statements = (...list: object[]) => ({ Version: '2012-10-17', Statement: list });

/** A function `report` with a role of its own and these statements. */
export const reportMay = (...list: object[]): { [logicalId: string]: ResolvedResource } => ({
  Report: { Type: 'AWS::Lambda::Function', Properties: { Role: role('report-role') } },
  ReportRole: { Type: 'AWS::IAM::Role', Properties: {} },
  ReportPolicy: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'grants', PolicyDocument: statements(...list), Roles: ['report-role'] },
  },
});

const NAMES: { [logicalId: string]: string } = { ReportRole: 'report-role' };
export const policiesOf = (resources: { [logicalId: string]: ResolvedResource }) =>
  readPolicies(resources, (logicalId) => NAMES[logicalId] ?? logicalId);
