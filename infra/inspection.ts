import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';
import type { Records } from './records.ts';

interface InspectionProps {
  records: Records;
  inspector: IntakeFunction;
}

/**
 * Starts the inspector for each file that has arrived, that is: when its row becomes due. With the sender of mails
 * it is the second reader of the table's stream, and a stream serves two well: whoever needs a third reads an event.
 */
export class Inspection extends Construct {
  constructor(scope: Construct, id: string, { records, inspector }: InspectionProps) {
    super(scope, id);
    inspector.lambda.addEventSource(
      new DynamoEventSource(records.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          FilterCriteria.filter({
            dynamodb: {
              NewImage: {
                type: { S: FilterRule.isEqual('attachment') },
                inspection: { S: FilterRule.isEqual('due') },
              },
            },
          }),
        ],
        // A file that takes the function down with it takes few others along, until it is split off from them.
        batchSize: 5,
        // Files of different reports do not wait for each other.
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // What is given up here still waits in the table: reconciliation tells of it again, and the inspector itself
        // gives up after its fifth attempt. So no failed record needs to be kept.
        retryAttempts: 2,
        maxRecordAge: Duration.hours(1),
      }),
    );

    alarm(this, 'Unchecked', {
      metric: inspector.metric('FilesUnchecked'),
      threshold: 10,
      runbook: 'files-cannot-be-checked',
      means: {
        zh: '5 分钟内有 10 个以上文件未能检测，请查看日志；文件本身没有丢失，报表可以提交。',
        en: 'Ten files and more in 5 minutes could not be checked; the log has them. None is lost, and reports can be submitted.',
      },
    });
  }
}
