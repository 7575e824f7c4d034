import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Credentials } from '../iam/credentials.ts';
import { OPERATOR } from '../iam/credentials.ts';
import { answerDoubt, answerError } from './aws-json.ts';
import { readBody } from './body.ts';
import { accesses, type Tables } from './dynamodb-resources.ts';
import { type Gateway, listen } from './listen.ts';
import { createSignatureCheck } from './signature.ts';

export interface DynamoGatewayOptions {
  port: number;
  /** The store behind, e.g. http://127.0.0.1:8000 */
  target: string;
  credentials: Credentials;
  authorizer: Authorizer;
  tables: Tables;
}

/** DynamoDB takes requests of 16 MB. */
const LONGEST = 16 * 1024 ** 2;
const FORWARDED = ['authorization', 'content-type', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'];

/** Headers that speak of one connection, not of the answer. */
const OF_THE_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);

function readTarget(header: string | string[] | undefined): [service: string, operation: string] | undefined {
  const [service, operation] = typeof header === 'string' ? header.split('.') : [];
  return service && operation ? [service, operation] : undefined;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Stands before a DynamoDB store that knows no permissions and answers like DynamoDB when the caller's role does
 * not allow a call. Bytes of allowed calls and of their answers pass unchanged.
 */
export async function startDynamoGateway(options: DynamoGatewayOptions): Promise<Gateway> {
  const { credentials, authorizer, tables } = options;
  const target = new URL(options.target);
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  const check = createSignatureCheck(credentials, 'dynamodb');

  function forward(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const headers: { [name: string]: string | number } = { 'content-length': body.length };
    for (const name of FORWARDED) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const onward = send(
      { agent, host: target.hostname, port: target.port, method: 'POST', path: '/', headers },
      (answer) => {
        const kept = Object.fromEntries(
          Object.entries(answer.headers).filter(([name]) => !OF_THE_HOP.has(name)),
        );
        response.writeHead(answer.statusCode ?? 500, kept);
        answer.on('data', (chunk) => response.write(chunk));
        answer.on('end', () => response.end());
        answer.on('error', () => response.destroy());
      },
    );
    // The SDKs try again after a 500, which is right while the store starts anew.
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else answerError(response, 'InternalServerError', 'The store does not answer', { status: 500 });
    });
    onward.end(body);
  }

  async function firstRefusal(principal: string, target: [string, string], body: Buffer) {
    if (principal === OPERATOR) return undefined;
    for (const access of accesses(tables, ...target, parsed(body))) {
      const call = { principal, ...access };
      if (!(await authorizer.authorize(call))) return authorizer.refusal(call);
    }
    return undefined;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, LONGEST);
    const operation = readTarget(request.headers['x-amz-target']);
    if (request.method !== 'POST' || request.url !== '/' || !operation)
      return answerError(response, 'UnknownOperationException', '');
    if (!body) return answerError(response, 'RequestEntityTooLarge', '', { status: 413 });
    const caller = check(request, body);
    if (caller.doubt !== undefined) return answerDoubt(response, caller.doubt);
    const refusal = await firstRefusal(caller.principal, operation, body);
    if (refusal !== undefined) return answerError(response, 'AccessDeniedException', refusal);
    forward(request, body, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Not a refusal: a request without a table, or an action that IAM does not know.
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else answerError(response, 'ValidationException', message);
    });
  });
  const gateway = await listen(server, options.port);
  return {
    ...gateway,
    async close() {
      await gateway.close();
      agent.destroy();
    },
  };
}
