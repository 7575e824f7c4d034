import type { Server } from 'node:http';

export interface Gateway {
  port: number;
  /** http://127.0.0.1:<port> */
  url: string;
  /** Takes no new connections, ends those that are open and resolves when all are gone. */
  close(): Promise<void>;
}

/** Listens on the loopback interface alone; port 0 takes a free one. @throws the error of `listen`, e.g. EADDRINUSE */
export async function listen(server: Server, port: number): Promise<Gateway> {
  // Clients keep their connections longer than Node's 5 s; a connection must not end just as it is used again.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
