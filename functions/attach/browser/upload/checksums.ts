import { Failure } from './failure.ts';

interface Answer {
  id: number;
  crc?: number;
}

/** The CRC of pieces of files, reckoned in a thread of its own. */
export function startChecksums(address: string): (piece: Blob) => Promise<number> {
  const worker = new Worker(address);
  const waiting = new Map<number, { resolve(crc: number): void; reject(error: Failure): void }>();
  let last = 0;
  worker.onmessage = ({ data: { id, crc } }: MessageEvent<Answer>) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (crc === undefined) asked?.reject(new Failure('unreadable'));
    else asked?.resolve(crc);
  };
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Failure('unreadable'));
    waiting.clear();
  };
  return (piece) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, piece });
    });
}
