import type { IncomingMessage } from 'node:http';

/** A request's or answer's whole body; undefined when it is longer than `limit` bytes (the rest is read and dropped). */
export async function readBody(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    message.on('end', () => resolve(length <= limit ? Buffer.concat(chunks, length) : undefined));
    message.on('error', reject);
    message.on('close', () => {
      if (!message.complete) reject(new Error('the connection ended inside a message'));
    });
  });
}
