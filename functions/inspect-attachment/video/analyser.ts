import { Worker } from 'node:worker_threads';
import { type Source, Unavailable } from '../source.ts';

/** What the thread is started with: where the analyser's code lies, and bytes of memory it may take. */
export interface Ready {
  wasm: string;
  memory: number;
}
export type ToWorker = { size: number } | { bytes: Uint8Array };
export type FromWorker =
  | { ready: true }
  | { read: { offset: number; length: number } }
  | { analysis: unknown }
  | { failed: true };

/** The analyser could not cope with the file: it broke, took too much, or came to no end. */
export class NotAnalysable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotAnalysable';
  }
}

export interface Analyser {
  /**
   * What the analyser says of a video.
   * @throws NotAnalysable; Unavailable when the analyser cannot be loaded; what reading the source throws
   */
  analyse(source: Source): Promise<unknown>;
  close(): Promise<void>;
}

interface Options {
  /** The thread's code, `worker.ts` of this function or its bundle. */
  worker: URL;
  /** Path of the analyser's WebAssembly. */
  wasm: string;
  /** For one file, beside the time that reading takes. */
  milliseconds?: number;
}

const MEMORY = 128 * 1024 * 1024;
/** Many times what an honest file takes; the other videos of its batch wait as long. */
const MILLISECONDS = 3000;

/**
 * One analysis at a time, in a thread that is used again as long as it does well. The clock runs while the thread
 * computes, not while the store is slow.
 */
export function openAnalyser({ worker: code, wasm, milliseconds = MILLISECONDS }: Options): Analyser {
  let worker: Promise<Worker> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** @throws Unavailable when the analyser itself cannot be loaded: that is no fault of the file's */
  function start(): Promise<Worker> {
    const ready: Ready = { wasm, memory: MEMORY };
    const started = new Worker(code, { workerData: ready, env: {}, execArgv: [] });
    started.unref();
    const loaded = new Promise<Worker>((resolve, reject) => {
      // Stays for good: an error that nobody listens to would end the whole process.
      started.on('error', (error) => reject(new Unavailable('the analyser did not start', error)));
      started.once('exit', () => {
        if (worker === loaded) worker = undefined;
        reject(new Unavailable('the analyser did not start', 'it ended'));
      });
      started.once('message', () => resolve(started));
    });
    return loaded;
  }

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    await (await ended?.catch(() => undefined))?.terminate();
  }

  /** One question after the other until the analysis is there. */
  function converse(thread: Worker, source: Source): Promise<unknown> {
    const tell = (message: ToWorker) => thread.postMessage(message);
    let left = milliseconds;
    let since = 0;
    let clock: NodeJS.Timeout | undefined;
    let broken = () => {};
    const conversation = new Promise((resolve, reject) => {
      broken = () => reject(new NotAnalysable('it broke the thread'));
      const ask = (message: ToWorker) => {
        since = performance.now();
        clock = setTimeout(() => reject(new NotAnalysable('it came to no end')), left);
        tell(message);
      };
      const hear = async (message: FromWorker) => {
        clearTimeout(clock);
        left -= performance.now() - since;
        if ('analysis' in message) return resolve(message.analysis);
        if (!('read' in message)) return reject(new NotAnalysable('the analyser failed'));
        try {
          ask({ bytes: await source.read(message.read.offset, message.read.length) });
        } catch (error) {
          reject(error);
        }
      };
      thread.on('error', broken).on('exit', broken).on('message', hear);
      ask({ size: source.size });
    });
    return conversation.finally(() => {
      clearTimeout(clock);
      thread.off('error', broken).off('exit', broken).removeAllListeners('message');
    });
  }

  async function run(source: Source): Promise<unknown> {
    try {
      worker ??= start();
      return await converse(await worker, source);
    } catch (error) {
      // Whatever state it is in, the next file does not start from it.
      await end();
      throw error;
    }
  }

  return {
    analyse(source) {
      const result = queue.then(() => run(source));
      queue = result.catch(() => {});
      return result;
    },
    close: end,
  };
}
