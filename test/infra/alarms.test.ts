import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { newApp, newStack, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise({ alarmMail: 'operators@example.org' });
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
const [topic] = resourcesOf(template, 'AWS::SNS::Topic');

describe('alarms', () => {
  it.each(alarms.map(({ id, properties }) => [id, properties]))(
    '%s says in both languages what it means, and reaches a person',
    (_, properties) => {
      expect(properties.AlarmDescription).toMatch(
        /^[^\n]*\p{Script=Han}[^\n]*。\n[A-Z][^\n]*\.\ndocs\/runbook\.md#[a-z-]+$/u,
      );
      expect(properties.AlarmActions).toEqual([{ Ref: topic?.id }]);
      expect(properties.TreatMissingData).toBe('notBreaching');
    },
  );

  it('lead to a section of the runbook that is there', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const asked = alarms.map(({ properties }) => /#([a-z-]+)$/.exec(properties.AlarmDescription)?.[1]);
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
  });

  it('lead to the address of the runbook, once it has one', () => {
    const app = newApp();
    app.node.setContext('runbook', 'https://example.org/runbook');
    const elsewhere = Template.fromStack(newStack(app));
    const descriptions = resourcesOf(elsewhere, 'AWS::CloudWatch::Alarm').map(
      ({ properties }) => properties.AlarmDescription,
    );
    for (const text of descriptions) expect(text).toMatch(/\nhttps:\/\/example\.org\/runbook#[a-z-]+$/);
  });

  it('watch the queues of what could not be delivered', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue').map(({ id }) => id);
    const watched = alarms.flatMap(({ properties }) =>
      (properties.Dimensions ?? []).flatMap(
        ({ Value }: { Value: { 'Fn::GetAtt'?: string[] } }) => Value['Fn::GetAtt']?.[0] ?? [],
      ),
    );
    expect(queues).toHaveLength(5);
    expect(watched).toEqual(expect.arrayContaining(queues));
  });

  it.each([
    '5xx',
    'Latency',
    'IteratorAge',
    'ExecutionsFailed',
    'ExecutionsTimedOut',
    'ExecutionsAborted',
    'ReadThrottleEvents',
    'MailFailed',
  ])('watch %s', (metric) => {
    expect(JSON.stringify(alarms)).toContain(`"MetricName":"${metric}"`);
  });

  it('go over TLS through an encrypted topic that alarms can write to, to the address given', () => {
    expect(topic?.properties.KmsMasterKeyId).toBeDefined();
    const [key] = resourcesOf(template, 'AWS::KMS::Key');
    expect(JSON.stringify(key?.properties.KeyPolicy)).toMatch(/"Service":"cloudwatch\./);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operators@example.org',
    });
    const [policy] = resourcesOf(template, 'AWS::SNS::TopicPolicy');
    expect(policy?.properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: expect.stringMatching(/^cloudwatch\./) },
      }),
    ]);
  });

  it('stand all on the dashboard', () => {
    const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.properties.DashboardBody);
    expect(alarms.filter(({ id }) => !body.includes(id))).toEqual([]);
  });
});
