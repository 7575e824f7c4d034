import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { PARALLEL } from '../../functions/build-archive/zip/rates.ts';
import { CHINA, functionOf, resolve, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise();

describe('the outbox', () => {
  it('starts the sender for rows that become pending, a few times at most, and keeps what it gave up', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionOf(template, 'send-mail').id },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 3600,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OutboxFailures'), 'Arn'] } },
      },
    });
  });

  it('passes over every other change of the table', () => {
    const mapping = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').find(
      ({ properties }) => properties.FunctionName.Ref === functionOf(template, 'send-mail').id,
    );
    const patterns = mapping?.properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    expect(patterns).toEqual([
      { dynamodb: { NewImage: { type: { S: ['mail'] }, status: { S: ['pending'] } } } },
      {
        dynamodb: {
          NewImage: { type: { S: ['sign-in'] }, status: { S: ['pending'] }, tries: { N: ['0'] } },
        },
      },
    ]);
  });
});

describe('the inspection', () => {
  it('starts for files that become due, and gives up early what reconciliation tells of again', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionOf(template, 'inspect-attachment').id },
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              dynamodb: { NewImage: { type: { S: ['attachment'] }, inspection: { S: ['due'] } } },
            }),
          },
        ],
      },
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
    });
  });
});

describe('mail', () => {
  it('goes over TLS only, from the domain of its sender', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'mail.example.org' });
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    synthesise({ mailDomain: 'example.org' }).hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.org',
    });
  });

  it('goes through a mail server whose password nobody has written down in China', () => {
    synthesise(CHINA).hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: Match.absent(),
      GenerateSecretString: Match.objectLike({ SecretStringTemplate: '{"url":""}' }),
    });
  });
});

describe('schedules', () => {
  it.each([
    ['remind', 'cron(0 10 * * ? *)', 'Asia/Shanghai', 21_600],
    ['reconcile', 'rate(5 minutes)', 'Etc/UTC', 300],
  ])('start %s by %s, in %s', (name, expression, zone, age) => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: zone,
      Target: {
        Arn: { 'Fn::GetAtt': [functionOf(template, name).id, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: age },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`${name}missed`), 'Arn'] } },
      },
    });
  });

  it('may start their own function and nothing else', () => {
    const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(({ id }) => /starter/.test(id));
    const allowed = policies.flatMap(({ properties }) =>
      properties.PolicyDocument.Statement.map(
        ({ Action, Resource }: { Action: string; Resource: unknown }) => `${Action} ${resolve(Resource)}`,
      ),
    );
    expect(allowed.sort()).toEqual([
      'lambda:InvokeFunction reconcileFunction.Arn',
      'lambda:InvokeFunction remindFunction.Arn',
      'sqs:SendMessage Schedulesreconcilemissed.Arn',
      'sqs:SendMessage Schedulesremindmissed.Arn',
    ]);
  });
});

describe('functions that events start', () => {
  it.each(['complete-attachment', 'remind', 'reconcile'])(
    '%s is tried again twice, then its event is kept',
    (name) => {
      template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
        FunctionName: { Ref: functionOf(template, name).id },
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      });
    },
  );
});

describe('the builder of archives', () => {
  const [machine] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  const definition = JSON.parse(resolve(machine?.properties.DefinitionString));

  it('plans, builds every slice at once and finishes, with a bounded number of tries', () => {
    const order = ['plan', 'build every slice', 'finish'];
    expect(definition.StartAt).toBe('plan');
    expect(order.map((step) => definition.States[step].Next)).toEqual([
      'build every slice',
      'finish',
      undefined,
    ]);
    const { build } = definition.States['build every slice'].ItemProcessor.States;
    for (const [step, state] of Object.entries({ ...definition.States, build })) {
      if (!['plan', 'build', 'finish'].includes(step)) continue;
      expect(state).toMatchObject({
        Type: 'Task',
        Resource: 'buildarchiveFunction.Arn',
        Parameters: { step, 'archive.$': '$.archive', 'campaign.$': '$.campaign' },
        ResultPath: step === 'plan' ? '$.planned' : null,
        // What ended the job is not tried again.
        Retry: [{ ErrorEquals: ['ArchiveFailed'], MaxAttempts: 0 }, { MaxAttempts: 4 }],
        TimeoutSeconds: expect.any(Number),
      });
    }
    for (const step of order) {
      expect(definition.States[step].Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'fail' }]);
    }
    expect(build.Parameters['slice.$']).toBe('$.slice');
    expect(definition.States['build every slice']).toMatchObject({
      ItemsPath: '$.planned.slices',
      ItemSelector: { 'slice.$': '$$.Map.Item.Value' },
      MaxConcurrency: PARALLEL.workers,
    });
  });

  it('marks an archive that failed, and fails', () => {
    const { fail } = definition.States;
    expect(fail).toMatchObject({ Parameters: { step: 'fail' }, ResultPath: null });
    expect(definition.States[fail.Next].Type).toBe('Fail');
  });

  it('speaks the language that every runner of state machines understands, and logs no data', () => {
    expect(JSON.stringify(definition)).not.toMatch(/QueryLanguage|JSONata/);
    expect(machine?.properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});
