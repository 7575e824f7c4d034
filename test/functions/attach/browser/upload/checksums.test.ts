import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type Helper, startChecksums } from '../../../../../functions/attach/browser/upload/checksums.ts';

const bytes = Buffer.from('开幕式现场');
const piece = new Blob([bytes]);

/** A worker that does what it is told to with each question. */
function helper(answer: (self: Helper, id: number) => void): Helper {
  const self: Helper = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: ({ id }) => answer(self, id),
  };
  return self;
}

const fail = (self: Helper) => self.onerror?.({} as ErrorEvent);
const tell = (self: Helper, id: number, crc?: number) =>
  self.onmessage?.({ data: { id, ...(crc !== undefined && { crc }) } } as MessageEvent);

describe('the checksums of an upload', () => {
  it('are those that the worker tells', async () => {
    const crcOf = startChecksums(() => helper((self, id) => tell(self, id, 7)));
    expect(await crcOf(piece)).toBe(7);
  });

  it('are reckoned by the page when the worker does not load, and soon without asking for it', async () => {
    let started = 0;
    const crcOf = startChecksums(() => {
      started++;
      return helper((self) => setImmediate(fail, self));
    });
    for (let n = 0; n < 6; n++) expect(await crcOf(piece)).toBe(crc32(bytes));
    expect(started).toBe(3);
  });

  it('are reckoned by the page when the worker is held up on the line, or forbidden', async () => {
    const silent = startChecksums(() => helper(() => {}), 5);
    expect(await silent(piece)).toBe(crc32(bytes));
    const none = startChecksums(() => {
      throw new Error('no workers here');
    });
    expect(await none(piece)).toBe(crc32(bytes));
  });

  it('of a file that cannot be read are an error of the file, not of the line', async () => {
    const crcOf = startChecksums(() => helper((self, id) => tell(self, id)));
    await expect(crcOf(piece)).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
