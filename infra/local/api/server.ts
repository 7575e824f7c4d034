import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Outcome } from '../functions/message.ts';
import { MOST_PAYLOAD } from '../functions/sandbox.ts';
import type { Place } from '../place.ts';
import { type Answer, ownAnswer, toAnswer } from './answer.ts';
import type { Api } from './description.ts';
import { toEvent } from './event.ts';
import { createRouter } from './routes.ts';
import { createThrottle } from './throttle.ts';

/** The quotas of HTTP APIs. */
const MOST_BODY = 10 * 1024 * 1024;
const MOST_HEADERS = 10_240;
const MOST_MS = 30_000;

/** The whole body, or undefined when it is too large; that one is read to its end and dropped, so that the answer is read. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MOST_BODY) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > MOST_BODY ? undefined : Buffer.concat(chunks);
}

/** `/a%20b?c` => `/a b`; undefined when it cannot be decoded */
function decodedPath(target: string): string | undefined {
  try {
    return decodeURIComponent(target.split('?', 1)[0] ?? '/');
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader('content-length', body.length);
  response.end(body);
}

async function within(milliseconds: number, work: Promise<Outcome>): Promise<Outcome | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export interface ApiServer {
  /** The caller makes it listen. */
  server: Server;
  /** Requests that are being answered. */
  inFlight(): number;
}

/**
 * Answers requests as the HTTP API of the template would: its routes, limits and throttling, payload format 2.0.
 * @param invoke takes a logical id and an event as JSON
 */
export function createApiServer(
  api: Api,
  place: Place,
  invoke: (functionId: string, payload: string) => Promise<Outcome>,
): ApiServer {
  let inFlight = 0;
  const route = createRouter(api.routes);
  const throttles = new Map(
    api.routes.flatMap(({ key }) => {
      const rate = api.rates.get(key) ?? api.rate;
      return rate ? [[key, createThrottle(rate)] as const] : [];
    }),
  );

  async function answer(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request);
    const path = decodedPath(request.url ?? '/');
    if (path === undefined) return ownAnswer(400, 'Bad Request');
    const match = route(request.method ?? 'GET', path);
    if (!match) return ownAnswer(404, 'Not Found');
    if (!body) return ownAnswer(413, 'Request Entity Too Large');
    if (throttles.get(match.route.key)?.(Date.now()) === false) return ownAnswer(429, 'Too Many Requests');
    const payload = JSON.stringify(toEvent(request, body, path, match, place));
    if (Buffer.byteLength(payload) > MOST_PAYLOAD) return ownAnswer(413, 'Request Entity Too Large');
    const outcome = await within(MOST_MS, invoke(match.route.functionId, payload));
    if (outcome === 'late') return ownAnswer(503, 'Service Unavailable');
    if ('payload' in outcome) return toAnswer(outcome.payload);
    return outcome.failure.errorType === 'TooManyRequestsException'
      ? ownAnswer(503, 'Service Unavailable')
      : ownAnswer(500, 'Internal Server Error');
  }

  const server = createServer(
    { maxHeaderSize: MOST_HEADERS, keepAliveTimeout: 60_000 },
    (request, response) => {
      inFlight += 1;
      answer(request)
        .then(
          (given) => send(response, given),
          () => {
            if (!request.readableAborted) send(response, ownAnswer(500, 'Internal Server Error'));
          },
        )
        .finally(() => {
          inFlight -= 1;
        });
    },
  );
  return { server, inFlight: () => inFlight };
}
