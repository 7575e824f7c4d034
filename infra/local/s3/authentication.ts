import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';
import { canonicalPath, headerValue, type QueryPairs, queryValue, type Target } from './request.ts';
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
} from './signature.ts';

export interface KnownCredentials {
  secretAccessKey: string;
  sessionToken?: string;
  /** After this a session's credentials answer ExpiredToken. */
  expiration?: Date;
}

export interface Authority {
  region: string;
  credentials(accessKeyId: string): KnownCredentials | undefined;
  now(): Date;
}

/** Whom a signature proves, and what the body's own signatures continue from. */
export interface Caller {
  accessKeyId: string;
  presigned: boolean;
  /** The signed x-amz-content-sha256. */
  payloadHash: string;
  signature: string;
  signingKey: Buffer;
  scope: string;
  timestamp: string;
}

const SKEW_MS = 15 * 60_000;
const LONGEST_PRESIGNED_SECONDS = 7 * 24 * 3600;

/** The credentials behind a Credential, their session token checked. */
export function lookUp(
  authority: Authority,
  credential: Credential,
  token: string | undefined,
): KnownCredentials {
  const known = authority.credentials(credential.accessKeyId);
  if (!known || (known.sessionToken !== undefined && token === undefined)) {
    throw new S3Error('InvalidAccessKeyId', undefined, {
      details: { AWSAccessKeyId: credential.accessKeyId },
    });
  }
  if (token !== undefined && token !== known.sessionToken) throw new S3Error('InvalidToken');
  if (known.expiration && known.expiration <= authority.now()) throw new S3Error('ExpiredToken');
  return known;
}

/** Why a credential's scope is refused, or undefined. */
export function scopeProblem(
  credential: Credential,
  authority: Authority,
  timestamp: string,
): string | undefined {
  if (credential.region !== authority.region) {
    return `the region '${credential.region}' is wrong; expecting '${authority.region}'`;
  }
  if (credential.service !== 's3')
    return `incorrect service "${credential.service}". This endpoint belongs to "s3".`;
  if (!timestamp.startsWith(credential.date))
    return 'the date in the credential scope does not match the request date';
  return undefined;
}

function verify(
  request: IncomingMessage,
  known: KnownCredentials,
  credential: Credential,
  given: {
    signature: string;
    signedHeaders: string[];
    timestamp: string;
    payloadHash: string;
    query: QueryPairs;
  },
): Buffer {
  const unsigned = Object.keys(request.headersDistinct).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !given.signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      details: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
  const canonical = canonicalRequest({
    method: request.method ?? '',
    path: canonicalPath(request.url ?? ''),
    query: given.query,
    header: (name) => headerValue(request, name),
    signedHeaders: given.signedHeaders,
    payloadHash: given.payloadHash,
  });
  const text = stringToSign(given.timestamp, credential.scope, canonical);
  const key = signingKey(known.secretAccessKey, credential);
  if (!sameSignature(signed(key, text), given.signature)) {
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      details: {
        AWSAccessKeyId: credential.accessKeyId,
        StringToSign: text,
        SignatureProvided: given.signature,
        CanonicalRequest: canonical,
      },
    });
  }
  return key;
}

function byHeader(request: IncomingMessage, target: Target, authority: Authority, header: string): Caller {
  const malformed = (why?: string) =>
    new S3Error('AuthorizationHeaderMalformed', why && `The authorization header is malformed; ${why}`);
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      header,
    );
  const credential = parseCredential(match?.[1] ?? '');
  if (!match || !credential) throw malformed();
  const timestamp = headerValue(request, 'x-amz-date') ?? '';
  const time = parseTimestamp(timestamp);
  if (!time)
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const problem = scopeProblem(credential, authority, timestamp);
  if (problem) throw malformed(problem);
  const payloadHash = headerValue(request, 'x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const known = lookUp(authority, credential, headerValue(request, 'x-amz-security-token'));
  const [signedHeaders, signature] = [(match[2] ?? '').split(';'), match[3] ?? ''];
  const key = verify(request, known, credential, {
    signature,
    signedHeaders,
    timestamp,
    payloadHash,
    query: target.query,
  });
  const now = authority.now();
  if (Math.abs(now.getTime() - time.getTime()) > SKEW_MS) {
    throw new S3Error('RequestTimeTooSkewed', undefined, {
      details: {
        RequestTime: timestamp,
        ServerTime: now.toISOString(),
        MaxAllowedSkewMilliseconds: `${SKEW_MS}`,
      },
    });
  }
  const { accessKeyId, scope } = credential;
  return { accessKeyId, presigned: false, payloadHash, signature, signingKey: key, scope, timestamp };
}

function byQuery(request: IncomingMessage, target: Target, authority: Authority): Caller {
  const malformed = (why?: string) => new S3Error('AuthorizationQueryParametersError', why);
  const value = (name: string) => queryValue(target.query, name);
  if (value('X-Amz-Algorithm') !== ALGORITHM) {
    throw malformed(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  }
  const credential = parseCredential(value('X-Amz-Credential') ?? '');
  const [signature, signedHeaders] = [value('X-Amz-Signature'), value('X-Amz-SignedHeaders')];
  const [timestamp, lifetime] = [value('X-Amz-Date') ?? '', value('X-Amz-Expires') ?? ''];
  const time = parseTimestamp(timestamp);
  if (!credential || !signature || !signedHeaders || !time || !/^\d+$/.test(lifetime)) {
    throw malformed(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (Number(lifetime) > LONGEST_PRESIGNED_SECONDS) {
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  const problem = scopeProblem(credential, authority, timestamp);
  if (problem) throw malformed(`Error parsing the X-Amz-Credential parameter; ${problem}`);
  const known = lookUp(authority, credential, value('X-Amz-Security-Token'));
  const now = authority.now().getTime();
  if (time.getTime() - now > SKEW_MS) throw new S3Error('AccessDenied', 'Request is not yet valid');
  const end = time.getTime() + Number(lifetime) * 1000;
  if (now > end) {
    throw new S3Error('AccessDenied', 'Request has expired', {
      details: { 'X-Amz-Expires': lifetime, Expires: new Date(end).toISOString() },
    });
  }
  const payloadHash =
    value('X-Amz-Content-Sha256') ?? headerValue(request, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  const key = verify(request, known, credential, {
    signature,
    signedHeaders: signedHeaders.split(';'),
    timestamp,
    payloadHash,
    query: target.query.filter(([name]) => name !== 'X-Amz-Signature'),
  });
  const { accessKeyId, scope } = credential;
  return { accessKeyId, presigned: true, payloadHash, signature, signingKey: key, scope, timestamp };
}

/**
 * Who signed this request, by header or by presigned URL.
 * @throws S3Error as S3 answers an anonymous, forged, expired or wrongly dated request.
 */
export function authenticate(request: IncomingMessage, target: Target, authority: Authority): Caller {
  const header = headerValue(request, 'authorization');
  const presigned = target.query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
  if (header !== undefined && presigned) {
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  if (header !== undefined) return byHeader(request, target, authority, header);
  if (presigned) return byQuery(request, target, authority);
  throw new S3Error('AccessDenied');
}
