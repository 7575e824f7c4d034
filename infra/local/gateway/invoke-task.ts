import * as z from 'zod';
import type { Outcome } from '../functions/message.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Task } from './state-machine.ts';

export interface TaskInvoker {
  /** Logical id of the state machine, which acts with the role it has. */
  principal: string;
  authorizer: Authorizer;
  /** @param functionArn without a version */
  invoke(functionArn: string, payload: string): Promise<Outcome>;
}

/** An error that Retry and Catch see by its name. */
class TaskFailed extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** Step Functions pass on at most 256 KiB between states. */
const MOST_BYTES = 256 * 1024;
const Invocation = z.looseObject({ FunctionName: z.string(), Payload: z.unknown().optional() });

/** Runs one Task state as Step Functions do. @throws an error whose name is the one to be caught */
export async function invokeTask(task: Task, input: unknown, { principal, authorizer, invoke }: TaskInvoker) {
  const { FunctionName: functionArn, Payload } = task.integration
    ? Invocation.parse(input)
    : { FunctionName: task.resource, Payload: input };
  const call = { principal, action: 'lambda:InvokeFunction', resource: functionArn };
  if (!(await authorizer.authorize(call)))
    throw new TaskFailed('Lambda.AWSLambdaException', authorizer.refusal(call));
  const unqualified = functionArn.split(':').slice(0, 7).join(':');
  const outcome = await invoke(unqualified, JSON.stringify(Payload ?? {}));
  if ('failure' in outcome) {
    const { errorType, errorMessage, stackTrace } = outcome.failure;
    throw new TaskFailed(errorType, JSON.stringify({ errorMessage, errorType, trace: stackTrace }));
  }
  if (Buffer.byteLength(outcome.payload) > MOST_BYTES)
    throw new TaskFailed(
      'States.DataLimitExceeded',
      `The state/task '${task.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  const result = JSON.parse(outcome.payload || 'null');
  return task.integration ? { ExecutedVersion: '$LATEST', Payload: result, StatusCode: 200 } : result;
}
