import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, Invocation, Outcome, Report, Start } from './message.ts';

/**
 * Runs in a thread of its own: one execution environment of a function, as Lambda's runtime would be. It loads the
 * bundle once and then takes one invocation after the other.
 */
const { module, handler, context }: Start = workerData;

const report = (message: Report): void => parentPort?.postMessage(message);

function failureOf(error: unknown, errorType?: string): Failure {
  if (!(error instanceof Error)) return { errorType: errorType ?? typeof error, errorMessage: String(error) };
  return {
    errorType: errorType ?? error.name,
    errorMessage: error.message,
    stackTrace: (error.stack ?? '').split('\n').slice(1),
  };
}

type Handler = (event: unknown, context: object) => unknown;

async function load(): Promise<Handler> {
  const found: unknown = (await import(module))[handler];
  if (typeof found !== 'function') throw new Error(`${module} exports no function ${handler}`);
  return (event, given) => found(event, given);
}

async function run(handle: Handler, { requestId, payload, deadline }: Invocation): Promise<Outcome> {
  try {
    const answer = await handle(JSON.parse(payload), {
      ...context,
      awsRequestId: requestId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    return { payload: JSON.stringify(answer ?? null) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

try {
  const handle = await load();
  parentPort?.on('message', async (invocation: Invocation) => {
    const outcome = await run(handle, invocation);
    report({ requestId: invocation.requestId, outcome });
  });
  report({ ready: true });
} catch (error) {
  report({ unfit: failureOf(error) });
}
