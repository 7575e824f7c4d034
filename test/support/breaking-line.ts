import { createServer, request } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

export interface BreakingLine {
  url: string;
  /** Of each request for what is cut: the range that was asked for. */
  ranges: (string | undefined)[];
  close(): void;
}

/**
 * A browser's way to the network that breaks: an answer whose address matches ends after so many bytes, as often as is
 * said; all others pass.
 */
export async function breakingLine(address: RegExp, after: number, times: number): Promise<BreakingLine> {
  const ranges: BreakingLine['ranges'] = [];
  let left = times;
  const server: Server = createServer((asked, answer) => {
    const { method, headers, url = '' } = asked;
    const matches = address.test(url);
    if (matches) ranges.push(headers.range);
    const onward = request(url, { method, headers }, (come) => {
      answer.writeHead(come.statusCode ?? 502, come.rawHeaders);
      if (!matches || left === 0) return void come.pipe(answer);
      left--;
      let passed = 0;
      come.on('data', (chunk: Buffer) => {
        passed += chunk.length;
        answer.write(chunk);
        if (passed < after) return;
        come.destroy();
        // Ended, not reset: as a line that is cut off in the middle of an answer whose length was told.
        answer.socket?.end();
      });
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ranges,
    close() {
      server.close();
    },
  };
}
