import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, type IEventSourceDlq, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';
import { type AccessLogs, PrivateBucket } from './private-bucket.ts';
import type { Records } from './records.ts';

interface OutboxProps {
  records: Records;
  sender: IntakeFunction;
  accessLogs: AccessLogs;
}

const becamePending = (type: string, more: object = {}) =>
  FilterCriteria.filter({
    dynamodb: {
      NewImage: {
        type: { S: FilterRule.isEqual(type) },
        status: { S: FilterRule.isEqual('pending') },
        ...more,
      },
    },
  });

/** Starts the sender when a mail is queued or a code is asked for, that is: when such a row becomes pending. */
export class Outbox extends Construct {
  readonly failures: PrivateBucket;

  constructor(scope: Construct, id: string, { records, sender, accessLogs }: OutboxProps) {
    super(scope, id);
    this.failures = new PrivateBucket(this, 'Failures', {
      lifecycleRules: [
        { expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(2) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
      ...accessLogs.of('mail-failures'),
    });

    sender.lambda.addEventSource(
      new DynamoEventSource(records.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          becamePending('mail'),
          // Codes typed for an address that is not known are tries at a row that stays pending.
          becamePending('sign-in', { tries: { N: FilterRule.isEqual('0') } }),
        ],
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // By default a record that fails is tried until it is a day old, and holds up all behind it. What is given up
        // here is still pending in the table, where reconciliation finds it.
        retryAttempts: 5,
        maxRecordAge: Duration.hours(1),
        onFailure: this.#keepFailuresOf(sender),
      }),
    );

    alarm(this, 'GivenUp', {
      metric: sender.metric('MailFailed'),
      runbook: 'a-mail-was-given-up',
      means: {
        zh: '有邮件无法送达且不再重试（被拒收、没有联系人或重试已超过一天），请查看日志中的受理编号并电话通知。',
        en: 'A mail was given up (refused, nobody to get it, or tried for a day); the log names the report to call about.',
      },
    });
    alarm(this, 'Behind', {
      metric: sender.lambda.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: Duration.minutes(10).toMilliseconds(),
      runbook: 'mails-wait',
      means: {
        zh: '邮件积压超过 10 分钟，登录验证码在到达前就已失效。',
        en: 'Mails wait for more than 10 minutes: codes to sign in with are dead before they arrive.',
      },
    });
  }

  /**
   * Whole records; a queue would get only their positions in a stream that forgets them after a day. The library's
   * own destination lets the function read and delete as well: Lambda asks for these two alone.
   */
  #keepFailuresOf(sender: IntakeFunction): IEventSourceDlq {
    return {
      bind: () => {
        this.failures.grantObjects(sender, '*', ['s3:PutObject']);
        Grant.addToPrincipal({
          grantee: sender,
          actions: ['s3:ListBucket'],
          resourceArns: [this.failures.bucketArn],
        });
        return { destination: this.failures.bucketArn };
      },
    };
  }
}
