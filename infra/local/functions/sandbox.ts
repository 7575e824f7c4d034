import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from './definition.ts';
import type { Failure, Invocation, Outcome, Report, Start } from './message.ts';

/** Lambda gives a function this long to load before its first event. */
const INIT_MS = 10_000;
/** Events and answers: 6 MB, as Lambda counts them. */
export const MOST_PAYLOAD = 6 * 1024 * 1024;

/** One execution environment of a function: a thread that takes one invocation at a time. */
export interface Sandbox {
  /** Settled when the bundle is loaded, or could not be. */
  ready: Promise<void>;
  readonly alive: boolean;
  invoke(payload: string): Promise<Outcome>;
  close(): Promise<void>;
}

const tooLarge = (bytes: number): Failure => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MOST_PAYLOAD} bytes).`,
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Starts a thread that loads the function with nothing but `environment`. What it prints goes to `log`. */
export function openSandbox(
  definition: FunctionDefinition,
  environment: { [name: string]: string },
  log: Writable,
): Sandbox {
  const start: Start = {
    module: definition.module,
    handler: definition.handler,
    context: {
      functionName: definition.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: definition.arn,
      memoryLimitInMB: String(definition.memory),
      logGroupName: `/aws/lambda/${definition.name}`,
      logStreamName: randomUUID(),
    },
  };
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: start,
    env: environment,
    stdout: true,
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: definition.memory },
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => log.write(chunk));

  let alive = true;
  let unfit: Failure | undefined;
  let settle: ((outcome: Outcome) => void) | undefined;
  let waiting: string | undefined;
  const finish = (outcome: Outcome): void => {
    settle?.(outcome);
    settle = undefined;
  };
  const die = (failure: Failure): void => {
    alive = false;
    finish({ failure });
  };

  const ready = new Promise<void>((resolve) => {
    const late = setTimeout(() => {
      unfit = {
        errorType: 'Sandbox.Timedout',
        errorMessage: `Init timed out after ${INIT_MS / 1000} seconds`,
      };
      resolve();
    }, INIT_MS);
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    worker.on('message', (report: Report) => {
      if ('requestId' in report) {
        if (report.requestId === waiting) finish(report.outcome);
        return;
      }
      if ('unfit' in report) {
        unfit = report.unfit;
        log.write(`${JSON.stringify({ level: 'ERROR', message: 'init failed', ...unfit })}\n`);
      }
      done();
    });
    worker.on('error', (error) => {
      log.write(`${JSON.stringify({ level: 'ERROR', message: 'thread ended', errorType: nameOf(error) })}\n`);
      die({
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${waiting} Error: Runtime exited with error`,
      });
      done();
    });
    worker.on('exit', () => {
      die({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${waiting} Error: Runtime exited` });
      done();
    });
  });

  /** As Lambda's runtime does, but for the message: those of parsers and of the SDK quote what people wrote. */
  const noteFailure = ({ errorType, stackTrace }: Failure): void => {
    const at = stackTrace?.slice(0, 6).map((frame) => frame.trim());
    log.write(`${JSON.stringify({ level: 'ERROR', message: 'Invoke Error', errorType, at })}\n`);
  };

  async function invoke(payload: string): Promise<Outcome> {
    const outcome = await run(payload);
    if ('failure' in outcome) noteFailure(outcome.failure);
    return outcome;
  }

  async function run(payload: string): Promise<Outcome> {
    await ready;
    if (unfit) {
      alive = false;
      void worker.terminate();
      return { failure: unfit };
    }
    const requestId = randomUUID();
    const outcome = await new Promise<Outcome>((resolve) => {
      waiting = requestId;
      settle = resolve;
      if (!alive) return die({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' });
      const invocation: Invocation = {
        requestId,
        payload,
        deadline: Date.now() + definition.seconds * 1000,
      };
      worker.postMessage(invocation);
      const cut = setTimeout(() => {
        die({
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${definition.seconds.toFixed(2)} seconds`,
        });
        void worker.terminate();
      }, definition.seconds * 1000);
      settle = (given) => {
        clearTimeout(cut);
        resolve(given);
      };
    });
    if ('payload' in outcome && Buffer.byteLength(outcome.payload) > MOST_PAYLOAD)
      return { failure: tooLarge(Buffer.byteLength(outcome.payload)) };
    return outcome;
  }

  return {
    ready,
    get alive() {
      return alive;
    },
    invoke,
    async close() {
      alive = false;
      await worker.terminate();
    },
  };
}
