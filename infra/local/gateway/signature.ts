import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Credentials } from '../iam/credentials.ts';
import {
  ALGORITHM,
  type Credential,
  canonicalRequest,
  parseCredential,
  parseTimestamp,
  sameSignature,
  signed,
  signingKey,
  stringToSign,
} from '../s3/signature.ts';

export type Doubt = 'missing' | 'malformed' | 'unknown-key' | 'wrong-token' | 'wrong-signature' | 'expired';

/** Who signed a request, or why nobody can be said to have. */
export type Caller = { principal: string; doubt?: undefined } | { principal?: undefined; doubt: Doubt };

/** Clocks may differ by so much; AWS allows 5 minutes outside S3. */
const SKEW_MS = 5 * 60_000;
const FIELDS = /^(\S+) Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Checks the AWS Signature Version 4 in the Authorization header of a request to `/`, body included.
 * Takes about 0.05 ms: the key that is derived from a secret lasts a day and is kept.
 */
export function createSignatureCheck(credentials: Credentials, service: string, now = () => new Date()) {
  const keys = new Map<string, Buffer>();
  function keyFor(secretAccessKey: string, credential: Credential): Buffer {
    const name = `${credential.accessKeyId}/${credential.scope}`;
    const known = keys.get(name);
    if (known) return known;
    const key = signingKey(secretAccessKey, credential);
    keys.set(name, key);
    return key;
  }

  return (request: IncomingMessage, body: Buffer): Caller => {
    const { authorization } = request.headers;
    if (authorization === undefined) return { doubt: 'missing' };
    const [, algorithm, scope = '', names = '', signature = ''] = FIELDS.exec(authorization) ?? [];
    const credential = parseCredential(scope);
    const timestamp = request.headersDistinct['x-amz-date']?.[0] ?? '';
    const time = parseTimestamp(timestamp);
    const signedHeaders = names.split(';');
    if (algorithm !== ALGORITHM || !credential || !time || !signedHeaders.includes('host'))
      return { doubt: 'malformed' };
    if (credential.service !== service || !timestamp.startsWith(credential.date))
      return { doubt: 'wrong-signature' };
    const identity = credentials.lookup(credential.accessKeyId);
    if (!identity) return { doubt: 'unknown-key' };
    if (request.headersDistinct['x-amz-security-token']?.[0] !== identity.sessionToken)
      return { doubt: 'wrong-token' };
    const canonical = canonicalRequest({
      method: request.method ?? '',
      path: request.url ?? '',
      query: [],
      header: (name) => request.headersDistinct[name]?.join(','),
      signedHeaders,
      payloadHash: createHash('sha256').update(body).digest('hex'),
    });
    const expected = signed(
      keyFor(identity.secretAccessKey, credential),
      stringToSign(timestamp, credential.scope, canonical),
    );
    if (!sameSignature(expected, signature)) return { doubt: 'wrong-signature' };
    // Told last, so that only the owner of a key learns that it is his clock.
    if (Math.abs(now().getTime() - time.getTime()) > SKEW_MS) return { doubt: 'expired' };
    return { principal: identity.principal };
  };
}
