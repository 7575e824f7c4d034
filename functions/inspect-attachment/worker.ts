import { parentPort, workerData } from 'node:worker_threads';
import mediaInfoFactory from 'mediainfo.js';
import type { FromWorker, Ready, ToWorker } from './video/analyser.ts';

/**
 * Analyses one video after the other in a thread of its own, which whoever started it can end at any time: a file
 * that is made to keep a parser busy for ever keeps nothing else busy. It has no settings, no credentials and no
 * files; every byte comes from whoever started it.
 */
const { wasm, memory }: Ready = workerData;

const PAGE = 65_536;
// The analyser may ask for 2 GB of its own accord. Refused, its allocation fails and with it this one analysis.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function limited(pages: number) {
  if (this.buffer.byteLength + pages * PAGE > memory)
    throw new RangeError('the analysis takes too much memory');
  return grow.call(this, pages);
};

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

let hand: ((bytes: Uint8Array) => void) | undefined;

const analyser = await mediaInfoFactory({ locateFile: () => wasm });

async function analyse(size: number): Promise<void> {
  try {
    const analysis = await analyser.analyzeData(
      size,
      (length, offset) =>
        new Promise<Uint8Array>((resolve) => {
          hand = resolve;
          tell({ read: { offset, length } });
        }),
    );
    tell({ analysis });
  } catch {
    tell({ failed: true });
  }
}

parentPort?.on('message', (message: ToWorker) => {
  if ('bytes' in message) hand?.(message.bytes);
  else void analyse(message.size);
});

tell({ ready: true });
