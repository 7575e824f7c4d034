import type { IncomingMessage } from 'node:http';
import { type Authority, lookUp, scopeProblem } from './authentication.ts';
import type { Bucket } from './bucket.ts';
import { announce, type Reply, type Services, stamp, versionHeader } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { describe, parseTagXml, refuseUnsupported } from './description.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { type FormFields, readForm } from './post-form.ts';
import { checkPolicy, type SizeRange } from './post-policy.ts';
import { type Received, receive } from './receive.ts';
import type { Description, VersionRecord } from './records.ts';
import { encodePath } from './request.ts';
import {
  ALGORITHM,
  parseCredential,
  parseTimestamp,
  sameSignature,
  signed,
  signingKey,
} from './signature.ts';
import { element, xmlDocument } from './xml.ts';

/** Who signed the form's policy. */
function signerOf(fields: FormFields, authority: Authority): string {
  const policy = fields.get('policy');
  if (policy === undefined) throw new S3Error('AccessDenied');
  const credential = parseCredential(fields.get('x-amz-credential') ?? '');
  const timestamp = fields.get('x-amz-date') ?? '';
  if (!credential || fields.get('x-amz-algorithm') !== ALGORITHM || !parseTimestamp(timestamp)) {
    throw new S3Error(
      'InvalidArgument',
      'A POST policy needs the fields x-amz-algorithm, x-amz-credential, x-amz-date and x-amz-signature.',
    );
  }
  const problem = scopeProblem(credential, authority, timestamp);
  if (problem)
    throw new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${problem}`);
  const known = lookUp(authority, credential, fields.get('x-amz-security-token'));
  const signature = signed(signingKey(known.secretAccessKey, credential), policy);
  if (!sameSignature(signature, fields.get('x-amz-signature') ?? '')) {
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      details: { AWSAccessKeyId: credential.accessKeyId, StringToSign: policy },
    });
  }
  return credential.accessKeyId;
}

function keyOf(fields: FormFields): string {
  const key = fields.get('key');
  if (key === undefined) {
    throw invalidArgument(
      'key',
      '',
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  }
  if (key === '') throw invalidArgument('key', '', 'User key must have a length greater than 0.');
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError');
  return key;
}

/** Stops a file at the first byte too many. */
async function* limited(file: AsyncIterable<Buffer>, { max }: SizeRange): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > max) {
      throw new S3Error('EntityTooLarge', undefined, {
        details: { ProposedSize: String(size), MaxSizeAllowed: String(max) },
      });
    }
    yield chunk;
  }
}

interface Accepted {
  key: string;
  description: Description;
  received: Received;
  fields: FormFields;
}

async function accept(
  fields: FormFields,
  file: AsyncIterable<Buffer>,
  bucket: Bucket,
  services: Services,
  authority: Authority,
): Promise<Accepted> {
  const accessKeyId = signerOf(fields, authority);
  const key = keyOf(fields);
  const range = checkPolicy(fields.get('policy') ?? '', fields, bucket.options.name, services.now());
  const tagging = fields.get('tagging');
  for (const action of ['s3:PutObject', ...(tagging === undefined ? [] : ['s3:PutObjectTagging'])]) {
    if (!(await services.authorize({ accessKeyId, action, bucket: bucket.options.name, key }))) {
      throw new S3Error('AccessDenied');
    }
  }
  const said = { names: [...fields.keys()], header: (name: string) => fields.get(name) };
  refuseUnsupported(said);
  const description = describe(said);
  if (tagging !== undefined) description.tags = parseTagXml(tagging);
  const received = await receive(services.blobs, said, { chunks: limited(file, range) });
  if (received.size < range.min) {
    services.blobs.release(received.slices);
    throw new S3Error('EntityTooSmall', undefined, {
      details: { ProposedSize: String(received.size), MinSizeAllowed: String(range.min) },
    });
  }
  return { key, description, received, fields };
}

/** A browser's form upload: authenticated by the policy in it, not by the request. */
export async function postObject(
  request: IncomingMessage,
  bucket: Bucket,
  services: Services,
  authority: Authority,
): Promise<Reply> {
  const { key, description, received, fields } = await readForm(
    request,
    (form, file) => accept(form, file, bucket, services, authority),
    (accepted) => services.blobs.release(accepted.received.slices),
  );
  try {
    const version = bucket.put({
      ...description,
      ...received,
      key,
      modified: stamp(services),
      deleteMarker: false,
    });
    announce(services, bucket, version, 'POST Object');
    const location = `http://${request.headers.host}/${encodePath(`${bucket.options.name}/${key}`)}`;
    return answer(fields, bucket, version, location);
  } finally {
    services.blobs.release(received.slices);
  }
}

/** Where the form wants the browser to go; S3 takes an address that it cannot read for none. */
function redirectTo(fields: FormFields, bucket: Bucket, version: VersionRecord): string | undefined {
  const wanted = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (wanted === undefined || !URL.canParse(wanted)) return undefined;
  const { href } = new URL(wanted);
  const query = { bucket: bucket.options.name, key: version.key, etag: `"${version.etag}"` };
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${href}${href.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

function answer(fields: FormFields, bucket: Bucket, version: VersionRecord, location: string): Reply {
  const headers = {
    etag: `"${version.etag}"`,
    location,
    ...checksumHeaders(version.checksum),
    ...versionHeader(bucket, version),
  };
  const redirect = redirectTo(fields, bucket, version);
  if (redirect !== undefined) return { status: 303, headers: { ...headers, location: redirect } };
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers };
  if (status !== '201') return { status: 204, headers };
  return {
    status: 201,
    headers,
    body: xmlDocument(
      element(
        'PostResponse',
        element('Location', location),
        element('Bucket', bucket.options.name),
        element('Key', version.key),
        element('ETag', headers.etag),
      ),
    ),
  };
}
