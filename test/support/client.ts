import { misdescribed } from './described.ts';
import { eventually, mailsTo } from './inbox.ts';
import type { Local } from './local.ts';

/** What came back, its JSON read. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** A program that talks to the API as one person. */
export interface Client {
  // A test knows what it asked for, so it names the shape it expects.
  call<T = Record<string, never>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HeadersInit,
  ): Promise<Answer<T>>;
  token: string | undefined;
}

export function client(local: Pick<Local, 'site' | 'mail'>, token?: string): Client {
  return {
    token,
    async call<T>(method: string, path: string, body?: unknown, headers: HeadersInit = {}) {
      const response = await fetch(local.site + path, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      const type = response.headers.get('content-type') ?? '';
      const read: unknown = /json/.test(type) ? JSON.parse(text) : text;
      const wrong = await misdescribed(local, { method, path, status, type, body: read });
      if (wrong !== undefined) throw new Error(`not as /openapi.json says: ${wrong}`);
      return { status, headers: response.headers, body: read as T };
    },
  };
}

/** The newest code that was mailed to an address, once there are more mails than before. */
export async function mailedCode(
  local: Pick<Local, 'site' | 'mail'>,
  email: string,
  before: number,
): Promise<string> {
  return eventually(async () => {
    const received = await mailsTo(local, email);
    return received
      .slice(before)
      .toReversed()
      .map(({ text }) => /\b(\d{6})\b/.exec(text)?.[1])
      .find(Boolean);
  }, `a code for ${email}`);
}

/** Signs in as a person does: asks for a code, reads it in the mail, types it. */
export async function signIn(local: Pick<Local, 'site' | 'mail'>, email: string): Promise<Client> {
  const anonymous = client(local);
  const before = (await mailsTo(local, email)).length;
  await anonymous.call('POST', '/sign-in', { email });
  const code = await mailedCode(local, email, before);
  const answer = await anonymous.call<{ token: string }>('POST', '/sign-in/code', { email, code });
  if (answer.status !== 200)
    throw new Error(`signing in failed with ${answer.status}: ${JSON.stringify(answer.body)}`);
  return client(local, answer.body.token);
}
