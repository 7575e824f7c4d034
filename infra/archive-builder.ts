import { CfnElement, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  Fail,
  JsonPath,
  LogLevel,
  Map as MapState,
  StateMachine,
  StateMachineType,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { type IntakeFunction, LOGS_KEPT } from './intake-function.ts';

/** Functions that build one archive at once; `rates.ts` of the builder plans with as many. */
const AT_ONCE = 16;

type Step = 'plan' | 'build' | 'finish' | 'fail';

/**
 * How an archive comes about: plan → build its slices at once → finish, and what fails is marked as failed.
 * Input: `{ archive, campaign }`.
 */
export class ArchiveBuilder extends Construct {
  readonly machine: StateMachine;
  readonly #builder: IntakeFunction;

  constructor(scope: Construct, id: string, builder: IntakeFunction) {
    super(scope, id);
    this.#builder = builder;

    const fail = this.#step('fail', Duration.minutes(1)).next(
      new Fail(this, 'Failed', { error: 'ArchiveFailed', cause: 'The archive is marked as failed.' }),
    );
    const plan = this.#step('plan', Duration.minutes(15), { resultPath: '$.planned' });
    const build = new MapState(this, 'build every slice', {
      itemsPath: '$.planned.slices',
      itemSelector: {
        archive: JsonPath.stringAt('$.archive'),
        campaign: JsonPath.stringAt('$.campaign'),
        slice: JsonPath.numberAt('$$.Map.Item.Value'),
      },
      maxConcurrency: AT_ONCE,
      resultPath: JsonPath.DISCARD,
    });
    build.itemProcessor(
      this.#step('build', Duration.minutes(15), { payload: { slice: JsonPath.numberAt('$.slice') } }),
    );
    const finish = this.#step('finish', Duration.minutes(15));
    for (const step of [plan, build, finish]) step.addCatch(fail, { resultPath: '$.failure' });

    this.machine = new StateMachine(this, 'Machine', {
      comment: 'Builds one archive',
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(plan.next(build).next(finish)),
      timeout: Duration.hours(2),
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: LOGS_KEPT,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });

    const { defaultChild: builderResource } = builder.lambda.node;
    const builderId = CfnElement.isCfnElement(builderResource)
      ? Stack.of(this).getLogicalId(builderResource)
      : '';
    Validations.of(this).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::<${builderId}.Arn>:*]`,
        reason:
          'The task of the library allows all versions of this one function; it has none but the newest.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Deliveries of logs have no resources that a policy could name.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason: 'Few steps, and none of another system: the log of every step shows all that a trace would.',
      },
    );

    alarm(this, 'Failures', {
      // Each is a metric of its own: who only counts failures does not hear of an execution that ran out of time.
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
        usingMetrics: {
          failed: this.machine.metricFailed(),
          timedOut: this.machine.metricTimedOut(),
          aborted: this.machine.metricAborted(),
        },
        label: 'Executions that did not succeed',
      }),
      runbook: 'an-archive-failed',
      means: {
        zh: '归档文件生成失败，主管部门需要重新申请。',
        en: 'An archive could not be built; the office has to order it again.',
      },
    });
  }

  /**
   * Each step can be done again, and goes on where it broke off: what a step leaves depends on the archive's row and
   * the store alone.
   */
  #step(
    step: Step,
    atMost: Duration,
    { payload, resultPath = JsonPath.DISCARD }: { payload?: object; resultPath?: string } = {},
  ): LambdaInvoke {
    const task = new LambdaInvoke(this, step, {
      lambdaFunction: this.#builder.lambda,
      payload: TaskInput.fromObject({
        step,
        archive: JsonPath.stringAt('$.archive'),
        campaign: JsonPath.stringAt('$.campaign'),
        ...payload,
      }),
      payloadResponseOnly: true,
      resultPath,
      taskTimeout: Timeout.duration(atMost),
      retryOnServiceExceptions: false,
    });
    // The job has ended with its reason; to try again would change nothing.
    task.addRetry({ errors: ['ArchiveFailed'], maxAttempts: 0 });
    task.addRetry({ maxAttempts: 4, interval: Duration.seconds(5), backoffRate: 2 });
    return task;
  }

  grantStart(fn: IntakeFunction): void {
    fn.addEnvironment('ARCHIVE_BUILDER', this.machine.stateMachineArn);
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['states:StartExecution'],
      resourceArns: [this.machine.stateMachineArn],
    });
  }
}
