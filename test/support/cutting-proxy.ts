import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A line between a browser and all servers, which can break at any byte. */
export interface CuttingProxy {
  url: string;
  /** Breaks every connection once so many more bytes were sent, and again each new one for a while. */
  cutAfter(bytes: number, downMs: number): void;
  /** Takes parts, and passes none on before the answer is called. */
  hold(): () => void;
  /** How often it broke. */
  cuts(): number;
  /** Numbers of the parts that the store has acknowledged, in order. */
  acknowledged(): number[];
  /** Bytes of parts that left the browser. */
  sent(): number;
  close(): Promise<void>;
}

const partNumber = (url: string): number | undefined => {
  const number = new URL(url).searchParams.get('partNumber');
  return number === null ? undefined : Number(number);
};

export async function startCuttingProxy(): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const acknowledged: number[] = [];
  let left = Number.POSITIVE_INFINITY;
  let downMs = 0;
  let downUntil = 0;
  let cuts = 0;
  let sent = 0;
  let held: Promise<void> | undefined;

  function cut(): void {
    cuts++;
    left = Number.POSITIVE_INFINITY;
    downUntil = Date.now() + downMs;
    for (const socket of sockets) socket.destroy();
  }

  function pass(from: IncomingMessage, to: ServerResponse): void {
    const url = from.url ?? '';
    const number = from.method === 'PUT' ? partNumber(url) : undefined;
    const onward = request(url, { method: from.method, headers: from.headers });
    const end = () => {
      onward.destroy();
      to.destroy();
    };
    onward.on('error', end);
    from.on('error', end);
    from.on('close', () => {
      if (!from.complete) onward.destroy();
    });
    onward.on('response', (answer) => {
      if (number !== undefined && answer.statusCode === 200) acknowledged.push(number);
      to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(to);
    });
    if (number === undefined) {
      from.pipe(onward);
      return;
    }
    const passOn = () => {
      from.on('data', (chunk: Buffer) => {
        sent += chunk.length;
        left -= chunk.length;
        if (left <= 0) cut();
      });
      from.pipe(onward);
    };
    if (held) void held.then(passOn);
    else passOn();
  }

  const server = createServer(pass);
  server.on('connection', (socket) => {
    if (Date.now() < downUntil) return socket.destroy();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cutAfter(bytes, down) {
      left = bytes;
      downMs = down;
    },
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
    cuts: () => cuts,
    acknowledged: () => acknowledged,
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
