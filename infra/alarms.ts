import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** The way from every alarm of the stack to a person. Made last, when all alarms are there. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[];

  constructor(scope: Construct, id: string, { alarmMail }: { alarmMail?: string }) {
    super(scope, id);
    // A key of our own: alarms may not publish to a topic under the key that the account lends to SNS.
    const key = new Key(this, 'Key', {
      description: 'Alarms on their way',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch'));
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Science Week Intake',
      masterKey: key,
      enforceSSL: true,
    });
    // Asking for TLS replaces the topic's own policy, by which alarms of the account could write to it.
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    this.topic.grantPublish(new ServicePrincipal('cloudwatch', { conditions }));
    if (alarmMail !== undefined) this.topic.addSubscription(new EmailSubscription(alarmMail));

    this.all = scope.node.findAll().filter((child) => child instanceof Alarm);
    for (const alarm of this.all) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
