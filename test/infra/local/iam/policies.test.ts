import { describe, expect, it } from '@jest/globals';
import { allow, arn, policiesOf, reportMay, role, statements, TABLE } from './sample.ts';

describe('the policies of a template', () => {
  it('joins the policies inside a role with those attached to it', () => {
    const resources = reportMay(allow('dynamodb:GetItem', TABLE));
    const inside = { PolicyName: 'inside', PolicyDocument: statements(allow('dynamodb:PutItem', TABLE)) };
    const { principals } = policiesOf({
      ...resources,
      ReportRole: { Type: 'AWS::IAM::Role', Properties: { Policies: [inside] } },
    });
    expect(principals.get('Report')?.policies.map(({ name }) => name)).toEqual(['inside', 'grants']);
  });

  it('knows state machines, schedules and rules as principals of their own', () => {
    const roleless = { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: TABLE }] } };
    const { principals } = policiesOf({
      ...reportMay(allow('dynamodb:GetItem', TABLE)),
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: role('report-role') } },
      Daily: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { RoleArn: role('report-role') } } },
      Arrived: roleless,
    });
    expect([...principals.keys()].toSorted()).toEqual(['Daily', 'Machine', 'Report']);
    expect(principals.get('Machine')?.arn).toBe(
      arn('sts', 'assumed-role/report-role/Machine', ':000000000000'),
    );
  });

  it.each<[string, object]>([
    ['a managed policy', { ManagedPolicyArns: [arn('iam', 'policy/Everything', ':aws')] }],
    ['a permission boundary', { PermissionsBoundary: arn('iam', 'policy/Fence', ':000000000000') }],
  ])('does not start with %s on a role', (_, properties) => {
    const resources = { ...reportMay(), ReportRole: { Type: 'AWS::IAM::Role', Properties: properties } };
    expect(() => policiesOf(resources)).toThrow('ReportRole (AWS::IAM::Role) cannot be enforced here');
  });

  it('does not start with a grant of everything but something', () => {
    const everythingBut = { Effect: 'Allow', NotAction: 'dynamodb:DeleteTable', Resource: '*' };
    expect(() => policiesOf(reportMay(everythingBut))).toThrow('ReportPolicy (AWS::IAM::Policy)');
  });

  it('does not start with a role that the template lacks', () => {
    const resources = reportMay(allow('dynamodb:GetItem', TABLE));
    const lost = { Type: 'AWS::Lambda::Function', Properties: { Role: role('lost-role') } };
    expect(() => policiesOf({ ...resources, Lost: lost })).toThrow('Lost names the role lost-role');
  });
});
