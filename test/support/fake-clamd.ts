import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Made at run time, so that no scanner of this machine takes a file of the tests for what it plays. */
export const MARKER = Buffer.from(['MADE', 'UP', 'THREAT', 'FOR', 'TESTS'].join('-'));

export interface FakeClamd {
  /** As the variable CLAMD has it. */
  address: string;
  port: number;
  /** Bytes of each stream that was sent to its end, in order. */
  streams: number[];
  close(): Promise<void>;
}

interface Behaviour {
  /** Bytes of a stream before it is refused. */
  streamMaxLength?: number;
  /** Instead of an answer: hang up, or say nothing. */
  instead?: 'hang-up' | 'silence';
  /** What is answered to a stream that holds the marker, or to all when there is no marker in it. */
  answer?: (infected: boolean) => string;
  port?: number;
}

/** The protocol of clamd's INSTREAM and VERSION, over TCP on 127.0.0.1: finds MARKER in whatever it is sent. */
export async function fakeClamd({
  streamMaxLength = Number.POSITIVE_INFINITY,
  instead,
  answer = (infected) => (infected ? 'stream: Made.Up.Threat FOUND' : 'stream: OK'),
  port = 0,
}: Behaviour = {}): Promise<FakeClamd> {
  const streams: number[] = [];
  const open = new Set<Socket>();

  async function serve(socket: Socket): Promise<void> {
    let kept = Buffer.alloc(0);
    const bytes = socket[Symbol.asyncIterator]();
    const take = async (length: number): Promise<Buffer> => {
      while (kept.length < length) {
        const { value, done } = await bytes.next();
        if (done) throw new Error('the client went away');
        kept = Buffer.concat([kept, value]);
      }
      const taken = kept.subarray(0, length);
      kept = kept.subarray(length);
      return taken;
    };
    let command = '';
    for (let letter = await take(1); letter[0] !== 0; letter = await take(1)) command += letter.toString();
    if (command === 'zVERSION') return void socket.end('ClamAV 0.0.0-fake\0');
    if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
    let [size, tail, infected] = [0, Buffer.alloc(0), false];
    for (;;) {
      const length = (await take(4)).readUInt32BE();
      if (length === 0) break;
      if (size + length > streamMaxLength) {
        // As clamd does it: with what is still on its way unread.
        socket.write('INSTREAM size limit exceeded. ERROR\0', () => socket.resetAndDestroy());
        return;
      }
      const chunk = await take(length);
      size += length;
      const seen = Buffer.concat([tail, chunk]);
      infected ||= seen.includes(MARKER);
      tail = Buffer.from(seen.subarray(-MARKER.length));
    }
    if (instead === 'silence') return;
    if (instead === 'hang-up') return void socket.destroy();
    streams.push(size);
    socket.end(`${answer(infected)}\0`);
  }

  const server = createServer((socket) => {
    open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
    serve(socket).catch(() => socket.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    address: `127.0.0.1:${taken}`,
    port: taken,
    streams,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
