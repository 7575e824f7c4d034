import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LocalProblem } from '../problem.ts';
import { indexStream } from './stream-index.ts';

/** A DynamoDB of this machine. */
export interface Store {
  url: string;
  /** Settled with a sentence when it ends without having been asked to. */
  ended: Promise<string>;
  close(): Promise<void>;
}

const BINARY = fileURLToPath(new URL('../../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));

/**
 * Runs the store and ends it when the pipe that it was started with closes: that happens even when this process is
 * killed outright, and a store that nobody asks would keep the file and the port. A group of its own, so that Ctrl-C
 * reaches only this process, which first lets functions finish.
 */
const WATCH = `"$@" </dev/null & child=$!
echo "$child"
exec 3<&0
{ cat <&3 >/dev/null; kill "$child" 2>/dev/null; } >/dev/null 2>&1 &
wait "$child"`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The store of an earlier run that was killed a moment ago: it ends by itself, and is helped if it does not. */
async function outlive(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const runs = (): boolean => {
    try {
      return pid > 0 && readlinkSync(`/proc/${pid}/exe`).startsWith(BINARY);
    } catch {
      return false;
    }
  };
  for (let waited = 0; runs(); waited += 20) {
    if (waited === 3000) process.kill(pid, 'SIGKILL');
    await sleep(20);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1000) }).then(
    () => true,
    () => false,
  );
}

/**
 * Starts dynoxide on a file in `directory`.
 * @throws LocalProblem where there is no such binary
 */
export async function startDynoxide(directory: string): Promise<Store> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(BINARY))
    throw new LocalProblem(
      `本机没有可用的 DynamoDB（@dynoxide 只支持 linux x64，此处为 ${process.platform} ${process.arch}）。请启动 DynamoDB Local 并设置 DYNAMODB_ENDPOINT。\n` +
        `There is no DynamoDB for this machine: @dynoxide is for linux x64, this is ${process.platform} ${process.arch}. ` +
        'Start DynamoDB Local (with -sharedDb) and set DYNAMODB_ENDPOINT, e.g. to http://127.0.0.1:8000.',
    );
  const pidFile = join(directory, 'dynoxide.pid');
  const database = join(directory, 'records.db');
  await outlive(pidFile);
  const port = await freePort();
  const child = spawn(
    '/bin/sh',
    ['-c', WATCH, 'store', BINARY, 'serve', '--port', String(port), '--db-path', database],
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: { PATH: '/usr/bin:/bin' } },
  );
  child.stderr.on('data', (chunk) => void appendFile(join(directory, 'dynoxide.log'), chunk));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  let closing = false;
  const gone = once(child, 'exit');
  // Broken pipes are of no interest: the child has gone, and that is told by its end.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    void gone.then(() => {
      child.stdin.destroy();
      if (!closing)
        resolve('The local DynamoDB (dynoxide) ended by itself; its log is dynoxide.log in LOCAL_DIR.');
    });
  });
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await answers(url)); waited += 10) {
    if (child.exitCode !== null || waited > 10_000)
      throw new LocalProblem(`The local DynamoDB did not start: ${await readLog(directory)}`);
    await sleep(10);
  }
  indexStream(database);
  await writeFile(pidFile, said.split('\n', 1)[0] ?? '');
  return {
    url,
    ended,
    async close() {
      closing = true;
      child.stdin.end();
      await gone;
    },
  };
}

/**
 * A store that somebody else runs.
 * @throws LocalProblem when it does not answer
 */
export async function useStore(url: string): Promise<Store> {
  if (!(await answers(url)))
    throw new LocalProblem(
      `DYNAMODB_ENDPOINT（${url}）没有应答。\nNothing answers at DYNAMODB_ENDPOINT, ${url}: start it first.`,
    );
  return { url, ended: new Promise(() => {}), close: async () => {} };
}

const readLog = (directory: string): Promise<string> =>
  readFile(join(directory, 'dynoxide.log'), 'utf8').then(
    (log) => log.trim().split('\n').slice(-3).join(' '),
    () => 'it said nothing',
  );
