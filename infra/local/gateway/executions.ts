import { ExecutionAbortedError, ExecutionTimeoutError, StateMachine } from 'aws-local-stepfunctions';
import type { Execution, ExecutionStore } from './execution-store.ts';
import { invokeTask, type TaskInvoker } from './invoke-task.ts';
import { Definition, tasksOf } from './state-machine.ts';

export interface StateMachineResource {
  /** Logical id. */
  id: string;
  arn: string;
  /** The Amazon States Language, with all intrinsics of the template resolved. */
  definition: unknown;
}

export interface Executions {
  start(execution: Execution): void;
  /** Ends an execution before its time; a task that is under way runs to its end unheard. */
  abort(executionArn: string): void;
  /** Lets go of all executions. They stay as running in the store and are begun again at the next start. */
  close(): void;
}

export const epochSeconds = (): number => Date.now() / 1000;

/** How an execution that failed ended. */
function ending(error: unknown): Partial<Execution> {
  if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
  if (error instanceof ExecutionAbortedError) return { status: 'ABORTED' };
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (reason instanceof Error) return { status: 'FAILED', error: reason.name, cause: reason.message };
  return { status: 'FAILED', error: 'States.Runtime', cause: String(reason) };
}

/** After an abort the library would still wait for a task that is under way, and try it again. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * Runs state machines. One run of a machine lives in this process alone: after a crash it begins again from its input,
 * which the machines of this house stand, as each of their tasks can be done twice.
 * @throws Error naming the machine whose definition asks for what would not happen here
 */
export function createExecutions(
  machines: StateMachineResource[],
  store: ExecutionStore,
  invoker: Omit<TaskInvoker, 'principal'>,
): Executions {
  const runnable = new Map(
    machines.map(({ id, arn, definition }) => {
      try {
        const tasks = tasksOf(definition);
        // The library's validator writes defaults into what it is given.
        const machine = new StateMachine(Definition.parse(structuredClone(definition)));
        return [arn, { id, tasks, machine }] as const;
      } catch (error) {
        throw new Error(`${id} cannot run here: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
  const running = new Map<string, () => void>();
  let closing = false;

  async function run(execution: Execution): Promise<Partial<Execution>> {
    const found = runnable.get(execution.stateMachineArn);
    if (!found) return { status: 'FAILED', error: 'States.Runtime', cause: 'The state machine is gone' };
    const aborted = new AbortController();
    const taskResourceLocalHandlers = Object.fromEntries(
      found.tasks.map((task) => [
        task.name,
        (input: unknown) =>
          unlessAborted(aborted.signal, () => invokeTask(task, input, { ...invoker, principal: found.id })),
      ]),
    );
    const { result, abort } = found.machine.run(JSON.parse(execution.input), {
      overrides: { taskResourceLocalHandlers },
      context: {
        Execution: { Id: execution.executionArn, Name: execution.name },
        StateMachine: {
          Id: execution.stateMachineArn,
          Name: execution.stateMachineArn.split(':').at(-1),
        },
      },
    });
    running.set(execution.executionArn, () => {
      aborted.abort();
      abort();
    });
    try {
      return { status: 'SUCCEEDED', output: JSON.stringify(await result) };
    } catch (error) {
      return ending(error);
    } finally {
      running.delete(execution.executionArn);
    }
  }

  return {
    start(execution) {
      const settle = async () => {
        const end = await run(execution);
        // Whoever stopped it has written why; what is let go of must stay as running.
        if (closing || store.get(execution.executionArn)?.status !== 'RUNNING') return;
        await store.put({ ...execution, ...end, stopDate: epochSeconds() });
      };
      // It stays as running and is begun again at the next start.
      settle().catch((error: unknown) => console.error(`local: ${execution.name} is not written: ${error}`));
    },
    abort: (executionArn) => running.get(executionArn)?.(),
    close() {
      closing = true;
      for (const abort of running.values()) abort();
    },
  };
}
