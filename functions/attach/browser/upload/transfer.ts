import type { AttachmentState } from '../../../../schemas/attachment.ts';
import type { Api } from './api.ts';
import { combineCrc, crcText } from './crc32.ts';
import { Failure, isFailure } from './failure.ts';
import { createGate } from './gate.ts';
import { type Part, partsOf } from './parts.ts';
import { again, type Patience } from './patience.ts';

/** Parts on their way at the same time on a good line: while one is acknowledged others fill it. */
const IN_FLIGHT = 3;
/**
 * Bytes a second from which a line is a good one. On a slower one, and on one that breaks, parts that share it are all
 * lost together, half sent; so it has one at a time.
 */
const GOOD = 1_000_000;

export interface Transfer extends Patience {
  api: Pick<Api, 'arrived' | 'address' | 'finish'>;
  id: string;
  file: Blob;
  crcOf(piece: Blob): Promise<number>;
  send(url: string, piece: Blob, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<void>;
  /** Bytes a second, as far as is known. */
  rate(): number | undefined;
  /** Bytes of the file that the store has, as far as is known. */
  onProgress(bytes: number): void;
}

/**
 * Sends what the store does not have of a file, and has it joined. What arrived before (in another tab, before a
 * crash, on another day) is held against the file's own checksums and not sent again.
 * @throws Failure `gone`, `signed-out`, `refused`, `unreadable`, `expired`; AbortError
 */
export async function transfer(options: Transfer, stop: AbortSignal): Promise<AttachmentState> {
  const all = new AbortController();
  const end = () => all.abort();
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  try {
    return await transferAll(options, all.signal);
  } finally {
    // One part that failed for good takes those with it that are still on their way.
    end();
    stop.removeEventListener('abort', end);
  }
}

async function transferAll(options: Transfer, signal: AbortSignal): Promise<AttachmentState> {
  const { api, id, file, send, onProgress, rate } = options;
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  stopped.catch(() => {});
  const crcOf = (piece: Blob) => Promise.race([options.crcOf(piece), stopped]);
  const patiently = <T>(action: (attempt: number) => Promise<T>) => again(options, signal, action);
  const before = await patiently(() => api.arrived(id));
  if (before.state !== 'awaiting') return (await patiently(() => api.finish(id, {}))).state;
  if (before.size !== file.size) throw new Failure('gone');

  const parts = partsOf(file.size, before.partSize);
  const kept = (list: typeof before.parts) => new Map(list.map((part) => [part.number, part]));
  let arrived = kept(before.parts);
  const sums = new Map<number, { crc: number; size: number }>();
  const sent = new Map<number, number>();
  const mark = (part: Part, bytes: number) => {
    sent.set(part.number, bytes);
    onProgress([...sent.values()].reduce((sum, one) => sum + one, 0));
  };
  const pieceOf = ({ from, size }: Part) => file.slice(from, from + size);
  const has = ({ number, size }: Part, crc32: string) => {
    const there = arrived.get(number);
    return there?.size === size && there.crc32 === crc32;
  };
  const addressOf = async (part: Part, crc32: string) => {
    const answer = await api.address(id, { parts: [{ number: part.number, crc32 }] });
    const [first] = answer.parts;
    if (!first) throw new Failure('lost');
    return first.url;
  };

  let broken = false;
  const gate = createGate(() => (!broken && (rate() ?? 0) >= GOOD ? IN_FLIGHT : 1));
  const waiting = [...parts];
  /** The next part that has to be sent, with its address: made ready while the one before is on its way. */
  async function prepare(): Promise<{ part: Part; crc32: string; url: string } | undefined> {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const next = part;
      const crc = await crcOf(pieceOf(next));
      const crc32 = crcText(crc);
      sums.set(next.number, { crc, size: next.size });
      if (has(next, crc32)) mark(next, next.size);
      else return { part: next, crc32, url: await patiently(() => addressOf(next, crc32)) };
      if (signal.aborted) throw new DOMException('', 'AbortError');
    }
    return undefined;
  }

  async function sendReady({ part, crc32, url }: { part: Part; crc32: string; url: string }): Promise<void> {
    await patiently(async (attempt) => {
      let address = url;
      if (attempt > 0) {
        // The line may have broken after the last byte: then the part is there, and only its receipt was lost.
        arrived = kept((await api.arrived(id)).parts);
        if (has(part, crc32)) return;
        if ((await crcOf(pieceOf(part))) !== sums.get(part.number)?.crc) throw new Failure('unreadable');
        address = await addressOf(part, crc32);
      }
      await gate.enter();
      try {
        await send(address, pieceOf(part), (bytes) => mark(part, Math.min(bytes, part.size)), signal);
      } catch (error) {
        broken ||= isFailure(error, 'lost');
        mark(part, 0);
        throw error;
      } finally {
        gate.leave();
      }
    });
    mark(part, part.size);
  }

  async function work(): Promise<void> {
    let ready = await prepare();
    while (ready) {
      const ahead = prepare();
      // Its failure is met when its turn comes; till then nobody listens to it.
      ahead.catch(() => {});
      await sendReady(ready);
      ready = await ahead;
    }
  }

  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  const whole = parts.reduce((crc, { number }) => {
    const sum = sums.get(number);
    return sum ? combineCrc(crc, sum.crc, sum.size) : crc;
  }, 0);
  return (await patiently(() => api.finish(id, { crc32: crcText(whole) }))).state;
}
