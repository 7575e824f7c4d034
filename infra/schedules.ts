import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Text } from '../schemas/text.ts';
import type { IntakeFunction } from './intake-function.ts';
import { Undelivered } from './undelivered.ts';

interface Appointment {
  when: ScheduleExpression;
  /** A start later than this is no use, because the next one comes anyway. */
  within: Duration;
  missed: Text;
}

/** What is started by the clock. */
export class Schedules extends Construct {
  #start(fn: IntakeFunction, { when, within, missed }: Appointment): void {
    const undelivered = new Undelivered(this, `${fn.name}-missed`, missed);
    undelivered.keepFailuresOf(fn, within);
    new Schedule(this, fn.name, {
      description: `Starts ${fn.name}`,
      schedule: when,
      target: new LambdaInvoke(fn.lambda, {
        role: this.#starterOf(fn, undelivered),
        deadLetterQueue: undelivered,
        retryAttempts: 3,
        maxEventAge: within,
      }),
    });
  }

  /** Left to itself, the target would allow every version of the function, for schedules of any account. */
  #starterOf(fn: IntakeFunction, undelivered: Undelivered) {
    const role = new Role(this, `${fn.name}-starter`, {
      description: `Starts ${fn.name} by the clock`,
      assumedBy: new ServicePrincipal('scheduler', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [fn.lambda.functionArn],
    });
    Grant.addToPrincipal({
      grantee: role,
      actions: ['sqs:SendMessage'],
      resourceArns: [undelivered.queueArn],
    });
    return role.withoutPolicyUpdates();
  }

  /** At ten in the morning, when offices read their mail. */
  everyMorning(fn: IntakeFunction): void {
    this.#start(fn, {
      when: ScheduleExpression.cron({ minute: '0', hour: '10', timeZone: TimeZone.ASIA_SHANGHAI }),
      within: Duration.hours(6),
      missed: {
        zh: '今天的催报没有启动，请查看队列中的原因并手动运行。',
        en: "Today's reminders were not started. The queue has the reason; start the function by hand.",
      },
    });
  }

  everyFiveMinutes(fn: IntakeFunction): void {
    this.#start(fn, {
      when: ScheduleExpression.rate(Duration.minutes(5)),
      within: Duration.minutes(5),
      missed: {
        zh: '定期核对没有启动，滞留的邮件、上传和归档任务暂时不会恢复。',
        en: 'Reconciliation was not started; mails, uploads and archives that are stuck stay so for now.',
      },
    });
  }
}
