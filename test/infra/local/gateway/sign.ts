import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Secrets } from '../../../../infra/local/iam/credentials.ts';

/** SHA-256 in the shape that the SDK's signer wants. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : Buffer.from(secret as ArrayBuffer));
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

/** Headers of a request to an AWS JSON service, signed by the SDK's own signer. */
export function createSigner(url: string, credentials: Secrets) {
  const { host, hostname, port, protocol } = new URL(url);
  return async (service: string, target: string, body: string): Promise<{ [name: string]: string }> => {
    const signer = new SignatureV4({ service, region: 'us-east-1', credentials, sha256: Sha256 });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: '/',
      query: {},
      headers: { host, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
      body,
    });
    return headers;
  };
}
