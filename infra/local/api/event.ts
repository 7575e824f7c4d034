import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Place } from '../place.ts';
import type { Match } from './routes.ts';

/** Bodies that a function gets as text; all others come to it in base64, forms of pages too. */
const TEXT = /^(text\/|application\/(json|xml|javascript|[\w.-]+\+(json|xml))\b)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2023:19:03:58 +0000` */
function requestTime(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `${date.slice(8)}/${MONTHS[now.getUTCMonth()]}/${date.slice(0, 4)}:${time.slice(0, 8)} +0000`;
}

/** `a=1&b=%20&a=2` => `{ a: '1,2', b: ' ' }` */
function queryParameters(query: string): { [name: string]: string } | undefined {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, [...(values.get(name) ?? []), value]);
  if (values.size === 0) return undefined;
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
}

/**
 * Deployed, TLS ends at the gateway, and functions believe themselves at https. Here the browser speaks plain HTTP
 * to it, so the page that a request comes from is named as it would be there; others stay as they are.
 */
function behindTls(value: string, place: Place): string {
  return value === place.site || value.startsWith(`${place.site}/`)
    ? value.replace('http://', 'https://')
    : value;
}

function headersOf(request: IncomingMessage, place: Place): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values === undefined || name === 'cookie' || name === 'connection') continue;
    headers[name] = values.join(',');
  }
  for (const name of ['origin', 'referer']) {
    const value = headers[name];
    if (value !== undefined) headers[name] = behindTls(value, place);
  }
  return {
    ...headers,
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
}

/**
 * The event of an HTTP API, payload format 2.0. `rawPath` is the decoded path: so it is on AWS, whatever its name.
 * @param path decoded
 */
export function toEvent(request: IncomingMessage, body: Buffer, path: string, match: Match, place: Place) {
  const target = request.url ?? '/';
  const query = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  const now = new Date();
  const isText = TEXT.test(request.headers['content-type'] ?? '');
  const cookies = request.headers.cookie?.split(/; */).filter((cookie) => cookie !== '');
  const host = new URL(place.site).host;
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: headersOf(request, place),
    queryStringParameters: queryParameters(query),
    requestContext: {
      accountId: place.account,
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: '$default',
      time: requestTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}
