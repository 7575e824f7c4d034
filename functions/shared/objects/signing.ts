import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** Who signs, where, and when: signatures follow the real time, never the campaign's clock. */
export interface Signing {
  region: string;
  credentials: () => Credentials;
  now: () => Date;
}

const bytes = (data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array =>
  typeof data === 'string' || data instanceof Uint8Array
    ? data
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);

/** SHA-256, with a secret HMAC-SHA-256, in the shape that the signer asks for. */
class Sha256 {
  readonly #secret: string | Uint8Array | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? undefined : bytes(secret);
    this.#hash = this.#start();
  }

  #start() {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytes(data));
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }

  reset() {
    this.#hash = this.#start();
  }
}

/** S3 signs paths as they are sent: encoded once, never normalised. Others are only asked at `/`. */
export const signerOf = ({ region, credentials }: Signing, service = 's3') =>
  new SignatureV4({
    service,
    region,
    credentials: async () => credentials(),
    sha256: Sha256,
    uriEscapePath: false,
  });

/**
 * The credentials that a function finds in its environment. Read at each use: the environment is theirs, and
 * they are no setting of ours.
 * @throws Error when there are none
 */
export function credentialsOfEnvironment(environment: NodeJS.ProcessEnv = process.env): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
  return { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN };
}
