import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lockDirectory } from '../../../infra/local/lock.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'lock-'));

describe('the lock of a folder', () => {
  it('keeps a second system out with a sentence, until it is given back', async () => {
    const directory = folder();
    const release = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(/LOCAL_DIR/);
    release();
    (await lockDirectory(directory))();
  });

  it('is taken over from a process that is no more', async () => {
    const directory = folder();
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    writeFileSync(join(directory, 'lock'), `${child.pid} 1`);
    (await lockDirectory(directory))();
  });

  it('is taken over when its process number belongs to another process now', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'lock'), `${process.ppid} 1`);
    (await lockDirectory(directory))();
  });

  it('is taken over when it was cut off while it was written', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'lock'), '');
    (await lockDirectory(directory))();
  });
});
