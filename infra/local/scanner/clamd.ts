import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { LocalProblem } from '../problem.ts';

/** Where a clamd listens: on a port or on a socket of the file system. */
export type Clamd = { host: string; port: number } | { path: string };

/**
 * `127.0.0.1:3310`, `[::1]:3310` or `/run/clamav/clamd.ctl`
 * @throws LocalProblem
 */
export function clamdAt(address: string): Clamd {
  if (address.startsWith('/')) return { path: address };
  const [, six, four, port] = /^(?:\[([\da-f:]+)\]|([^:[\]/]+)):(\d{1,5})$/i.exec(address) ?? [];
  const host = six ?? four;
  if (host !== undefined && Number(port) > 0 && Number(port) < 65_536) return { host, port: Number(port) };
  throw new LocalProblem(
    `CLAMD 应为“主机:端口”或套接字文件的完整路径，例如 127.0.0.1:3310 或 /run/clamav/clamd.ctl。\n` +
      `CLAMD must be host:port or the full path of a socket, e.g. 127.0.0.1:3310 or /run/clamav/clamd.ctl, not "${address}".`,
  );
}

/** What clamd found in a stream; `unsupported` is all that it did not look into, or not to the end. */
export interface Finding {
  result: 'clean' | 'infected' | 'unsupported';
  /** Names of the threats. */
  threats: string[];
}

/** Alerts that are no threats: clamd came to one of its limits, or to something that it cannot open. */
const NOT_LOOKED_INTO = /^Heuristics\.(Limits\.Exceeded|Encrypted)\b/;

/** @throws Error with clamd's own words when they are no verdict */
export function readAnswer(answer: string): Finding {
  if (answer === 'stream: OK') return { result: 'clean', threats: [] };
  // It is larger than StreamMaxLength.
  if (/^INSTREAM size limit exceeded\. ERROR$/.test(answer)) return { result: 'unsupported', threats: [] };
  const threat = /^stream: (\S+) FOUND$/.exec(answer)?.[1];
  if (threat === undefined) throw new Error(`clamd answered: ${answer.slice(0, 200)}`);
  if (NOT_LOOKED_INTO.test(threat)) return { result: 'unsupported', threats: [] };
  return { result: 'infected', threats: [threat] };
}

/** A verdict comes within MaxScanTime, which is 2 minutes unless clamd is told otherwise. */
const PATIENCE_MS = 180_000;
const LONGEST_ANSWER = 4096;

function answerOf(socket: Socket, patienceMs: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  socket
    .setEncoding('utf8')
    .on('data', (some) => {
      text += some;
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
      else if (text.length > LONGEST_ANSWER) reject(new Error('what answers there is no clamd'));
    })
    .on('error', reject)
    .on('close', () => reject(new Error('clamd broke off without an answer')))
    .setTimeout(patienceMs, () => reject(new Error(`clamd did nothing for ${patienceMs / 1000} s`)));
  return promise;
}

async function* framed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of bytes) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    // One of no bytes would end the stream.
    if (chunk.length > 0) yield Buffer.concat([length, chunk]);
  }
  yield Buffer.alloc(4);
}

/**
 * Between two pieces of 64 KiB. clamd may answer in the middle and hang up, and whoever writes before he has read that
 * answer loses it to a broken pipe: 1 in 8 without a pause, and the turn of the event loop in which all is read. With
 * both clamd still gets 50 MB a second.
 */
const BREATH_MS = 1;

/** Sends frames until there is an answer. */
async function converse(
  clamd: Clamd,
  frames: AsyncIterable<Buffer>,
  { signal, patienceMs = PATIENCE_MS }: Asking,
): Promise<string> {
  const socket = connect({ ...clamd, signal });
  const answer = answerOf(socket, patienceMs);
  let answered = false;
  const ended = answer.then(
    () => (answered = true),
    () => (answered = true),
  );
  try {
    for await (const frame of frames) {
      await sleep(BREATH_MS);
      await turn();
      if (answered) break;
      if (!socket.write(frame)) await Promise.race([once(socket, 'drain').catch(() => {}), ended]);
    }
    return await answer;
  } finally {
    socket.destroy();
  }
}

export interface Asking {
  signal?: AbortSignal | undefined;
  /** Milliseconds in which nothing may happen. */
  patienceMs?: number;
}

/**
 * Has clamd scan what is streamed to it, no more of which is in memory than a few pieces.
 * https://docs.clamav.net/manual/Usage/Scanning.html#clamd
 * @throws Error when clamd is not there, hangs up, takes too long or fails, or when `bytes` does
 */
export const scan = async (
  clamd: Clamd,
  bytes: AsyncIterable<Uint8Array>,
  asking: Asking = {},
): Promise<Finding> => readAnswer(await converse(clamd, framed(bytes), asking));

async function* command(): AsyncGenerator<Buffer> {
  yield Buffer.from('zVERSION\0');
}

/** `ClamAV 1.4.6/27000/…` @throws Error when nothing answers, or no clamd */
export async function versionOf(clamd: Clamd, asking: Asking = { patienceMs: 5000 }): Promise<string> {
  const version = await converse(clamd, command(), asking);
  if (!version.startsWith('ClamAV '))
    throw new Error(`what answers there is no clamd: ${version.slice(0, 80)}`);
  return version;
}
