import { crcOfPiece } from './crc-of-piece.ts';
import { Failure } from './failure.ts';

interface Answer {
  /** 0: it has come. */
  id: number;
  crc?: number;
}

/** What is used of a Worker. */
export interface Helper {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: { id: number; piece: Blob }): void;
  terminate(): void;
}

/** Workers that did not come or broke; after so many the page reckons itself. */
const MOST_FAILURES = 3;
/** A worker that has not come by now is held up on the line. */
const PATIENCE_MS = 10_000;

/**
 * The CRC of pieces of files, reckoned in a thread of its own. Where that does not come, because its script was lost
 * on the line or is kept out, the page reckons: a little slower to the touch, but no upload waits for ever.
 */
export function startChecksums(
  start: () => Helper,
  patience = PATIENCE_MS,
): (piece: Blob) => Promise<number> {
  const waiting = new Map<
    number,
    { piece: Blob; resolve(crc: number): void; reject(error: Failure): void }
  >();
  let last = 0;
  let failures = 0;
  let worker: Helper | undefined;

  const reckon = (piece: Blob): Promise<number> =>
    crcOfPiece(piece).catch(() => {
      throw new Failure('unreadable');
    });

  function open(): Helper | undefined {
    try {
      const next = start();
      const fail = () => {
        if (worker !== next) return;
        clearTimeout(timer);
        next.terminate();
        worker = undefined;
        failures++;
        const asked = [...waiting.values()];
        waiting.clear();
        for (const { piece, resolve, reject } of asked) reckon(piece).then(resolve, reject);
      };
      const timer = setTimeout(fail, patience);
      next.onerror = fail;
      next.onmessage = ({ data: { id, crc } }) => {
        clearTimeout(timer);
        const asked = waiting.get(id);
        waiting.delete(id);
        if (crc === undefined) asked?.reject(new Failure('unreadable'));
        else asked?.resolve(crc);
      };
      return next;
    } catch {
      failures++;
      return undefined;
    }
  }

  return (piece) => {
    if (!worker && failures < MOST_FAILURES) worker = open();
    const helper = worker;
    if (!helper) return reckon(piece);
    return new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { piece, resolve, reject });
      helper.postMessage({ id, piece });
    });
  };
}
