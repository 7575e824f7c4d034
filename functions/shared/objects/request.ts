import { setTimeout as pause } from 'node:timers/promises';
import { element } from './answer.ts';
import { type Signing, signerOf } from './signing.ts';

/** The store said no, or still nothing after all attempts. `code` is the store's own word, as `NoSuchUpload`. */
export class StoreRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`store answered ${status} ${code}`);
    this.name = 'StoreRefused';
    this.status = status;
    this.code = code;
  }
}

export interface StoreRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  key: string;
  query?: { [name: string]: string };
  headers?: { [name: string]: string };
  body?: string;
  /** Answers beside 404 that mean "there is no such thing" and are no refusal. */
  absent?: number[];
}

export interface StoreAnswer {
  status: number;
  headers: Headers;
  body: string;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
/** Joining thousands of parts is the slowest thing that is asked of the store. */
const TIMEOUT_MS = 8_000;

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const queryOf = (query: { [name: string]: string | string[] | null }) =>
  Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(String(value ?? ''))}`)
    .join('&');

/** An object's address in pieces, as the signer takes them; the origin may hold a path (the bucket's name). */
function addressOf(origin: string, key: string) {
  const { protocol, hostname, port, pathname, host } = new URL(origin);
  const path = `${pathname.replace(/\/$/, '')}/${key.split('/').map(encode).join('/')}`;
  return { protocol, hostname, ...(port !== '' && { port: Number(port) }), path, headers: { host } };
}

/** A signed address that whoever holds it may use for so many seconds, with these headers. */
export async function presign(
  origin: string,
  signing: Signing,
  request: Pick<StoreRequest, 'key' | 'query' | 'headers'> & { method: 'GET' | 'PUT' },
  seconds: number,
): Promise<string> {
  const { headers, ...address } = addressOf(origin, request.key);
  const signed = await signerOf(signing).presign(
    {
      ...address,
      method: request.method,
      query: { ...request.query },
      // The body is not known when the address is signed.
      headers: { ...headers, ...request.headers, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    },
    { expiresIn: seconds, signingDate: signing.now() },
  );
  return `${new URL(origin).origin}${signed.path}?${queryOf(signed.query ?? {})}`;
}

/**
 * Sends one request, again when the store or the way to it fails. Answers what the store said, absence included.
 * @throws StoreRefused for other refusals
 */
export async function send(
  origin: string,
  signing: Signing,
  request: StoreRequest,
  fetchIt: typeof fetch,
): Promise<StoreAnswer> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2));
    try {
      const answer = await sendOnce(origin, signing, request, fetchIt);
      if (answer.status < 300 || [404, ...(request.absent ?? [])].includes(answer.status)) return answer;
      failure = new StoreRefused(answer.status, element(answer.body, 'Code') ?? '');
      if (answer.status < 500 && answer.status !== 429) break;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function sendOnce(
  origin: string,
  signing: Signing,
  request: StoreRequest,
  fetchIt: typeof fetch,
): Promise<StoreAnswer> {
  const { headers, ...address } = addressOf(origin, request.key);
  const { method, query = {}, body } = request;
  const signed = await signerOf(signing).sign(
    { ...address, method, query, headers: { ...headers, ...request.headers }, body },
    { signingDate: signing.now() },
  );
  const { host: _, ...sent } = signed.headers;
  const question = Object.keys(query).length > 0 ? `?${queryOf(query)}` : '';
  const answer = await fetchIt(`${new URL(origin).origin}${address.path}${question}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await answer.text();
  // Joining parts can fail after the store has begun its answer with 200.
  const status = answer.ok && /<Error>/.test(text) ? 500 : answer.status;
  return { status, headers: answer.headers, body: text };
}
