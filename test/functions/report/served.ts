import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { BUNDLES } from '../../../infra/bundle.ts';
import type { Clerk } from '../../support/clerk.ts';
import type { office } from './office.ts';

/** What stands between the browser and the functions. */
interface Line {
  down?: boolean;
  /** So long is the way of a save, in milliseconds. */
  slow?: number;
  /** Somebody else has signed in in this browser. */
  other?: Clerk | undefined;
  /** Nobody is signed in. */
  strange?: boolean;
  /** Method and path of all that arrived, assets apart. */
  arrived: string[];
}

const asset = (path: string) =>
  new Response(readFileSync(join(BUNDLES, 'site', path)), {
    headers: { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/css' },
  });

/** Pages with their scripts and policies, as the site serves them, of functions in memory: to one clerk's browser. */
export async function serve({ app }: Pick<ReturnType<typeof office>, 'app'>, { token }: Clerk) {
  const line: Line = { arrived: [] };
  const headersOf = ({ headers: { cookie: _other, connection: _own, ...headers } }: IncomingMessage) => ({
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(!line.strange && { cookie: `__Host-session=${line.other?.token ?? token}` }),
  });
  const server = createServer(async (request, response) => {
    if (line.down) return request.socket.destroy();
    const { url = '/', method = 'GET' } = request;
    if (!url.startsWith('/assets/')) line.arrived.push(`${method} ${url}`);
    const sent = await buffer(request);
    if (line.slow && method === 'PUT') await setTimeout(line.slow);
    const answer = url.startsWith('/assets/')
      ? asset(url)
      : await app.request(url, {
          method,
          headers: headersOf(request),
          ...(sent.length > 0 && { body: new Uint8Array(sent) }),
        });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    site: `http://127.0.0.1:${port}`,
    line,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
