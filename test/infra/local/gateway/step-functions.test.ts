import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type StartExecutionCommandInput,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type StepFunctionsGateway,
  startStepFunctions,
} from '../../../../infra/local/gateway/step-functions.ts';
import { createAuthorizer } from '../../../../infra/local/iam/authorizer.ts';
import { createCredentials } from '../../../../infra/local/iam/credentials.ts';
import type { ResolvedResource } from '../../../../infra/local/iam/policies.ts';
import { allow, arn, PARTITION, policiesOf, reportMay, role } from '../iam/sample.ts';

const MACHINE = arn('states', 'stateMachine:Builder');
const EXECUTION = arn('states', 'execution:Builder:*');
const BUILD = arn('lambda', 'function:build');
const INVOKE = `arn:${PARTITION}:states:::lambda:invoke`;
const MAY_START = [
  allow('states:StartExecution', MACHINE),
  allow(['states:DescribeExecution', 'states:StopExecution'], EXECUTION),
];
const MAY_INVOKE = allow('lambda:InvokeFunction', [BUILD, `${BUILD}:*`]);
const credentials = createCredentials();
const done = { Type: 'Succeed' };
const build = (more: object = {}) => ({ Type: 'Task', Resource: BUILD, ...more });

type Step = (input: never) => unknown;
let directory: string;
let step: Step;
let invoked: unknown[];
let sfn: StepFunctionsGateway;
let clients: SFNClient[] = [];

/** The caller's role is that of `Report`; the machine acts with the same one. */
async function start(states: object, ...statements: object[]): Promise<void> {
  const [StartAt] = Object.keys(states);
  const resources: { [logicalId: string]: ResolvedResource } = {
    ...reportMay(...(statements.length > 0 ? statements : [...MAY_START, MAY_INVOKE])),
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: role('report-role') } },
  };
  sfn = await startStepFunctions({
    port: 0,
    directory,
    credentials,
    authorizer: createAuthorizer(policiesOf(resources)),
    stateMachines: [{ id: 'Machine', arn: MACHINE, definition: { StartAt, States: states } }],
    async invoke(functionArn, payload) {
      expect(functionArn).toBe(BUILD);
      const input = JSON.parse(payload);
      invoked.push(input);
      try {
        return { payload: JSON.stringify((await step(input as never)) ?? null) };
      } catch (error) {
        const { name, message } = error as Error;
        return { failure: { errorType: name, errorMessage: message } };
      }
    },
  });
}
function client(): SFNClient {
  const made = new SFNClient({
    endpoint: sfn.url,
    region: 'us-east-1',
    credentials: credentials.issue('Report'),
    maxAttempts: 1,
  });
  clients.push(made);
  return made;
}
const run = (input: object = {}, more: Partial<StartExecutionCommandInput> = {}) =>
  client().send(
    new StartExecutionCommand({ stateMachineArn: MACHINE, input: JSON.stringify(input), ...more }),
  );
const look = (executionArn = '') => client().send(new DescribeExecutionCommand({ executionArn }));
async function end(executionArn: string | undefined) {
  for (;;) {
    const { status, output, error, cause } = await look(executionArn);
    if (status !== 'RUNNING') return { status, output: output && JSON.parse(output), error, cause };
    await pause(10);
  }
}
const outcome = async (input: object = {}) => end((await run(input)).executionArn);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'executions-'));
  invoked = [];
  step = () => undefined;
});
afterEach(async () => {
  for (const each of clients) each.destroy();
  clients = [];
  await sfn.close();
  await rm(directory, { recursive: true });
});

