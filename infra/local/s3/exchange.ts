import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Authority, authenticate } from './authentication.ts';
import { type Call, demand, queryOf, type Reply, type Services, saidBy } from './call.ts';
import { corsHeaders, preflight } from './cors.ts';
import { refuseUnsupported } from './description.ts';
import { errorXml, S3Error } from './errors.ts';
import { payloadOf } from './payload.ts';
import { postObject } from './post-object.ts';
import { headerValue, parseTarget, type Target } from './request.ts';
import { operationFor } from './routes.ts';

/** Answers one request. Never throws, and never says more of an unforeseen error than S3's own sentence. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
  authority: Authority,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  // The Date is the server's own clock: SDKs correct theirs by it after RequestTimeTooSkewed.
  const always = { 'x-amz-request-id': requestId, date: services.now().toUTCString() };
  let [reply, shared]: [Reply, Record<string, string>] = [{}, always];
  try {
    const target = parseTarget(request.url ?? '');
    shared = { ...shared, ...crossOrigin(request, target, services) };
    reply = await perform(request, target, services, authority);
  } catch (error) {
    const known = error instanceof S3Error ? error : new S3Error('InternalError');
    // A client that went away breaks the stream that was being read: nobody is left to tell.
    if (known !== error && request.complete) console.error('S3: unforeseen error', error);
    reply = errorReply(known, request, requestId);
  }
  try {
    await drained(request);
    await send(request, response, { ...reply, headers: { ...shared, ...reply.headers } }, services);
  } catch {
    response.destroy();
  } finally {
    if (Array.isArray(reply.body)) services.blobs.release(reply.body);
  }
}

async function perform(
  request: IncomingMessage,
  target: Target,
  services: Services,
  authority: Authority,
): Promise<Reply> {
  const method = request.method ?? '';
  const bucket = services.bucket(target.bucket);
  const absent = new S3Error('NoSuchBucket', undefined, { details: { BucketName: target.bucket } });
  const header = (name: string) => headerValue(request, name);
  if (method === 'OPTIONS') {
    if (!bucket) throw absent;
    return { headers: preflight(bucket.options.cors, header) };
  }
  const [query, toBucket] = [queryOf(target), target.key === ''];
  if (method === 'POST' && toBucket && query('delete') === undefined) {
    if (!/^multipart\/form-data\b/i.test(header('content-type') ?? '')) {
      const condition = 'Bucket POST must be of the enclosure-type multipart/form-data';
      throw new S3Error('PreconditionFailed', undefined, { details: { Condition: condition } });
    }
    if (!bucket) throw absent;
    return postObject(request, bucket, services, authority);
  }
  const caller = authenticate(request, target, authority);
  const operation = operationFor(method, target.key, target.query);
  if (!bucket) throw absent;
  const call: Call = {
    ...saidBy(request, target, caller.presigned),
    services,
    caller,
    bucket,
    key: target.key,
    query,
    payload: payloadOf(request, caller),
    host: header('host') ?? '',
  };
  refuseUnsupported(call);
  if (operation.action !== '') await demand(call, operation.action);
  return operation.run(call);
}

function crossOrigin(request: IncomingMessage, target: Target, services: Services): Record<string, string> {
  const origin = headerValue(request, 'origin');
  if (origin === undefined || request.method === 'OPTIONS') return {};
  const rules = services.bucket(target.bucket)?.options.cors ?? [];
  return corsHeaders(rules, { origin, method: request.method ?? '', headers: [] }) ?? {};
}

function errorReply(error: S3Error, request: IncomingMessage, requestId: string): Reply {
  if (error.code === 'NotModified') return { status: 304, headers: error.headers };
  const [resource = ''] = (request.url ?? '').split('?');
  return { status: error.status, headers: error.headers, body: errorXml(error, resource, requestId) };
}

/** Reads what is left of a body: a client that is still sending would take an answer now for a broken connection. */
async function drained(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) {
    request.resume();
    return;
  }
  await new Promise<void>((resolve) => {
    request
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
    request.resume();
  });
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: Reply,
  services: Services,
): Promise<void> {
  if (Array.isArray(body)) {
    response.writeHead(status, headers);
    if (request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(services.blobs.read(body)), response);
    return;
  }
  const empty = status === 204 || status === 304;
  const length = empty ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const type = body === '' ? {} : { 'content-type': 'application/xml' };
  response.writeHead(status, { ...type, ...length, ...headers });
  response.end(body);
}
