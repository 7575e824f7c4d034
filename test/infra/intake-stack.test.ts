import { describe, expect, it } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CAPABILITIES } from '../../infra/capabilities.ts';
import { CHINA, functionOf, newApp, newStack, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise();
const china = synthesise(CHINA);

describe('the stack', () => {
  it.each([
    ['aws', {}],
    ['aws-cn', CHINA],
  ])("passes AwsSolutions and CloudFormation's own rules in the partition %s", (_, props) => {
    const app = newApp(true);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    newStack(app, props);
    expect(() => app.synth()).not.toThrow();
  });

  it('differs in China by the way of mails alone', () => {
    const others = (of: typeof template) =>
      Object.keys(of.toJSON().Resources).filter((id) => !/^(Mail|trackmail)/.test(id));
    expect(others(china)).toEqual(others(template));
    china.resourceCountIs('AWS::SES::EmailIdentity', 0);
    china.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('gives nothing a name of its own, so that it can stand twice in an account', () => {
    const naming =
      /^(Table|Bucket|Function|Role|Queue|Topic|Alarm|LogGroup|StateMachine|Dashboard|Secret)Name$/;
    const resources = Object.entries(
      template.toJSON().Resources as { [id: string]: { Type: string; Properties?: object } },
    );
    const named = resources.flatMap(([id, { Properties = {} }]) =>
      Object.entries(Properties)
        .filter(([key, value]) => naming.test(key) && typeof value === 'string')
        .map(([key]) => `${id}.${key}`),
    );
    expect(named).toEqual([]);
  });

  it('tells operators where things are', () => {
    for (const name of [
      'SiteUrl',
      'RecordsTable',
      'AttachmentsBucket',
      'ArchivesBucket',
      'AlarmTopic',
      'MailDnsRecord1',
    ]) {
      template.hasOutput(name, {});
    }
    china.hasOutput('MailServerSecret', {});
  });

  it('marks what it is made of with the system and the campaign', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Tags: Match.arrayWith([{ Key: 'campaign', Value: 'heilongjiang-2023' }]),
    });
  });
});

describe('every function', () => {
  it.each(Object.keys(CAPABILITIES))(
    '%s runs on arm64 and a current Node, and keeps its log for a year',
    (name) => {
      const { properties } = functionOf(template, name);
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(properties).not.toHaveProperty('TracingConfig');
      const log = resourcesOf(template, 'AWS::Logs::LogGroup').find(
        ({ id }) => id === properties.LoggingConfig.LogGroup.Ref,
      );
      expect(log?.properties.RetentionInDays).toBe(365);
    },
  );

  it.each(Object.entries(CAPABILITIES))(
    '%s has an alarm that says what its failure costs',
    (name, { failureMeans }) => {
      const { id } = functionOf(template, name);
      const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(({ properties }) =>
        JSON.stringify(properties.Metrics ?? []).includes(`"${id}"`),
      );
      expect(alarms.map(({ properties }) => properties.AlarmDescription)).toEqual([
        `${failureMeans.zh}\n${failureMeans.en}\ndocs/runbook.md#a-function-fails`,
      ]);
    },
  );

  it.each(Object.keys(CAPABILITIES))('%s rings when it logs an error that it has handled', (name) => {
    const { LogGroup } = functionOf(template, name).properties.LoggingConfig;
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: LogGroup,
      FilterPattern: '{ $.level = "ERROR" }',
      MetricTransformations: [
        Match.objectLike({
          MetricName: 'LoggedErrors',
          Dimensions: [{ Key: 'service', Value: '$.service' }],
        }),
      ],
    });
    const alarms = JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toContain(
      `{"Dimensions":[{"Name":"service","Value":"${name}"}],"MetricName":"LoggedErrors","Namespace":"Intake"}`,
    );
  });

  it('has logs and roles of its own', () => {
    const functions = Object.keys(CAPABILITIES).map((name) => functionOf(template, name).properties);
    const distinct = (values: unknown[]) => new Set(values.map((value) => JSON.stringify(value))).size;
    expect(distinct(functions.map(({ Role }) => Role))).toBe(functions.length);
    expect(distinct(functions.map(({ LoggingConfig }) => LoggingConfig))).toBe(functions.length);
  });
});
