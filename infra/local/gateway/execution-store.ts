import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** One run of a state machine, as DescribeExecution tells it. */
const Execution = z.object({
  executionArn: z.string(),
  stateMachineArn: z.string(),
  name: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  /** Epoch seconds, as the protocol has them. */
  startDate: z.number(),
  stopDate: z.number().optional(),
  /** JSON. */
  input: z.string(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type Execution = z.infer<typeof Execution>;

export interface ExecutionStore {
  get(executionArn: string): Execution | undefined;
  running(): Execution[];
  /** Resolves when the execution is on disk. */
  put(execution: Execution): Promise<void>;
}

/** Executions in a directory, one file each. */
export async function openExecutionStore(directory: string): Promise<ExecutionStore> {
  await mkdir(directory, { recursive: true });
  const executions = new Map<string, Execution>();
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue;
    const execution = Execution.parse(JSON.parse(await readFile(join(directory, name), 'utf8')));
    executions.set(execution.executionArn, execution);
  }
  let writes = 0;
  return {
    get: (executionArn) => executions.get(executionArn),
    running: () => [...executions.values()].filter(({ status }) => status === 'RUNNING'),
    async put(execution) {
      executions.set(execution.executionArn, execution);
      const name = createHash('sha256').update(execution.executionArn).digest('hex');
      writes += 1;
      const part = join(directory, `${name}.${writes}.part`);
      // Renamed when it is whole: a process that is killed leaves no half an execution.
      await writeFile(part, JSON.stringify(execution));
      await rename(part, join(directory, `${name}.json`));
    },
  };
}
