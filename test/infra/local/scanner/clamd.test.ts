import { afterEach, describe, expect, it } from '@jest/globals';
import { clamdAt, readAnswer, scan, versionOf } from '../../../../infra/local/scanner/clamd.ts';
import { type FakeClamd, fakeClamd, MARKER } from '../../../support/fake-clamd.ts';

let clamd: FakeClamd | undefined;
const start = async (...behaviour: Parameters<typeof fakeClamd>) => {
  clamd = await fakeClamd(...behaviour);
  return clamdAt(clamd.address);
};
afterEach(() => clamd?.close());

async function* pieces(...some: Buffer[]) {
  yield* some;
}
/** So many bytes in pieces of 64 KiB. */
async function* megabytes(count: number) {
  for (let i = 0; i < count * 16; i++) yield Buffer.alloc(65_536, i);
}

describe('clamd', () => {
  it.each([
    ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['clamd.internal:1', { host: 'clamd.internal', port: 1 }],
    ['[::1]:3310', { host: '::1', port: 3310 }],
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ])('is found at %s', (address, at) => {
    expect(clamdAt(address)).toEqual(at);
  });

  it.each(['3310', 'localhost', 'localhost:0', 'localhost:65536', 'run/clamd.ctl', '::1:3310', 'a/b:1'])(
    'is not looked for at %s: both languages say what is wanted',
    (address) => {
      expect(() => clamdAt(address)).toThrow(/主机:端口.*\n.*host:port/);
    },
  );

  it('finds a stream clean, and a threat that lies across two pieces', async () => {
    const at = await start();
    expect(await scan(at, megabytes(1))).toEqual({ result: 'clean', threats: [] });
    const split = pieces(Buffer.alloc(9), MARKER.subarray(0, 7), Buffer.alloc(0), MARKER.subarray(7));
    expect(await scan(at, split)).toEqual({ result: 'infected', threats: ['Made.Up.Threat'] });
    expect(clamd?.streams).toEqual([1024 ** 2, 9 + MARKER.length]);
  });

  it('says what it is', async () => {
    expect(await versionOf(await start())).toBe('ClamAV 0.0.0-fake');
  });

  it('leaves a stream in the middle that is larger than its limit: it was not scanned', async () => {
    const at = await start({ streamMaxLength: 3 * 1024 ** 2 });
    for (let i = 0; i < 5; i++)
      expect(await scan(at, megabytes(20))).toEqual({ result: 'unsupported', threats: [] });
  });

  it.each(['Heuristics.Limits.Exceeded.MaxFileSize', 'Heuristics.Encrypted.PDF'])(
    'that came to %s did not find a threat, nor that there is none',
    (alert) => {
      expect(readAnswer(`stream: ${alert} FOUND`).result).toBe('unsupported');
    },
  );

  it.each([
    '',
    'stream: ',
    'stream: Can’t allocate memory ERROR',
    'COMMAND READ TIMED OUT',
    'UNKNOWN COMMAND',
  ])('that answers %j has failed', (answer) => {
    expect(() => readAnswer(answer)).toThrow('clamd answered');
  });

  it('that is not there, hangs up or says nothing has failed, in time', async () => {
    const gone = await start();
    await clamd?.close();
    await expect(scan(gone, megabytes(1))).rejects.toThrow('ECONNREFUSED');
    await expect(scan(await start({ instead: 'hang-up' }), megabytes(1))).rejects.toThrow('broke off');
    await clamd?.close();
    const silent = await start({ instead: 'silence' });
    await expect(scan(silent, megabytes(1), { patienceMs: 50 })).rejects.toThrow('did nothing for 0.05 s');
  });

  it('has failed when the file breaks off, and is not told that it was whole', async () => {
    const at = await start();
    async function* broken() {
      yield Buffer.alloc(10);
      throw new Error('the store is gone');
    }
    await expect(scan(at, broken())).rejects.toThrow('the store is gone');
    expect(clamd?.streams).toEqual([]);
  });

  it('gets no more of a file than it reads', async () => {
    const at = await start({ instead: 'silence', streamMaxLength: 0 });
    let given = 0;
    async function* counted() {
      for await (const piece of megabytes(200)) {
        given += piece.length;
        yield piece;
      }
    }
    await scan(at, counted());
    expect(given).toBeLessThan(20 * 1024 ** 2);
  });
});
