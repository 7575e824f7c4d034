import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Text } from '../schemas/text.ts';
import { type RunbookSection, runbookLink } from './runbook.ts';

interface Watch {
  metric: IMetric;
  /** Rings at this value and above. */
  threshold?: number;
  /** Of the metric's own length, one after the other. */
  periods?: number;
  /** What it means for people while it rings, as the person who is called reads it. */
  means: Text;
  /** What to do about it. */
  runbook: RunbookSection;
}

/** An alarm that says in both languages what is lost, and where it stands what to do. `Alarms` gives every one of the stack its way out. */
export function alarm(
  scope: Construct,
  id: string,
  { metric, threshold = 1, periods = 1, means, runbook }: Watch,
): Alarm {
  return new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${means.zh}\n${means.en}\n${runbookLink(scope, runbook)}`,
  });
}
