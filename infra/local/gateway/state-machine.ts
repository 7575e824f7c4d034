import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';

/** One Task state, wherever in the definition it stands. */
export interface Task {
  name: string;
  /** ARN of a function, or that of the service integration that invokes one. */
  resource: string;
  integration: boolean;
}

const IN_AND_OUT = ['InputPath', 'OutputPath'];
const ON = ['Next', 'End'];
const RESULT = ['ResultPath', 'ResultSelector'];
const ERRORS = ['Retry', 'Catch'];

/** The fields of each kind of state that aws-local-stepfunctions acts on; it passes over all others in silence. */
const FIELDS: { [type: string]: string[] } = {
  Task: [
    'Resource',
    'Parameters',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
    ...IN_AND_OUT,
    ...ON,
    ...RESULT,
    ...ERRORS,
  ],
  Map: [
    'ItemProcessor',
    'Iterator',
    'ItemSelector',
    'ItemsPath',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    ...IN_AND_OUT,
    ...ON,
    ...RESULT,
    ...ERRORS,
  ],
  Parallel: ['Branches', 'Parameters', ...IN_AND_OUT, ...ON, ...RESULT, ...ERRORS],
  Pass: ['Result', 'Parameters', 'ResultPath', ...IN_AND_OUT, ...ON],
  Wait: ['Seconds', 'Timestamp', 'SecondsPath', 'TimestampPath', ...IN_AND_OUT, ...ON],
  Choice: ['Choices', 'Default', ...IN_AND_OUT],
  Succeed: IN_AND_OUT,
  Fail: ['Error', 'Cause', 'ErrorPath', 'CausePath'],
};

const QueryLanguage = z.literal('JSONPath', 'only JSONPath is known here').optional();
const State = z.looseObject({ Type: z.string(), QueryLanguage });
type State = z.infer<typeof State>;
const Machine = z.looseObject({ States: z.record(z.string(), State), QueryLanguage });
const TaskState = z.looseObject({ Resource: z.string(), Parameters: z.unknown().optional() });
const Invocation = z.looseObject({
  FunctionName: z.string().startsWith('arn:', 'functions are known here by their ARN'),
  InvocationType: z.literal('RequestResponse').optional(),
});

/** The machines inside a Map or Parallel state. */
const inner = (state: State): unknown[] =>
  [state.ItemProcessor, state.Iterator, state.Branches].flat().filter((machine) => machine !== undefined);

function statesOf(machine: unknown): [name: string, state: State][] {
  return Object.entries(Machine.parse(machine).States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...inner(state).flatMap(statesOf),
  ]);
}

function toTask(name: string, state: State): Task {
  const { Resource: resource, Parameters } = TaskState.parse(state);
  const [, , service, , , kind, action] = resource.split(':');
  if (service === 'lambda' && kind === 'function') return { name, resource, integration: false };
  if (service !== 'states' || kind !== 'lambda' || action !== 'invoke')
    throw new Error(`the task ${name} has the resource ${resource}; only functions can be invoked here`);
  Invocation.parse(Parameters);
  return { name, resource, integration: true };
}

/**
 * The tasks of a definition in the Amazon States Language.
 * @throws Error when the definition asks for something that would not happen here
 */
export function tasksOf(definition: unknown): Task[] {
  const states = statesOf(definition);
  for (const [name, state] of states) {
    const known = FIELDS[state.Type];
    if (!known) throw new Error(`the state ${name} is a ${state.Type}, which is not known here`);
    const unknown = Object.keys(state).find(
      (field) => !['Type', 'Comment', 'QueryLanguage', ...known].includes(field),
    );
    if (unknown !== undefined) throw new Error(`the state ${name} has ${unknown}, which is not known here`);
  }
  const names = states.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`there are two states ${twice}`);
  return states.filter(([, { Type }]) => Type === 'Task').map(([name, state]) => toTask(name, state));
}

/** The library checks the language itself when a machine is made; what it would pass over is checked here. */
export const Definition = z.custom<StateMachineDefinition>((value) => {
  tasksOf(value);
  return true;
});
