import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authorizer } from '../iam/authorizer.ts';
import type { ResolvedTemplate } from '../template/document.ts';
import type { GivenUp } from './asynchronous.ts';
import { retriesOf } from './rules.ts';

/**
 * Keeps events that a function failed on for good: a line in the file of the queue that the template names, as
 * Lambda writes it, by the right of the function's role.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * @param directory one file a queue is written there
 * @throws Error when the role may not write to the queue
 */
export function createUndelivered(template: ResolvedTemplate, authorizer: Authorizer, directory: string) {
  const retries = retriesOf(template);
  mkdirSync(directory, { recursive: true });
  return async ({ functionId, payload, failure, tries, reason }: GivenUp): Promise<void> => {
    const { queue } = retries(functionId);
    if (!queue) return;
    const call = { principal: functionId, action: 'sqs:SendMessage', resource: queue.arn };
    if (!(await authorizer.authorize(call))) throw new Error(authorizer.refusal(call));
    const line = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${template.attributeOf(functionId, 'Arn')}:$LATEST`,
        condition: reason,
        approximateInvokeCount: tries,
      },
      requestPayload: JSON.parse(payload),
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: failure,
    };
    await appendFile(join(directory, `${queue.name}.jsonl`), `${JSON.stringify(line)}\n`);
  };
}
