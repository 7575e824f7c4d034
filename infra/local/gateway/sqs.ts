import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Credentials } from '../iam/credentials.ts';
import { answerDoubt, answerError, answerJson } from './aws-json.ts';
import { readBody } from './body.ts';
import { type Gateway, listen } from './listen.ts';
import { createSignatureCheck } from './signature.ts';

export interface SqsOptions {
  /** Where the queues are: a file each, a line a message. */
  directory: string;
  /** Their ARNs by URL. */
  queues: { [url: string]: string };
  credentials: Credentials;
  authorizer: Authorizer;
}

/** https://sqs.localhost/000000000000/Lost => Lost */
export const queueName = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

const LONGEST = 256 * 1024;
const Question = z.object({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) });

/** SQS as far as a function needs it: how many messages lie in a queue that nobody here reads. */
export async function startSqs(options: SqsOptions): Promise<Gateway> {
  const { directory, queues, credentials, authorizer } = options;
  const check = createSignatureCheck(credentials, 'sqs');

  async function depth(name: string): Promise<number> {
    const lines = await readFile(join(directory, `${name}.jsonl`), 'utf8').catch(() => '');
    return lines.split('\n').filter((line) => line !== '').length;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, LONGEST);
    if (!body) return answerError(response, 'InvalidRequest', 'Too long');
    const caller = check(request, body);
    if (caller.doubt !== undefined) return answerDoubt(response, caller.doubt);
    const operation = String(request.headers['x-amz-target']).replace(/^AmazonSQS\./, '');
    if (operation !== 'GetQueueAttributes')
      return answerError(response, 'UnknownOperationException', `${operation} is not known here`);
    const { QueueUrl, AttributeNames } = Question.parse(JSON.parse(body.toString('utf8')));
    const arn = queues[QueueUrl];
    const call = {
      principal: caller.principal,
      action: 'sqs:GetQueueAttributes',
      resource: arn ?? '*',
    };
    if (!(await authorizer.authorize(call)))
      return answerError(response, 'AccessDeniedException', authorizer.refusal(call), { status: 403 });
    if (arn === undefined)
      return answerError(response, 'QueueDoesNotExist', 'The specified queue does not exist.');
    const wanted = AttributeNames.some((name) => name === 'All' || name === 'ApproximateNumberOfMessages');
    const count = wanted ? { ApproximateNumberOfMessages: String(await depth(queueName(QueueUrl))) } : {};
    answerJson(response, 200, { Attributes: count });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else answerError(response, 'InternalFailure', message, { status: 500 });
    });
  });
  return listen(server, 0);
}
