import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { CAPABILITIES, type Capability, type FunctionName } from './capabilities.ts';

export interface House {
  campaign: string;
  /** Folder with one bundle a function, as `bundle.ts` leaves it. */
  bundles: string;
}

/** The law on cybersecurity wants logs kept for six months; the nearest that is surely longer. */
export const LOGS_KEPT = RetentionDays.ONE_YEAR;

const METRICS = 'Intake';

/**
 * A function of this house: arm64, its own log, an alarm that says what its failure costs, and a role that may
 * write that log and nothing else. The stores and services give it more, each through its own `grant…`.
 */
export class IntakeFunction extends Construct implements IGrantable {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, name: FunctionName, { campaign, bundles }: House) {
    super(scope, name);
    const { does, memory, seconds, failureMeans }: Capability = CAPABILITIES[name];
    this.name = name;

    const logGroup = new LogGroup(this, 'Log', {
      retention: LOGS_KEPT,
      // It names reference numbers and nobody: of no use once the system it tells of is gone.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda'),
      description: `What the function ${name} may do`,
    });
    logGroup.grantWrite(role);

    this.lambda = new LambdaFunction(this, 'Function', {
      description: does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(bundles, name)),
      handler: 'index.handler',
      memorySize: memory,
      timeout: Duration.seconds(seconds),
      role,
      logGroup,
      // Traces would carry paths with reference numbers to a third place; logs and metrics tell enough.
      tracing: Tracing.DISABLED,
      environment: {
        CAMPAIGN: campaign,
        CAPABILITY: name,
      },
    });
    this.grantPrincipal = this.lambda.grantPrincipal;

    // Requests that end in a fault and mails that are tried again are handled, so Lambda counts them as successes.
    logGroup.addMetricFilter('Errors', {
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: METRICS,
      metricName: 'LoggedErrors',
      dimensions: { service: '$.service' },
    });
    alarm(this, 'Failures', {
      metric: new MathExpression({
        label: name,
        expression: 'FILL(errors, 0) + FILL(throttles, 0) + FILL(logged, 0)',
        usingMetrics: {
          errors: this.lambda.metricErrors(),
          throttles: this.lambda.metricThrottles(),
          logged: this.metric('LoggedErrors'),
        },
        period: Duration.minutes(5),
      }),
      means: failureMeans,
      runbook: 'a-function-fails',
    });
  }

  /** What the function counts itself. */
  metric(metricName: string): Metric {
    const dimensionsMap = { service: this.name };
    return new Metric({ namespace: METRICS, metricName, dimensionsMap, statistic: 'Sum' });
  }

  addEnvironment(variable: string, value: string): void {
    this.lambda.addEnvironment(variable, value);
  }
}
