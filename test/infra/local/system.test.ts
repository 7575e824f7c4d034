import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { discard, type Local, startLocal } from '../../support/local.ts';

/** `npm start` with these variables until it ends by itself. */
async function attempt(environment: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['infra/local/main.ts'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const [code] = await once(child, 'exit');
  return { code, said };
}

const folder = () => mkdtempSync(join(tmpdir(), 'intake-'));
const storeOf = ({ directory }: Local) => Number(readFileSync(join(directory, 'dynoxide.pid'), 'utf8'));
const runs = (pid: number) =>
  existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

describe('the local system', () => {
  let local: Local;
  beforeAll(async () => {
    local = await startLocal();
  }, 60_000);
  afterAll(() => discard(local));

  it('answers on four ports of this machine alone, and says where', async () => {
    expect((await fetch(local.site)).status).toBe(200);
    expect((await fetch(`${local.mail}/store`)).status).toBe(200);
    for (const port of [0, 1, 2, 3].map((n) => local.port + n))
      expect(local.output()).toContain(`http://127.0.0.1:${port}\n`);
    expect(local.output()).toContain('harbin@example.org');
  });

  it('lets nobody into S3 and DynamoDB without a signature', async () => {
    expect((await fetch(`http://127.0.0.1:${local.port + 2}/attachments`)).status).toBe(403);
    const scan = await fetch(`http://127.0.0.1:${local.port + 3}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: '{}',
    });
    expect(scan.status).toBe(400);
    expect(await scan.text()).toContain('MissingAuthenticationToken');
  });

  it('is alone in its folder and on its ports: a second one says what to do and ends', async () => {
    const twice = await attempt({ LOCAL_DIR: local.directory, PORT: '0' });
    expect(twice).toEqual({ code: 1, said: expect.stringContaining('LOCAL_DIR') });
    const directory = folder();
    const onPort = await attempt({ LOCAL_DIR: directory, PORT: String(local.port - 1) });
    expect(onPort.code).toBe(1);
    expect(onPort.said).toMatch(new RegExp(`Port ${local.port} cannot be used .*PORT`));
    for (const { said } of [twice, onPort]) expect(said).not.toMatch(/^ +at /m);
    rmSync(directory, { recursive: true });
  });
});

describe('what is in the way of a start is said in a sentence', () => {
  it.each([
    [{ CLOCK: 'May' }, /CLOCK must be an instant/],
    [{ PORT: 'x' }, /PORT must be a number/],
    [{ PORT: '65534' }, /PORT must be a number/],
    [{ DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' }, /Nothing answers at DYNAMODB_ENDPOINT/],
  ])('%j', async (environment, sentence) => {
    const directory = folder();
    const { code, said } = await attempt({ LOCAL_DIR: directory, PORT: '0', ...environment });
    expect([code, said]).toEqual([1, expect.stringMatching(sentence)]);
    expect(said).not.toMatch(/^ +at /m);
    rmSync(directory, { recursive: true });
  });
});

describe('the end of the local system', () => {
  it('is clean when it is asked to end, and leaves no process behind', async () => {
    const local = await startLocal();
    const store = storeOf(local);
    expect(runs(store)).toBe(true);
    await discard(local);
    expect(runs(store)).toBe(false);
  }, 60_000);

  it('takes the store with it even when it is killed, and the next start has the data and the clock', async () => {
    const local = await startLocal();
    const store = storeOf(local);
    const post = (body: object) =>
      fetch(`${local.site}/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post({ email: 'harbin@example.org' })).status).toBe(202);
    const clock = readFileSync(join(local.directory, 'clock.json'), 'utf8');
    await local.stop('SIGKILL');
    for (let i = 0; i < 100 && runs(store); i++) await sleep(50);
    expect(runs(store)).toBe(false);

    const again = await startLocal({ again: local });
    let mails = '';
    for (let i = 0; i < 100 && !mails.includes('harbin@example.org'); i++) {
      await sleep(100);
      mails = await (await fetch(`${again.mail}/store`)).text();
    }
    expect(mails).toContain('harbin@example.org');
    expect(readFileSync(join(local.directory, 'clock.json'), 'utf8')).toBe(clock);
    await discard(again);
  }, 60_000);
});
