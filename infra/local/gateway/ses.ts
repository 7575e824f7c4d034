import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Credentials } from '../iam/credentials.ts';
import { answerQueryError, QUERY_DOUBTS, type QueryError } from './aws-query.ts';
import { readBody } from './body.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { type Gateway, listen } from './listen.ts';
import { readSending, type Sending, type SesResources } from './ses-request.ts';
import { createSignatureCheck } from './signature.ts';

export interface TakenMail extends Sending {
  messageId: string;
}

export interface SesOptions extends SesResources {
  port: number;
  /** Where mails are kept, one file each. */
  directory: string;
  credentials: Credentials;
  authorizer: Authorizer;
  /** Told of a mail that was taken, before whoever sent it is answered. */
  onMail?(mail: TakenMail): void;
}

export interface SesGateway extends Gateway {
  /** The next calls fail like this and their mails are not taken; a 500 unless said otherwise. */
  fail(times: number, error?: QueryError): void;
  /** The next mails are taken, but the connection ends before the answer: the sender cannot know. */
  loseAnswers(times: number): void;
}

/** A message of 10 MB is longer as Base64 in a form. */
const LONGEST = 24 * 1024 ** 2;
const PAGES = ['/', '/store', '/health-check', '/get-emlContent'];
const OUT_OF_ORDER: QueryError = {
  status: 500,
  code: 'InternalFailure',
  message: 'Out of order, as asked for',
};

/** There is no limit here, which SES writes as -1. */
const quota = (sent: number) =>
  `<GetSendQuotaResponse><GetSendQuotaResult><Max24HourSend>-1</Max24HourSend><MaxSendRate>-1</MaxSendRate>` +
  `<SentLast24Hours>${sent}</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`;

/**
 * SES v1 for sending, and the inbox: `GET /` is a page, `GET /store` lists the mails as JSON. aws-ses-v2-local takes
 * the mails; before it stand signature, permissions and the refusals of SES, behind it a directory that keeps them.
 */
export async function startSes(options: SesOptions): Promise<SesGateway> {
  const { credentials, authorizer } = options;
  let opened: Promise<Inbox> | undefined;
  /** Loading it takes a quarter of a second, in which the site can already answer. */
  function inbox(): Promise<Inbox> {
    opened ??= openInbox(options.directory);
    return opened;
  }
  const check = createSignatureCheck(credentials, 'ses');
  const failures: QueryError[] = [];
  let answersToLose = 0;
  let taken = 0;

  async function pass(path: string, request: IncomingMessage, response: ServerResponse, body?: Buffer) {
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(new URL(path, (await inbox()).url), {
      method: request.method,
      headers: { authorization, 'content-type': type },
      body: body?.toString('latin1'),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const send = () => {
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
      });
      response.end(bytes);
    };
    return { answer, text: () => bytes.toString('utf8'), send };
  }

  async function sendMail(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, LONGEST);
    if (!body)
      return answerQueryError(response, { status: 413, code: 'RequestEntityTooLarge', message: 'Too long' });
    const caller = check(request, body);
    if (caller.doubt !== undefined) return answerQueryError(response, QUERY_DOUBTS[caller.doubt]);
    const fields = new URLSearchParams(body.toString('utf8'));
    if (fields.get('Action') === 'GetSendQuota') {
      const call = { principal: caller.principal, action: 'ses:GetSendQuota', resource: '*' };
      if (!(await authorizer.authorize(call)))
        return answerQueryError(response, {
          status: 403,
          code: 'AccessDenied',
          message: authorizer.refusal(call),
        });
      response.writeHead(200, { 'content-type': 'text/xml' }).end(quota(taken));
      return;
    }
    const sending = readSending(fields, options);
    if ('code' in sending) return answerQueryError(response, sending);
    const { principal } = caller;
    for (const resource of sending.resources) {
      const context = { 'ses:FromAddress': sending.from };
      const call = { principal, action: `ses:${sending.action}`, resource, context };
      if (!(await authorizer.authorize(call)))
        return answerQueryError(response, {
          status: 403,
          code: 'AccessDenied',
          message: authorizer.refusal(call),
        });
    }
    const failure = failures.shift();
    if (failure) return answerQueryError(response, failure);
    const { answer, text, send } = await pass('/', request, response, body);
    if (answer.ok) {
      taken += 1;
      const messageId = /<MessageId>([^<]+)</.exec(text())?.[1] ?? '';
      await (await inbox()).keep(messageId);
      options.onMail?.({ ...sending, messageId });
    }
    if (answersToLose > 0) {
      answersToLose -= 1;
      request.socket.destroy();
    } else send();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (request.method === 'POST' && path === '/') return sendMail(request, response);
    if (request.method === 'POST' && path === '/clear-store') {
      // Any page of the web could post here; only the inbox may.
      if (request.headers.origin !== `http://${request.headers.host}`) {
        response.writeHead(403).end();
        return;
      }
      await (await inbox()).clear();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"message":"Store cleared"}');
      return;
    }
    if (request.method === 'GET' && PAGES.includes(path.replace(/\?.*$/, '')))
      return (await pass(path, request, response)).send();
    answerQueryError(response, { status: 404, code: 'UnknownOperationException', message: 'No such page' });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else answerQueryError(response, { status: 500, code: 'InternalFailure', message });
    });
  });
  const gateway = await listen(server, options.port);
  return {
    ...gateway,
    fail(times, error = OUT_OF_ORDER) {
      failures.push(...Array.from({ length: times }, () => error));
    },
    loseAnswers(times) {
      answersToLose += times;
    },
    async close() {
      await gateway.close();
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