describe('step functions', () => {
  it('pass input and output through tasks in both forms, maps and choices', async () => {
    await start({
      plan: build({ Parameters: { step: 'plan', 'of.$': '$.archive' }, ResultPath: '$.plan', Next: 'each' }),
      each: {
        Type: 'Map',
        ItemsPath: '$.plan',
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'part',
          States: {
            part: {
              Type: 'Task',
              Resource: INVOKE,
              Parameters: { FunctionName: BUILD, 'Payload.$': '$' },
              OutputPath: '$.Payload',
              End: true,
            },
          },
        },
        ResultPath: '$.parts',
        Next: 'whether',
      },
      whether: {
        Type: 'Choice',
        Choices: [{ Variable: '$.archive', StringEquals: 'a', Next: 'ok' }],
        Default: 'bad',
      },
      ok: { Type: 'Pass', Parameters: { 'parts.$': '$.parts', 'name.$': '$$.Execution.Name' }, End: true },
      bad: { Type: 'Fail', Error: 'NotA', Cause: 'another archive' },
    });
    step = (input: { step?: string } | number) => (typeof input === 'number' ? input * 2 : [1, 2, 3]);
    const { executionArn } = await run({ archive: 'a' }, { name: 'first' });
    expect(executionArn).toBe(arn('states', 'execution:Builder:first'));
    expect(await end(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: { parts: [2, 4, 6], name: 'first' },
    });
    expect(invoked[0]).toEqual({ step: 'plan', of: 'a' });
    expect(await outcome({ archive: 'b' })).toMatchObject({
      status: 'FAILED',
      error: 'NotA',
      cause: 'another archive',
    });
  });

  it('tries a task again as often as it says, then catches its error by name', async () => {
    const Retry = [{ ErrorEquals: ['Broken'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const Catch = [{ ErrorEquals: ['Broken'], ResultPath: '$.failure', Next: 'mourn' }];
    await start({ build: build({ Retry, Catch, End: true }), mourn: build({ End: true }) });
    step = (input: { failure?: object }) => {
      if (input.failure) return input.failure;
      throw Object.assign(new Error('no disk'), { name: 'Broken' });
    };
    expect(await outcome({ archive: 'a' })).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'Broken', Cause: JSON.stringify({ errorMessage: 'no disk', errorType: 'Broken' }) },
    });
    expect(invoked).toHaveLength(3);
  });

  it('waits as long as it says', async () => {
    await start({ wait: { Type: 'Wait', Seconds: 1, Next: 'done' }, done });
    const begun = Date.now();
    expect(await outcome()).toMatchObject({ status: 'SUCCEEDED' });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it('fails with the error of a task that nobody catches', async () => {
    await start({ build: build({ End: true }) });
    step = () => {
      throw Object.assign(new Error('no disk'), { name: 'Broken' });
    };
    expect(await outcome()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  });

  it('do not invoke a function that the role of the machine may not', async () => {
    await start({ build: build({ End: true }) }, ...MAY_START);
    expect(await outcome()).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringContaining(
        `assumed-role/report-role/Machine is not authorized to perform: lambda:InvokeFunction`,
      ),
    });
    expect(invoked).toEqual([]);
  });

  it('refuse callers without permission, as Step Functions do', async () => {
    await start({ done }, MAY_INVOKE);
    await expect(run()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`perform: states:StartExecution on resource: ${MACHINE}`),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('start once for one name and input, and give a name to no other input nor again', async () => {
    let finish: (value?: unknown) => void = () => {};
    step = () => new Promise((resolve) => (finish = resolve));
    await start({ build: build({ End: true }) });
    const first = await run({ archive: 'a' }, { name: 'a' });
    expect(await run({ archive: 'a' }, { name: 'a' })).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
    await expect(run({ archive: 'b' }, { name: 'a' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    finish();
    expect(await end(first.executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    await expect(run({ archive: 'a' }, { name: 'a' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    expect(invoked).toHaveLength(1);
  });

  it('say what is wrong with a start', async () => {
    await start({ done }, allow('states:StartExecution', '*'));
    const refused = (more: Partial<StartExecutionCommandInput>) => expect(run({}, more)).rejects;
    await refused({ input: '{' }).toMatchObject({ name: 'InvalidExecutionInput' });
    await refused({ name: 'a b' }).toMatchObject({ name: 'InvalidName' });
    await refused({ stateMachineArn: `${MACHINE}s` }).toMatchObject({ name: 'StateMachineDoesNotExist' });
  });

  it('stop an execution, which stays stopped when its task ends later', async () => {
    let finish: (value?: unknown) => void = () => {};
    step = () => new Promise((resolve) => (finish = resolve));
    await start({ build: build({ End: true }) });
    const { executionArn = '' } = await run();
    await client().send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'not needed' }));
    finish();
    await pause(20);
    expect(await look(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'not needed',
    });
    await expect(look(`${executionArn}x`)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('begin again from its input what ran when the process ended, and nothing that had ended', async () => {
    const states = { build: build({ End: true }) };
    step = (input: { archive: string }) => (input.archive === 'b' ? new Promise(() => {}) : 'built');
    await start(states);
    expect(await outcome({ archive: 'a' })).toMatchObject({ status: 'SUCCEEDED' });
    const { executionArn } = await run({ archive: 'b' }, { name: 'b' });
    await sfn.close();
    step = () => 'built anew';
    await start(states);
    expect(await look(executionArn)).toMatchObject({ status: 'RUNNING' });
    sfn.resume();
    expect(await end(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: 'built anew' });
    expect(invoked).toEqual([{ archive: 'a' }, { archive: 'b' }, { archive: 'b' }]);
  });

  it.each<[string, object]>([
    ['another service', build({ Resource: `arn:${PARTITION}:states:::dynamodb:putItem`, End: true })],
    ['a field that would be passed over', build({ HeartbeatSeconds: 5, End: true })],
    [
      'a call that does not wait',
      {
        ...build({ Resource: INVOKE, End: true }),
        Parameters: { FunctionName: BUILD, InvocationType: 'Event' },
      },
    ],
    ['a mistake of the language', build({ Next: 'nowhere' })],
  ])('do not start with %s in a definition', async (_, state) => {
    await expect(start({ state })).rejects.toThrow('Machine cannot run here');
    await start({ done });
  });
});
