import { parentPort, workerData } from 'node:worker_threads';

/** @import { Failure, Invocation, Outcome, Report, Start } from './message.ts' */

/**
 * Runs in a thread of its own: one execution environment of a function, as Lambda's runtime would be. It loads the
 * bundle once and then takes one invocation after the other. In JavaScript: a thread that has to read TypeScript first
 * takes twice the time to start.
 */
const { module, handler, context } = /** @type {Start} */ (workerData);

/** @param {Report} message */
const report = (message) => parentPort?.postMessage(message);

/**
 * @param {unknown} error
 * @param {string} [errorType]
 * @returns {Failure}
 */
function failureOf(error, errorType) {
  if (!(error instanceof Error)) return { errorType: errorType ?? typeof error, errorMessage: String(error) };
  return {
    errorType: errorType ?? error.name,
    errorMessage: error.message,
    stackTrace: (error.stack ?? '').split('\n').slice(1),
  };
}

/** @returns {Promise<(event: unknown, context: object) => unknown>} */
async function load() {
  const found = (await import(module))[handler];
  if (typeof found !== 'function') throw new Error(`${module} exports no function ${handler}`);
  return (event, given) => found(event, given);
}

/**
 * @param {(event: unknown, context: object) => unknown} handle
 * @param {Invocation} invocation
 * @returns {Promise<Outcome>}
 */
async function run(handle, { requestId, payload, deadline }) {
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
  parentPort?.on('message', async (/** @type {Invocation} */ invocation) => {
    const outcome = await run(handle, invocation);
    report({ requestId: invocation.requestId, outcome });
  });
  report({ ready: true });
} catch (error) {
  report({ unfit: failureOf(error) });
}
