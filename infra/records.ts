import { RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';

/** A transaction is allowed or refused by the actions of the items in it; there is no action for it as a whole. */
type ItemAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

const QUEUE = 'queue';
const MAILS = 'mails';

/** The one table: reports, revisions, receipts, the outbox, sessions. `functions/shared/records/keys.ts` has its keys. */
export class Records extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      // Idle for months, then everybody reports on the last day.
      billing: Billing.onDemand(),
      // Sparse: only rows that wait for something carry these attributes.
      globalSecondaryIndexes: [
        {
          indexName: QUEUE,
          partitionKey: { name: 'queue', type: AttributeType.STRING },
          sortKey: { name: 'queuedAt', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
        // A campaign's mails by time. An attribute more on the outbox row, where a row of a log of its own would be one
        // more item in the transaction of every submission.
        {
          indexName: MAILS,
          partitionKey: { name: MAILS, type: AttributeType.STRING },
          sortKey: { name: 'createdAt', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'ttl',
      // The account's own key rather than the service's, so that the audit trail shows each use.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // What was reported is the province's: neither a deploy nor a deleted stack takes it away.
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    alarm(this, 'Throttled', {
      metric: new MathExpression({
        label: 'throttled requests',
        expression: 'reads + writes',
        usingMetrics: {
          reads: this.metric('ReadThrottleEvents'),
          writes: this.metric('WriteThrottleEvents'),
        },
      }),
      threshold: 10,
      runbook: 'the-table-throttles',
      means: {
        zh: '数据表限流：保存和提交变慢，部分请求可能失败后需要重试。',
        en: 'The table is throttled: saving and submitting is slow and may have to be tried again.',
      },
    });
  }

  metric(name: string) {
    return this.table.metric(name, { statistic: 'Sum' });
  }

  /** Lets a function do exactly this with rows, and tells it the table. */
  grant(fn: IntakeFunction, ...actions: ItemAction[]): void {
    fn.addEnvironment('RECORDS_TABLE', this.table.tableName);
    Grant.addToPrincipal({
      grantee: fn,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.table.tableArn],
    });
  }

  /** Lets a function see what waits. */
  grantQueue(fn: IntakeFunction): void {
    this.#grantIndex(fn, QUEUE);
  }

  /** Lets a function see all mails of the campaign. */
  grantMails(fn: IntakeFunction): void {
    this.#grantIndex(fn, MAILS);
  }

  #grantIndex(fn: IntakeFunction, name: string): void {
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.table.tableArn}/index/${name}`],
    });
  }
}
