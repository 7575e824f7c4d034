import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Text } from '../schemas/text.ts';
import { alarm } from './alarm.ts';

/** Events that no try could deliver, kept for two weeks for somebody to look at; it rings as soon as there is one. */
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
    });
  }
}
