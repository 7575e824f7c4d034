import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { choosePort } from '../../../infra/local/ports.ts';

describe('the four ports', () => {
  it('are looked for when none is asked for', async () => {
    const first = await choosePort(0);
    expect(await choosePort(first)).toBe(first);
  });

  it('are refused with the one that is taken and the variable that helps', async () => {
    const first = await choosePort(0);
    const other = createServer().listen(first + 2, '127.0.0.1');
    await once(other, 'listening');
    await expect(choosePort(first)).rejects.toThrow(new RegExp(`Port ${first + 2} .*EADDRINUSE.*PORT`));
    other.close();
  });
});
