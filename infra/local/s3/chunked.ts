import { createHash } from 'node:crypto';
import type { Caller } from './authentication.ts';
import { S3Error } from './errors.ts';
import { chunkStringToSign, EMPTY_SHA256, sameSignature, signed, trailerStringToSign } from './signature.ts';

const LONGEST_LINE = 4096;
const CHUNK_HEADER = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/;

/** Reads a stream by lines and by counts of bytes. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffered: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#buffered = this.#buffered.length === 0 ? next.value : Buffer.concat([this.#buffered, next.value]);
    return true;
  }

  /** Up to CRLF, which is taken away; undefined at the end of the stream. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#buffered.indexOf('\r\n');
      if (end >= 0) {
        const text = this.#buffered.toString('utf8', 0, end);
        this.#buffered = this.#buffered.subarray(end + 2);
        return text;
      }
      if (this.#buffered.length > LONGEST_LINE)
        throw new S3Error('InvalidRequest', 'A chunk header is too long.');
      if (!(await this.#more())) return undefined;
    }
  }

  /** Lets go of the source, so that what is left of it can be drained. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** `count` bytes in as many pieces as they come. */
  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#buffered.length === 0 && !(await this.#more())) throw new S3Error('IncompleteBody');
      const piece = this.#buffered.subarray(0, left);
      this.#buffered = this.#buffered.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

/** The running signature of a signed body: each chunk's is computed over the one before. */
class SignatureChain {
  #previous: string;
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.#previous = caller.signature;
  }

  check(
    text: (timestamp: string, scope: string, previous: string) => string,
    given: string | undefined,
  ): void {
    const { signingKey, timestamp, scope } = this.#caller;
    const expected = signed(signingKey, text(timestamp, scope, this.#previous));
    if (given === undefined || !sameSignature(expected, given)) throw new S3Error('SignatureDoesNotMatch');
    this.#previous = expected;
  }
}

/**
 * Decodes an aws-chunked body: `<hex size>[;chunk-signature=…]` CRLF data CRLF, ended by a chunk of size 0 and, when
 * announced, trailing headers, which are put into `trailers`. Signed bodies are checked chunk by chunk; since what was
 * yielded may have been written before the signature is read, the caller keeps it only when the generator ends well.
 * @param signer undefined for unsigned bodies
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  signer: Caller | undefined,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const chain = signer && new SignatureChain(signer);
  try {
    for (;;) {
      const header = CHUNK_HEADER.exec((await reader.line()) ?? '');
      if (!header) throw new S3Error('IncompleteBody');
      const size = Number.parseInt(header[1] ?? '', 16);
      const hash = createHash('sha256');
      for await (const piece of reader.bytes(size)) {
        if (chain) hash.update(piece);
        yield piece;
      }
      const digest = size === 0 ? EMPTY_SHA256 : hash.digest('hex');
      chain?.check((time, scope, previous) => chunkStringToSign(time, scope, previous, digest), header[2]);
      if (size === 0) break;
      if ((await reader.line()) !== '') throw new S3Error('IncompleteBody');
    }
    await readTrailers(reader, chain, trailers);
  } finally {
    await reader.close();
  }
}

async function readTrailers(
  reader: ByteReader,
  chain: SignatureChain | undefined,
  trailers: Map<string, string>,
): Promise<void> {
  let signedText = '';
  for (let line = await reader.line(); line; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon < 1)
      throw new S3Error('MalformedXML', 'The request contained trailing data that was not well-formed');
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    trailers.set(name, value);
    if (name !== 'x-amz-trailer-signature') signedText += `${name}:${value}\n`;
  }
  if (!chain || trailers.size === 0) return;
  const hash = createHash('sha256').update(signedText).digest('hex');
  chain.check(
    (time, scope, previous) => trailerStringToSign(time, scope, previous, hash),
    trailers.get('x-amz-trailer-signature'),
  );
}
