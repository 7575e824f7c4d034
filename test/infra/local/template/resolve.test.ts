import { describe, expect, it } from '@jest/globals';
import { arn, placeOn } from '../../../../infra/local/place.ts';
import { resolveTemplate } from '../../../../infra/local/template/resolve.ts';

const place = placeOn(3000, 'Intake');
/** `@{x}` => the text that Fn::Sub looks for; written plainly it looks like a forgotten template literal. */
const named = (text: string) => text.replaceAll('@{', '$' + '{');
const resolve = (template: object) => resolveTemplate(template, place);
/** What one property of a function becomes. */
const becomes = (value: unknown, others: object = {}) =>
  resolve({
    ...others,
    Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Value: value } }, ...RESOURCES },
  }).resources.Fn?.Properties.Value;
const RESOURCES = {
  Files: { Type: 'AWS::S3::Bucket', Properties: {} },
  Table: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { TableName: { 'Fn::Sub': named('@{AWS::StackName}-rows') } },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
  Topic: { Type: 'AWS::SNS::Topic' },
};

describe('intrinsic functions', () => {
  it.each([
    ['a plain value', { a: [1, 'x', true] }, { a: [1, 'x', true] }],
    ['Ref of a parameter of AWS', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Ref of a resource', { Ref: 'Files' }, 'files'],
    ['Ref of a resource with a name of its own', { Ref: 'Table' }, 'Intake-rows'],
    ['Ref of a resource that gives its ARN', { Ref: 'Topic' }, arn(place, 'sns', 'Topic')],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }, arn(place, 'dynamodb', 'table/Intake-rows')],
    ['an attribute in one word', { 'Fn::GetAtt': 'Api.ApiEndpoint' }, 'http://127.0.0.1:3000'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Files' }, 1]] }, 'a-files-1'],
    [
      'Sub',
      { 'Fn::Sub': named('@{Files.Arn}/@{!kept}/@{AWS::AccountId}') },
      named(`arn:${place.partition}:s3:::files/@{kept}/000000000000`),
    ],
    [
      'Sub with values',
      { 'Fn::Sub': [named('@{x}/@{Files}'), { x: { Ref: 'AWS::Region' } }] },
      'us-east-1/files',
    ],
    [
      'Select and Split',
      { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Files', 'Arn'] }] }] },
      'aws',
    ],
    ['Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
    [
      'a policy condition, which is none of CloudFormation',
      { Condition: { Bool: { x: 'y' } } },
      { Condition: { Bool: { x: 'y' } } },
    ],
    ['a list without what has no value', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ])('%s', (_, given, wanted) => {
    expect(becomes(given)).toEqual(wanted);
  });

  it('leaves out a property without a value', () => {
    expect(becomes({ a: { Ref: 'AWS::NoValue' }, b: 1 })).toEqual({ b: 1 });
  });

  it('decides conditions, and what depends on them', () => {
    const others = {
      Conditions: {
        China: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
        Abroad: { 'Fn::Not': [{ Condition: 'China' }] },
        Never: { 'Fn::And': [{ Condition: 'China' }, { Condition: 'Abroad' }] },
        Always: { 'Fn::Or': [{ Condition: 'China' }, { Condition: 'Abroad' }] },
      },
      Mappings: { Mail: { aws: { by: 'ses' } } },
    };
    const chosen = {
      'Fn::If': ['Abroad', { 'Fn::FindInMap': ['Mail', { Ref: 'AWS::Partition' }, 'by'] }, 'smtp'],
    };
    expect(becomes(chosen, others)).toBe('ses');
    expect(becomes({ 'Fn::If': ['Never', 1, 2] }, others)).toBe(2);
    expect(becomes({ 'Fn::If': ['Always', 1, 2] }, others)).toBe(1);
    const { resources } = resolve({
      ...others,
      Resources: {
        Here: { Type: 'AWS::SQS::Queue', Condition: 'Abroad' },
        There: { Type: 'AWS::SQS::Queue', Condition: 'China' },
      },
    });
    expect(Object.keys(resources)).toEqual(['Here']);
  });

  it('takes the default of a parameter', () => {
    expect(becomes({ Ref: 'Given' }, { Parameters: { Given: { Type: 'String', Default: 'x' } } })).toBe('x');
  });
});

describe('what it does not know is an error that names it', () => {
  it.each([
    ['an intrinsic function', { 'Fn::Cidr': ['10.0.0.0/8', 1, 2] }, /Fn \(AWS::Lambda::Function\).*Fn::Cidr/],
    ['an attribute', { 'Fn::GetAtt': ['Files', 'WebsiteURL'] }, /WebsiteURL of Files/],
    ['an inherited name of an attribute', { 'Fn::GetAtt': ['Files', 'constructor'] }, /constructor of Files/],
    ['a resource', { Ref: 'Nobody' }, /Nobody is referred to and is not in the template/],
    ['a parameter of AWS', { Ref: 'AWS::Moon' }, /AWS::Moon/],
    ['a condition', { 'Fn::If': ['Nowhere', 1, 2] }, /Nowhere/],
    ['a mapping', { 'Fn::FindInMap': ['A', 'b', 'c'] }, /A has no b/],
    ['a dynamic reference', '{{resolve:secretsmanager:x}}', /resolve:secretsmanager/],
    ['a place in a list', { 'Fn::Select': [3, ['a']] }, /item 3 of 1/],
    ['a wrong argument', { 'Fn::Join': ['-'] }, /Fn::Join needs a list of 2/],
  ])('%s', (_, given, message) => {
    expect(() => becomes(given)).toThrow(message);
  });

  it('a type of resource', () => {
    expect(() => resolve({ Resources: { Net: { Type: 'AWS::EC2::VPC' } } })).toThrow(
      /Net is a AWS::EC2::VPC/,
    );
  });

  it('an attribute of a resource, and a section of the template', () => {
    expect(() => resolve({ Resources: { Q: { Type: 'AWS::SQS::Queue', UpdatePolicy: {} } } })).toThrow(
      /UpdatePolicy/,
    );
    expect(() => resolve({ Transform: 'AWS::Serverless', Resources: {} })).toThrow(/Transform/);
  });

  it('a parameter whose value only a deployment knows', () => {
    const Parameters = { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } };
    expect(() => becomes({ Ref: 'Version' }, { Parameters })).toThrow(/Version has no value/);
  });

  it('a circle', () => {
    const Resources = { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } } };
    expect(() => resolve({ Resources })).not.toThrow(/Maximum call stack/);
    expect(() => resolve({ Resources })).toThrow(/depends on itself/);
  });
});
