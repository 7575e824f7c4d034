import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Credentials } from '../iam/credentials.ts';
import { answerDoubt, answerError, answerJson } from './aws-json.ts';
import { readBody } from './body.ts';
import { openExecutionStore } from './execution-store.ts';
import { createExecutions, epochSeconds, type StateMachineResource } from './executions.ts';
import type { TaskInvoker } from './invoke-task.ts';
import { type Gateway, listen } from './listen.ts';
import { createSignatureCheck } from './signature.ts';

export interface StepFunctionsOptions {
  port: number;
  stateMachines: StateMachineResource[];
  invoke: TaskInvoker['invoke'];
  credentials: Credentials;
  authorizer: Authorizer;
  /** Where executions are kept, one file each. */
  directory: string;
}

export interface StepFunctionsGateway extends Gateway {
  /** Begins again what ran when the last process ended. To be called once functions can be invoked. */
  resume(): void;
}

const LONGEST = 1024 ** 2;
const LONGEST_INPUT = 256 * 1024;
/** Names may not have white space, brackets, wildcards, separators or control characters. */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

const Start = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const Describe = z.object({ executionArn: z.string() });
const Stop = z.object({
  executionArn: z.string(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/** An answer that Step Functions give instead of doing what they are asked. */
class Declined extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Step Functions as far as a function needs them: start, describe and stop executions of standard workflows. */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<StepFunctionsGateway> {
  const { credentials, authorizer, stateMachines, invoke } = options;
  const store = await openExecutionStore(options.directory);
  const executions = createExecutions(stateMachines, store, { authorizer, invoke });
  const check = createSignatureCheck(credentials, 'states');

  async function allow(principal: string, operation: string, resource: string): Promise<void> {
    const call = { principal, action: `states:${operation}`, resource };
    if (!(await authorizer.authorize(call)))
      throw new Declined('AccessDeniedException', authorizer.refusal(call));
  }

  async function startExecution(principal: string, body: unknown) {
    const { stateMachineArn, name = randomUUID(), input } = Start.parse(body);
    await allow(principal, 'StartExecution', stateMachineArn);
    if (!stateMachines.some(({ arn }) => arn === stateMachineArn))
      throw new Declined('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    if (!NAME.test(name)) throw new Declined('InvalidName', `Invalid Name: '${name}'`);
    if (!isJson(input) || Buffer.byteLength(input) > LONGEST_INPUT)
      throw new Declined('InvalidExecutionInput', 'Invalid State Machine Execution Input');
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = store.get(executionArn);
    // Asked again while it runs it is the same execution; once it has ended its name is used up.
    if (known?.status === 'RUNNING' && known.input === input)
      return { executionArn, startDate: known.startDate };
    if (known) throw new Declined('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    const startDate = epochSeconds();
    const execution = { executionArn, stateMachineArn, name, status: 'RUNNING' as const, startDate, input };
    await store.put(execution);
    executions.start(execution);
    return { executionArn, startDate };
  }

  async function find(principal: string, operation: string, executionArn: string) {
    await allow(principal, operation, executionArn);
    const execution = store.get(executionArn);
    if (!execution)
      throw new Declined('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return execution;
  }

  const operations: { [operation: string]: (principal: string, body: unknown) => Promise<unknown> } = {
    StartExecution: startExecution,
    DescribeExecution: (principal, body) =>
      find(principal, 'DescribeExecution', Describe.parse(body).executionArn),
    async StopExecution(principal, body) {
      const { executionArn, error, cause } = Stop.parse(body);
      const execution = await find(principal, 'StopExecution', executionArn);
      if (execution.status !== 'RUNNING') return { stopDate: execution.stopDate };
      const stopDate = epochSeconds();
      await store.put({ ...execution, status: 'ABORTED', stopDate, error, cause });
      executions.abort(executionArn);
      return { stopDate };
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, LONGEST);
    const [service, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (request.method !== 'POST' || request.url !== '/' || service !== 'AWSStepFunctions' || !operation)
      return answerError(response, 'UnknownOperationException', '');
    if (!body) return answerError(response, 'RequestEntityTooLarge', '', { status: 413 });
    const caller = check(request, body);
    if (caller.doubt !== undefined) return answerDoubt(response, caller.doubt);
    answerJson(response, 200, await operation(caller.principal, JSON.parse(body.toString('utf8'))));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof Declined) answerError(response, error.code, error.message, { prefix: '' });
      else if (error instanceof z.ZodError || error instanceof SyntaxError)
        answerError(response, 'ValidationException', error.message);
      else answerError(response, 'InternalServerError', String(error), { status: 500 });
    });
  });
  const gateway = await listen(server, options.port);
  return {
    ...gateway,
    resume() {
      for (const execution of store.running()) executions.start(execution);
    },
    async close() {
      executions.close();
      await gateway.close();
    },
  };
}
