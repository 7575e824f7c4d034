import { describe, expect, it } from '@jest/globals';
import { createRouter } from '../../../../infra/local/api/routes.ts';

const route = createRouter(
  ['GET /', 'GET /reports/{form}', 'GET /reports/template', 'POST /reports/{form}/x', 'ANY /any/{rest+}'].map(
    (key) => ({
      key,
      functionId: key,
    }),
  ),
);

describe('the router of an HTTP API', () => {
  it.each([
    ['GET', '/', 'GET /', {}],
    ['GET', '/reports/open-day', 'GET /reports/{form}', { form: 'open-day' }],
    ['GET', '/reports/template', 'GET /reports/template', {}],
    ['POST', '/reports/a b/x', 'POST /reports/{form}/x', { form: 'a b' }],
    ['PUT', '/any/a/b', 'ANY /any/{rest+}', { rest: 'a/b' }],
  ])('%s %s goes to %s', (method, path, key, pathParameters) => {
    expect(route(method, path)).toEqual({ route: { key, functionId: key }, pathParameters });
  });

  it.each([
    ['POST', '/'],
    ['HEAD', '/'],
    ['GET', '/reports'],
    ['GET', '/reports/'],
    ['GET', '/reports/a/'],
    ['GET', '//'],
    ['GET', '/any/'],
  ])('%s %s goes nowhere', (method, path) => {
    expect(route(method, path)).toBeUndefined();
  });

  it('refuses a key that it does not know', () => {
    expect(() => createRouter([{ key: '$connect', functionId: 'x' }])).toThrow(/\$connect/);
  });

  it('gives to $default whatever no other route takes', () => {
    const fallback = { key: '$default', functionId: 'x' };
    const home = { key: 'GET /', functionId: 'y' };
    const find = createRouter([fallback, home]);
    expect(find('GET', '/')?.route).toBe(home);
    expect(find('POST', '/')).toEqual({ route: fallback, pathParameters: {} });
    expect(find('GET', '//nowhere/')?.route).toBe(fallback);
  });
});
