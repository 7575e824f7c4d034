import { describe, expect, it } from '@jest/globals';
import { CAPABILITIES, type FunctionName } from '../../infra/capabilities.ts';
import { routesOf } from '../../infra/routes.ts';
import { functionOf, resourcesOf, synthesise } from './synthesised.ts';

const template = synthesise();
const names = Object.keys(CAPABILITIES) as FunctionName[];

/** Route key and logical id of the function behind it. */
function served(): [string, string][] {
  const integrations = new Map(
    resourcesOf(template, 'AWS::ApiGatewayV2::Integration').map(({ id, properties }) => [id, properties]),
  );
  return resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const integration = integrations.get(properties.Target['Fn::Join'][1][1].Ref);
    return [properties.RouteKey, integration?.IntegrationUri['Fn::GetAtt'][0]];
  });
}

/** What answers GET answers HEAD. */
const withHead = (route: string): string[] =>
  route.startsWith('GET ') ? [route, route.replace('GET', 'HEAD')] : [route];

describe('the API', () => {
  it.each(
    names.flatMap((name) =>
      routesOf(name)
        .flatMap(withHead)
        .map((route) => [route, name] as const),
    ),
  )('answers %s by %s', (route, name) => {
    expect(served()).toContainEqual([route, functionOf(template, name).id]);
  });

  it('has no other routes', () => {
    expect(
      served()
        .map(([route]) => route)
        .sort(),
    ).toEqual(names.flatMap((name) => routesOf(name).flatMap(withHead)).sort());
  });

  it('stays below what a gateway and a stack can hold', () => {
    expect(served().length).toBeLessThan(300);
    expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(450);
  });

  it('speaks payload format 2.0 and may invoke what it has routes to', () => {
    for (const { properties } of resourcesOf(template, 'AWS::ApiGatewayV2::Integration')) {
      expect(properties.PayloadFormatVersion).toBe('2.0');
    }
    const invoked = resourcesOf(template, 'AWS::Lambda::Permission')
      .filter(({ properties }) => String(properties.Principal).startsWith('apigateway'))
      .map(({ properties }) => properties.FunctionName['Fn::GetAtt'][0]);
    const answering = names
      .filter((name) => routesOf(name).length > 0)
      .map((name) => functionOf(template, name).id);
    expect([...new Set(invoked)].sort()).toEqual(answering.sort());
  });

  it('lets no other origin in and has an end to what it takes', () => {
    for (const { properties } of resourcesOf(template, 'AWS::ApiGatewayV2::Api')) {
      expect(properties).not.toHaveProperty('CorsConfiguration');
    }
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
  });

  it('logs the route and the figures of a request, and nothing of the person', () => {
    const [stage] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');
    const format = JSON.parse(stage?.properties.AccessLogSettings.Format);
    expect(format.route).toBe('$context.routeKey');
    for (const variable of Object.values(format)) {
      expect(variable).not.toMatch(/sourceIp|userAgent|identity|path|query|authorizer|requestOverride/i);
    }
  });
});
