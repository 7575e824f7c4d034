import type { AttachmentState } from '../../../../schemas/attachment.ts';
import { type Part, partsOf } from '../../../../schemas/parts.ts';
import type { Api } from './api.ts';
import { crcText } from './crc32.ts';
import { Failure, isFailure } from './failure.ts';
import { createGate } from './gate.ts';
import { betterSize, type Line } from './part-size.ts';
import { again, type Patience } from './patience.ts';
import { createPlan } from './plan.ts';
import { createSums, type Sums } from './sums.ts';

/** Parts on their way at the same time on a good line: while one is acknowledged others fill it. */
const IN_FLIGHT = 3;
/**
 * Bytes a second from which a line is a good one. On a slower one, and on one that breaks, parts that share it are all
 * lost together, half sent; so it has one at a time.
 */
const GOOD = 1_000_000;
/** A part that was lost so often on its way, while no other arrived, is too large for the line. */
const MOST_LOSSES = 3;
/** Times that an upload is taken up anew because another page goes on with it. */
const MOST_TURNS = 10;

export interface Transfer extends Patience {
  api: Pick<Api, 'arrived' | 'address' | 'finish'>;
  id: string;
  file: Blob;
  crcOf(piece: Blob): Promise<number>;
  /** @param attempt how often this part was sent before */
  send(
    url: string,
    piece: Blob,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
    attempt: number,
  ): Promise<void>;
  line: Line;
  /** Bytes of a part for a line that carries so many a second; the least for one of which nothing is known. */
  sizeFor(bytesPerSecond?: number): number;
  /** @param bytes of the file that the store has, as far as is known @param moved of these, what was not there before */
  onProgress(bytes: number, moved: number): void;
}

/**
 * Sends what the store does not have of a file, and has it joined. What arrived before (in another tab, before a
 * crash, on another day) is held against the file's own checksums and not sent again.
 * @throws Failure `gone`, `lapsed`, `signed-out`, `refused`, `unreadable`, `expired`, `overtaken`; AbortError
 */
export async function transfer(options: Transfer, stop: AbortSignal): Promise<AttachmentState> {
  const sums = createSums(options.file, options.crcOf);
  for (let turn = 1; ; turn++) {
    const all = new AbortController();
    const end = () => all.abort();
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
    try {
      return await takeUp(options, sums, all.signal);
    } catch (error) {
      // One part that failed for good takes those with it that are still on their way.
      end();
      if (isFailure(error, 'stuck')) await makeSmaller(options, stop);
      else if (!isFailure(error, 'overtaken') || turn === MOST_TURNS) throw error;
    } finally {
      stop.removeEventListener('abort', end);
    }
  }
}

/** Has all that is still to come sent in the smallest parts. What arrived behind the first gap has to come again. */
async function makeSmaller(options: Transfer, signal: AbortSignal): Promise<void> {
  const { api, id, sizeFor } = options;
  const patiently = <T>(action: () => Promise<T>) => again(options, signal, action);
  const layout = await patiently(() => api.arrived(id));
  const there = new Set(layout.parts.map(({ number }) => number));
  const next = partsOf(layout).find(({ number }) => !there.has(number));
  if (!next) return;
  await patiently(() => api.address(id, { parts: [{ number: next.number }], partSize: sizeFor() }));
}

async function takeUp(options: Transfer, sums: Sums, signal: AbortSignal): Promise<AttachmentState> {
  const { api, id, file, send, onProgress, line, sizeFor } = options;
  const patiently = <T>(action: (attempt: number) => Promise<T>) => again(options, signal, action);
  const before = await patiently(() => api.arrived(id));
  if (before.state !== 'awaiting') return (await patiently(() => api.finish(id, {}))).state;
  if (before.size !== file.size) throw new Failure('gone');

  const kept = (list: typeof before.parts) => new Map(list.map((part) => [part.number, part]));
  let arrived = kept(before.parts);
  const plan = createPlan(before, Math.max(0, ...arrived.keys()), (size) => betterSize(size, line, sizeFor));
  const sent = new Map<number, number>();
  let found = 0;
  const mark = (part: Part, bytes: number) => {
    sent.set(part.number, bytes);
    const all = [...sent.values()].reduce((sum, one) => sum + one, 0);
    onProgress(all, all - found);
  };
  const has = ({ number, size }: Part, crc32: string) => {
    const there = arrived.get(number);
    return there?.size === size && there.crc32 === crc32;
  };
  const addressOf = async ({ number, size }: Part, crc32: string, partSize?: number) => {
    const asked = { parts: [{ number, crc32 }], ...(partSize !== undefined && { partSize }) };
    const [first] = (await api.address(id, asked)).parts;
    if (!first) throw new Failure('lost');
    if (first.size !== size) throw new Failure('overtaken');
    return first.url;
  };

  const readyFor = async (part: Part, partSize?: number) => {
    const crc32 = crcText(await sums.of(part, signal));
    if (!has(part, crc32))
      return { part, crc32, url: await patiently(() => addressOf(part, crc32, partSize)) };
    found += part.size;
    mark(part, part.size);
    return undefined;
  };

  /** The next part that has to be sent, with its address: made ready while the one before is on its way. */
  async function prepare() {
    for (let next = await plan.take(readyFor); next; next = await plan.take(readyFor)) {
      if (next.used) return next.used;
      if (signal.aborted) throw new DOMException('', 'AbortError');
    }
    return undefined;
  }

  let arrivals = 0;
  const gate = createGate(() => (!line.broken && (line.rate() ?? 0) >= GOOD ? IN_FLIGHT : 1));
  /** Sends a part in its turn. @returns the bytes that moved before the line broke */
  async function sendOnce(part: Part, url: string, attempt: number): Promise<number | undefined> {
    await gate.enter();
    line.arrived(0);
    let moved = 0;
    const onMove = (bytes: number) => {
      moved = Math.min(bytes, part.size);
      mark(part, moved);
    };
    try {
      await send(url, file.slice(part.from, part.from + part.size), onMove, signal, attempt);
      line.arrived(part.size);
      return undefined;
    } catch (error) {
      mark(part, 0);
      if (!isFailure(error, 'lost')) throw error;
      line.broken = true;
      return moved;
    } finally {
      gate.leave();
    }
  }

  async function sendReady({ part, crc32, url }: { part: Part; crc32: string; url: string }): Promise<void> {
    let [losses, since] = [0, arrivals];
    await patiently(async (attempt) => {
      let address = url;
      if (attempt > 0) {
        // The line may have broken after the last byte: then the part is there, and only its receipt was lost.
        arrived = kept((await api.arrived(id)).parts);
        if (has(part, crc32)) return;
        await sums.check(part, signal);
        address = await addressOf(part, crc32);
      }
      const moved = await sendOnce(part, address, attempt);
      if (moved === undefined) return;
      if (arrivals > since) [losses, since] = [0, arrivals];
      if (moved > 0) losses++;
      throw new Failure(losses >= MOST_LOSSES && part.size > sizeFor() && plan.isOpen() ? 'stuck' : 'lost');
    });
    arrivals++;
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
  const crc32 = crcText(await sums.whole(plan.parts(), signal));
  return (await patiently(() => api.finish(id, { crc32 }))).state;
}
