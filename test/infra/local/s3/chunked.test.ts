import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Caller } from '../../../../infra/local/s3/authentication.ts';
import { decodeChunks } from '../../../../infra/local/s3/chunked.ts';
import { parseCredential, signingKey } from '../../../../infra/local/s3/signature.ts';

/** The worked example of the S3 documentation, "Signature calculations for the Authorization header: chunked upload". */
const credential = parseCredential('AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request');
if (!credential) throw new Error('credential');
const signer = (signature: string): Caller => ({
  accessKeyId: credential.accessKeyId,
  presigned: false,
  payloadHash: '',
  signature,
  signingKey: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', credential),
  scope: credential.scope,
  timestamp: '20130524T000000Z',
});
const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
const TRAILER_SEED = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e';

const chunk = (body: string, signature: string) =>
  `${body.length.toString(16)};chunk-signature=${signature}\r\n${body}\r\n`;
const EXAMPLE = [
  chunk('a'.repeat(65536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
  chunk('a'.repeat(1024), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
  chunk('', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
].join('');
const TRAILER_EXAMPLE = [
  chunk('a'.repeat(65536), 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
  chunk('a'.repeat(1024), '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
  '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n',
  'x-amz-checksum-crc32c:sOO8/Q==\r\n',
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
].join('');

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function decode(text: string, caller: Caller | undefined, size = 10_000) {
  const trailers = new Map<string, string>();
  const chunks: Buffer[] = [];
  for await (const piece of decodeChunks(inPieces(text, size), caller, trailers)) chunks.push(piece);
  return { body: Buffer.concat(chunks).toString(), trailers };
}

describe('a signed chunked body', () => {
  it('is the one of the documentation, cut however the network cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), async (size) => {
        expect((await decode(EXAMPLE, signer(SEED), Math.max(size, 7))).body).toBe('a'.repeat(66560));
      }),
      { numRuns: 15 },
    );
  });

  it('is refused when a byte, a signature or the order of chunks is another', async () => {
    const flipped = EXAMPLE.replace('\r\naaa', '\r\naba');
    const resigned = EXAMPLE.replace('0055627c', '1055627c');
    const unsigned = EXAMPLE.replace(/;chunk-signature=\w+/, '');
    for (const body of [flipped, resigned, unsigned]) {
      await expect(decode(body, signer(SEED))).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    }
    await expect(decode(EXAMPLE, signer(TRAILER_SEED))).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is refused when it ends early', async () => {
    for (const end of [10, 66000, EXAMPLE.length - 90]) {
      await expect(decode(EXAMPLE.slice(0, end), signer(SEED))).rejects.toMatchObject({
        code: 'IncompleteBody',
      });
    }
  });

  it('may end with signed trailers', async () => {
    const { body, trailers } = await decode(TRAILER_EXAMPLE, signer(TRAILER_SEED));
    expect(body).toHaveLength(66560);
    expect(trailers.get('x-amz-checksum-crc32c')).toBe('sOO8/Q==');
    const forged = TRAILER_EXAMPLE.replace('sOO8/Q==', 'AAAAAA==');
    await expect(decode(forged, signer(TRAILER_SEED))).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

describe('an unsigned chunked body', () => {
  it('is put together from its chunks, trailers apart', async () => {
    const pieces = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 50 }), async (texts, size) => {
        const chunks = texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
        const source = `${chunks.join('')}0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`;
        const { body, trailers } = await decode(source, undefined, size);
        expect(body).toBe(texts.join(''));
        expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
      }),
    );
  });

  it('is refused when it is not chunked at all', async () => {
    await expect(decode('just text\r\n', undefined)).rejects.toMatchObject({ code: 'IncompleteBody' });
    await expect(decode('x'.repeat(10_000), undefined)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });
});
