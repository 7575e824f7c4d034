import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { type IntakeFunction, LOGS_KEPT } from './intake-function.ts';
import { routesOf } from './routes.ts';

/** What the access log keeps of a request: the route, never the path, the query, the address or the agent of a person. */
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  functionMilliseconds: '$context.integrationLatency',
  failure: '$context.error.responseType',
};

/** A last day of reporting is a few requests a second; this is fifty times that, and an end to what a fault can cost. */
const THROTTLE = { rateLimit: 200, burstLimit: 400 };

/** The site's one door. Pages and JSON share it, so there is no other origin to be let in. */
export class Api extends Construct {
  readonly http: HttpApi;
  /** Where people reach the site, without a slash at the end. */
  readonly siteUrl: string;

  constructor(scope: Construct, id: string, { siteUrl }: { siteUrl?: string }) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', {
      description: 'Pages and API of the intake system',
      createDefaultStage: false,
    });
    this.siteUrl = siteUrl ?? this.http.apiEndpoint;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Every function checks the session itself (functions/shared/http/session.ts): a person without one is led to ' +
        'the page to sign in, which an authorizer cannot do, and a test walks every route without a session.',
    });

    this.http.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'Log', { retention: LOGS_KEPT, removalPolicy: RemovalPolicy.DESTROY }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
      },
    });

    alarm(this, 'Faults', {
      metric: this.http.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 3,
      runbook: 'the-site-answers-with-faults',
      means: {
        zh: '网站接连返回系统错误，用户的操作没有完成。',
        en: 'The site answers with faults of its own; what people try to do there does not succeed.',
      },
    });
    alarm(this, 'Slow', {
      metric: this.http.metricLatency({ statistic: 'p95', period: Duration.minutes(5) }),
      threshold: 5000,
      periods: 3,
      runbook: 'the-site-is-slow',
      means: {
        zh: '网站响应缓慢，超过 5 秒，用户可能重复提交。',
        en: 'The site takes more than 5 seconds to answer; people may give up or submit twice.',
      },
    });
  }

  /** Has this function answer its routes. */
  serve(fn: IntakeFunction): void {
    // One permission a function, not one a route: a function's policy has room for about fifty.
    const integration = new HttpLambdaIntegration(`${fn.name}-integration`, fn.lambda, {
      scopePermissionToRoute: false,
    });
    for (const route of routesOf(fn.name)) {
      if (route === '$default') {
        // The permission for named routes does not cover it: its name has no method and no path.
        const fallback = new HttpLambdaIntegration(`${fn.name}-fallback`, fn.lambda);
        new HttpRoute(this, 'Default', {
          httpApi: this.http,
          routeKey: HttpRouteKey.DEFAULT,
          integration: fallback,
        });
        continue;
      }
      const [method = '', path = ''] = route.split(' ');
      // Whoever may get it may ask for its head: programs that look whether a link still leads somewhere do.
      const methods = method === 'GET' ? [HttpMethod.GET, HttpMethod.HEAD] : [methodOf(method)];
      this.http.addRoutes({ path, methods, integration });
    }
  }
}

function methodOf(method: string): HttpMethod {
  const found = Object.values(HttpMethod).find((known) => known === method);
  if (found === undefined) throw new Error(`no such method: ${method}`);
  return found;
}
