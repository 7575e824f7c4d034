import { Duration, Fn, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Text } from '../schemas/text.ts';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';

/** Events that no try could get handled, kept for two weeks for somebody to look at; it rings as soon as there is one. */
export class Undelivered extends Queue {
  constructor(scope: Construct, id: string, means: Text) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    alarm(this, 'NotEmpty', {
      metric: this.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      means,
      runbook: 'something-was-not-delivered',
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is the end of the line itself: what lies here has been tried already, and an alarm calls a person.',
    });
  }

  /** Started by an event, a function that fails is started again twice; then its event comes here. */
  keepFailuresOf(fn: IntakeFunction, maxEventAge: Duration): void {
    const onFailure = {
      bind: () => {
        Grant.addToPrincipal({ grantee: fn, actions: ['sqs:SendMessage'], resourceArns: [this.queueArn] });
        return { destination: this.queueArn };
      },
    };
    fn.lambda.configureAsyncInvoke({ retryAttempts: 2, maxEventAge, onFailure });
  }
}

/** Lets a function see how much lies in these queues, never what. */
export function grantDepths(fn: IntakeFunction, queues: readonly Undelivered[]): void {
  fn.addEnvironment(
    'UNDELIVERED',
    Fn.join(
      ' ',
      queues.map(({ node, queueUrl }) => `${node.id}=${queueUrl}`),
    ),
  );
  Grant.addToPrincipal({
    grantee: fn,
    actions: ['sqs:GetQueueAttributes'],
    resourceArns: queues.map(({ queueArn }) => queueArn),
  });
}
