import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { permits } from '../template/permissions.ts';
import { notHere, resourcesOf } from '../template/read.ts';
import { ALL_OTHERS, type Route } from './routes.ts';
import type { Rate } from './throttle.ts';

/** What the template says of its HTTP API. */
export interface Api {
  routes: Route[];
  /** For every route without a rate of its own. */
  rate?: Rate;
  /** By route key. */
  rates: Map<string, Rate>;
}

const ApiShape = z.strictObject({
  Description: notHere('for people'),
  DisableExecuteApiEndpoint: z.literal(false).optional(),
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Tags: notHere('for bills'),
});
const StageShape = z.strictObject({
  AccessLogSettings: notHere('nobody reads them here'),
  ApiId: z.string(),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: z.unknown().optional(),
  Description: notHere('for people'),
  RouteSettings: z.record(z.string(), z.unknown()).default({}),
  StageName: z.literal('$default'),
  Tags: notHere('for bills'),
});
const Settings = z
  .strictObject({
    DetailedMetricsEnabled: notHere('nobody counts here'),
    ThrottlingBurstLimit: z.number(),
    ThrottlingRateLimit: z.number(),
  })
  .transform((given): Rate => ({ perSecond: given.ThrottlingRateLimit, burst: given.ThrottlingBurstLimit }));
const IntegrationShape = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.literal(30_000).optional(),
});
const RouteShape = z.strictObject({
  ApiId: z.string(),
  AuthorizationType: z.literal('NONE').optional(),
  RouteKey: z.string(),
  Target: z.string(),
});

/** How the ARN of a route ends: `GET /reports/{form}` => `GET/reports/*`; the last resort has neither method nor path. */
function sourceOf(key: string): string {
  if (key === ALL_OTHERS) return key;
  const [method, path = ''] = key.split(' ');
  return `${method === 'ANY' ? '*' : method}${path.replaceAll(/\{[^}]+\}/g, '*')}`;
}

/**
 * Reads the one HTTP API of the template.
 * @throws Error naming a route that leads nowhere, or to a function that the gateway may not invoke
 */
export function apiOf(template: ResolvedTemplate): Api {
  const apis = resourcesOf(template, 'AWS::ApiGatewayV2::Api', ApiShape);
  if (apis.length !== 1) throw new Error(`the template has ${apis.length} HTTP APIs; one is known here`);
  const functions = new Map(
    Object.entries(template.resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id]) => [template.attributeOf(id, 'Arn'), id] as const),
  );
  const integrations = new Map<string, string>(
    resourcesOf(template, 'AWS::ApiGatewayV2::Integration', IntegrationShape).map(
      ({ name, properties }) => [`integrations/${name}`, properties.IntegrationUri] as const,
    ),
  );
  const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route', RouteShape).map(({ id, properties }) => {
    const target = integrations.get(properties.Target);
    const functionId = target === undefined ? undefined : functions.get(target);
    if (target === undefined || functionId === undefined)
      throw new Error(`the route ${properties.RouteKey} (${id}) leads to no function`);
    const source = `${properties.ApiId}/*/${sourceOf(properties.RouteKey)}`;
    if (!permits(template, 'apigateway', target, source))
      throw new Error(
        `no AWS::Lambda::Permission lets the route ${properties.RouteKey} invoke ${functionId}`,
      );
    return { key: properties.RouteKey, functionId };
  });
  const [stage] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage', StageShape);
  const { DefaultRouteSettings, RouteSettings = {} } = stage?.properties ?? {};
  return {
    routes,
    rate: DefaultRouteSettings === undefined ? undefined : Settings.parse(DefaultRouteSettings),
    rates: new Map(
      Object.entries(RouteSettings).map(([key, given]) => [key, Settings.parse(given)] as const),
    ),
  };
}
