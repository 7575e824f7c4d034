import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createApiServer } from '../../../../infra/local/api/server.ts';
import type { Outcome } from '../../../../infra/local/functions/message.ts';
import { placeOn } from '../../../../infra/local/place.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server whose one function does what the test says; `events` are what it was given. */
async function serve(
  answer: (event: APIGatewayProxyEventV2) => unknown,
  rate?: { perSecond: number; burst: number },
) {
  const events: APIGatewayProxyEventV2[] = [];
  const invoke = async (_: string, payload: string): Promise<Outcome> => {
    const event: APIGatewayProxyEventV2 = JSON.parse(payload);
    events.push(event);
    const given = answer(event);
    return given instanceof Error
      ? { failure: { errorType: given.name, errorMessage: given.message } }
      : { payload: JSON.stringify(given) };
  };
  const keys = ['GET /a/{x}', 'POST /a/{x}', 'GET /'];
  const place = placeOn(0, 'Intake');
  const api = { routes: keys.map((key) => ({ key, functionId: 'Fn' })), rate, rates: new Map() };
  const { server } = createApiServer(api, place, invoke);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { url: `http://127.0.0.1:${port}`, port, events, place };
}

describe('the event of a request', () => {
  it('has the decoded path, the raw query, its parameters, cookies apart and headers in lower case', async () => {
    const { url, events } = await serve(() => ({ statusCode: 204 }));
    await fetch(`${url}/a/b%20c?q=1&q=%E4%B8%AD`, { headers: { Cookie: 'k=v; l=w', 'X-Own': 'Y' } });
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'GET /a/{x}',
      rawPath: '/a/b c',
      rawQueryString: 'q=1&q=%E4%B8%AD',
      queryStringParameters: { q: '1,中' },
      pathParameters: { x: 'b c' },
      cookies: ['k=v', 'l=w'],
      headers: { 'x-own': 'Y', 'x-forwarded-proto': 'https' },
      isBase64Encoded: false,
      requestContext: { http: { method: 'GET', path: '/a/b c', sourceIp: '127.0.0.1' }, stage: '$default' },
    });
    expect(events[0]?.headers).not.toHaveProperty('cookie');
    expect(events[0]).not.toHaveProperty('body');
    expect(events[0]?.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it('has JSON as text, and forms of pages in base64', async () => {
    const { url, events } = await serve(() => ({ statusCode: 204 }));
    const post = (body: string, type: string) =>
      fetch(`${url}/a/1`, { method: 'POST', body, headers: { 'content-type': type } });
    await post('{"中":1}', 'application/json; charset=utf-8');
    await post('a=1', 'application/x-www-form-urlencoded');
    expect(events.map(({ body, isBase64Encoded }) => [body, isBase64Encoded])).toEqual([
      ['{"中":1}', false],
      [Buffer.from('a=1').toString('base64'), true],
    ]);
  });

  it('comes from behind TLS, so that functions find the origin they are served at', async () => {
    const { url, events, place } = await serve(() => ({ statusCode: 204 }));
    for (const origin of [place.site, `${place.site}.evil.example`, 'http://other.example'])
      await fetch(`${url}/a/1`, { method: 'POST', body: '', headers: { origin } });
    expect(events.map(({ headers }) => headers.origin)).toEqual([
      place.site.replace('http:', 'https:'),
      `${place.site}.evil.example`,
      'http://other.example',
    ]);
  });
});

describe('the answer to a request', () => {
  it('has the status, headers, cookies and bytes that the function gave', async () => {
    const { url } = await serve(() => ({
      statusCode: 201,
      headers: { 'Content-Type': 'image/png', 'X-Own': 'z' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: Buffer.from([0, 255, 1]).toString('base64'),
      isBase64Encoded: true,
    }));
    const response = await fetch(url);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('z');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
  });

  it('is JSON of whatever has no status', async () => {
    const { url } = await serve(() => ({ any: 'thing' }));
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([200, { any: 'thing' }]);
  });

  it.each([
    ['a function that fails', new Error('secret'), 500, 'Internal Server Error'],
    [
      'a function that is overrun',
      Object.assign(new Error(), { name: 'TooManyRequestsException' }),
      503,
      'Service Unavailable',
    ],
    ['an answer that is none', { statusCode: 'x' }, 500, 'Internal Server Error'],
  ])('says nothing of %s', async (_, given, status, message) => {
    const { url } = await serve(() => given);
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it.each([
    ['/nowhere', 404, 'Not Found'],
    ['/a/%zz', 400, 'Bad Request'],
  ])("of %s is the gateway's own", async (path, status, message) => {
    const { port } = await serve(() => ({}));
    // fetch would mend the path.
    const response = await new Promise<{ status?: number; body: string }>((resolve, reject) => {
      request({ port, path, host: '127.0.0.1' }, (given) => {
        let body = '';
        given
          .on('data', (chunk) => (body += chunk))
          .on('end', () => resolve({ status: given.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
    expect([response.status, JSON.parse(response.body)]).toEqual([status, { message }]);
  });

  it('refuses a body of more than 10 MB, and one that Lambda cannot take, after reading it', async () => {
    const { url, events } = await serve(() => ({}));
    for (const size of [11 * 1024 * 1024, 7 * 1024 * 1024]) {
      const response = await fetch(`${url}/a/1`, { method: 'POST', body: 'x'.repeat(size) });
      expect([response.status, await response.json()]).toEqual([
        413,
        { message: 'Request Entity Too Large' },
      ]);
    }
    expect(events).toEqual([]);
  });

  it('refuses headers of more than 10 KB', async () => {
    const { url } = await serve(() => ({}));
    expect((await fetch(url, { headers: { long: 'x'.repeat(10_240) } })).status).toBe(431);
  });

  it('throttles', async () => {
    const { url } = await serve(() => ({}), { perSecond: 0.001, burst: 2 });
    const statuses = [(await fetch(url)).status, (await fetch(url)).status, (await fetch(url)).status];
    expect(statuses).toEqual([200, 200, 429]);
  });
});
