import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { IntakeFunction } from './intake-function.ts';
import type { Records } from './records.ts';

interface BoardProps {
  api: Api;
  records: Records;
  functions: IntakeFunction[];
  machine: StateMachine;
  alarms: Alarm[];
}

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, height: 6 });

/** One page for the day of a due date: what rings, who asks for what, what fails, what waits. */
export class Board extends Construct {
  constructor(scope: Construct, id: string, { api, records, functions, machine, alarms }: BoardProps) {
    super(scope, id);
    const sum = { statistic: 'Sum', period: Duration.minutes(5) };
    const sender = functions.filter(({ name }) => name === 'send-mail');

    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: '告警 Alarms', alarms, width: 24, height: 4 })],
        [
          graph('请求 Requests', [
            api.http.metricCount(sum),
            api.http.metricClientError(sum),
            api.http.metricServerError(sum),
          ]),
          graph('响应时间 Latency', [
            api.http.metricLatency({ statistic: 'p50' }),
            api.http.metricLatency({ statistic: 'p95' }),
          ]),
        ],
        [
          graph(
            '失败 Failures of functions',
            functions.map(({ name, lambda }) => lambda.metricErrors({ label: name })),
          ),
          graph(
            '用时 Duration p95',
            functions.map(({ name, lambda }) => lambda.metricDuration({ label: name, statistic: 'p95' })),
          ),
        ],
        [
          graph(
            '数据表 Table',
            ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((name) => records.metric(name)),
          ),
          graph(
            '邮件积压 Age of waiting mails',
            sender.map(({ lambda }) => lambda.metric('IteratorAge', { statistic: 'Maximum' })),
          ),
        ],
        [
          graph(
            '邮件 Mails',
            sender.flatMap((fn) => [fn.metric('MailSent'), fn.metric('MailFailed')]),
          ),
          graph('归档 Archives', [
            machine.metricStarted(),
            machine.metricSucceeded(),
            machine.metricFailed(),
          ]),
        ],
      ],
    });
  }
}
