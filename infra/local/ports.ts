import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, LocalProblem } from './problem.ts';

/** Site, mail inbox, S3, DynamoDB. */
const NEIGHBOURS = [0, 1, 2, 3];
const ENDING_MS = 1000;

/** What refuses to be listened on at a port, e.g. `EADDRINUSE`. */
function refusal(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error) ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}

/** @throws LocalProblem naming the port that is taken, and the variable that chooses another */
async function assertFree(first: number): Promise<void> {
  for (const port of NEIGHBOURS.map((n) => first + n)) {
    let why = await refusal(port);
    // Threads of a system that was killed just now may hold it for a moment longer.
    for (let waited = 0; why !== undefined && waited < ENDING_MS; waited += 50) {
      await sleep(50);
      why = await refusal(port);
    }
    if (why !== undefined)
      throw new LocalProblem(
        `端口 ${port} 不可用（${why}）。请用环境变量 PORT 选择四个相邻的空闲端口，例如 PORT=${first + 1000} npm start。\n` +
          `Port ${port} cannot be used (${why}). Choose four free neighbouring ports with the variable PORT, e.g. PORT=${first + 1000} npm start.`,
      );
  }
}

/**
 * The first of the four ports, once all are seen to be free.
 * @param wanted 0 looks for four free ones
 */
export async function choosePort(wanted: number): Promise<number> {
  if (wanted !== 0) {
    await assertFree(wanted);
    return wanted;
  }
  for (;;) {
    // Below the range from which the system hands out ports to everybody else.
    const first = 20_000 + 4 * Math.floor(Math.random() * 3000);
    const refusals = await Promise.all(NEIGHBOURS.map((n) => refusal(first + n)));
    if (refusals.every((one) => one === undefined)) return first;
  }
}
