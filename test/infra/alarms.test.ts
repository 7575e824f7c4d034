import { describe, expect, it } from '@jest/globals';
import { resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise({ alarmMail: 'operators@example.org' });
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
const [topic] = resourcesOf(template, 'AWS::SNS::Topic');

describe('alarms', () => {
  it.each(alarms.map(({ id, properties }) => [id, properties]))(
    '%s says in both languages what it means, and reaches a person',
    (_, properties) => {
      expect(properties.AlarmDescription).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。\n[A-Z][^\n]*\.$/u);
      expect(properties.AlarmActions).toEqual([{ Ref: topic?.id }]);
      expect(properties.TreatMissingData).toBe('notBreaching');
    },
  );

  it('watch the queues of what could not be delivered', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue').map(({ id }) => id);
    const watched = alarms.flatMap(({ properties }) =>
      (properties.Dimensions ?? []).flatMap(
        ({ Value }: { Value: { 'Fn::GetAtt'?: string[] } }) => Value['Fn::GetAtt']?.[0] ?? [],
      ),
    );
    expect(queues).toHaveLength(3);
    expect(watched).toEqual(expect.arrayContaining(queues));
  });

  it.each(['5xx', 'Latency', 'IteratorAge', 'ExecutionsFailed', 'ReadThrottleEvents', 'MailFailed'])(
    'watch %s',
    (metric) => {
      expect(JSON.stringify(alarms)).toContain(`"MetricName":"${metric}"`);
    },
  );

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
