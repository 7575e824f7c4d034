import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The whole system as `npm start` runs it, in a process of its own, on four free ports. */
export interface Local {
  site: string;
  mail: string;
  directory: string;
  port: number;
  /** `SIGTERM` asks for a clean end, `SIGKILL` is the power cut; resolves when it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** All it printed so far. */
  output(): string;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * The first of four free neighbours: site, mail, S3, DynamoDB. Below 32768, where the system takes the ports of
 * outgoing connections from: one of those could be there when a test starts again on the same port.
 */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + 4 * Math.floor(Math.random() * 3_000);
    const free = await Promise.all([0, 1, 2, 3].map((n) => isFree(port + n)));
    if (free.every(Boolean)) return port;
  }
}

async function answers(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the local system ended at its start:\n${output()}`);
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await pause(50);
  }
  throw new Error(`the local system did not answer:\n${output()}`);
}

export interface Start {
  clock?: string;
  /** Start again on what an earlier run left behind. */
  again?: Local;
  environment?: NodeJS.ProcessEnv;
  /** The project's folder, when it is not this one. */
  project?: string;
}

export async function startLocal({
  clock,
  again,
  environment = {},
  project = process.cwd(),
}: Start = {}): Promise<Local> {
  const directory = again?.directory ?? mkdtempSync(join(tmpdir(), 'intake-'));
  const port = again?.port ?? (await freePorts());
  const child = spawn(process.execPath, ['infra/local/main.ts'], {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LOCAL_DIR: directory,
      // The system starts two dozen times in a run of all tests: what was compiled once is read.
      NODE_COMPILE_CACHE: join(process.cwd(), 'node_modules/.cache/node'),
      ...(clock !== undefined && { CLOCK: clock }),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a power cut takes the database with it.
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (text += data));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const site = `http://127.0.0.1:${port}`;
  await answers(`${site}/`, child, () => text);
  return {
    site,
    mail: `http://127.0.0.1:${port + 1}`,
    directory,
    port,
    output: () => text,
    async stop(signal = 'SIGTERM') {
      const runs = child.exitCode === null && child.signalCode === null;
      if (runs && child.pid !== undefined)
        process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
      await gone;
    },
  };
}

/** Ends a system and removes what it kept. */
export async function discard(local: Local): Promise<void> {
  await local.stop();
  rmSync(local.directory, { recursive: true, force: true });
}
