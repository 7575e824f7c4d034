import type { App } from '../../functions/shared/http/app.ts';
import { openSession } from '../../functions/shared/http/session.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import type { Contact } from '../../schemas/session.ts';

interface Answered<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Clerk {
  token: string;
  /** Sends JSON and reads JSON, as a program does. */
  json<T = { [name: string]: unknown }>(
    method: string,
    path: string,
    body?: unknown,
    headers?: { [name: string]: string },
  ): Promise<Answered<T>>;
  /** Opens a page, as a browser does. */
  open(path: string, language?: string): Promise<Answered<string>>;
  /** Posts a page's form. */
  post(path: string, fields: [string, string][], language?: string): Promise<Answered<string>>;
}

/** Someone who is signed in to an app whose table is this one. */
export async function signedIn(
  app: Pick<App, 'request'>,
  table: Table,
  who: Partial<Contact>,
  now: Date,
): Promise<Clerk> {
  const contact: Contact = {
    email: `${who.unit ?? who.office ?? 'nobody'}@example.org`,
    campaign: 'heilongjiang-2023',
    role: 'unit',
    ...who,
  };
  const { token } = await openSession(table, contact, now);
  const page = async (path: string, init: RequestInit, language: string) => {
    const response = await app.request(path, {
      ...init,
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'accept-language': language,
        cookie: `__Host-session=${token}`,
        'sec-fetch-site': 'same-origin',
        ...init.headers,
      },
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return {
    token,
    async json<T>(method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}) {
      const response = await app.request(path, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text.startsWith('{') ? JSON.parse(text) : text) as T,
      };
    },
    open: (path, language = 'zh-CN') => page(path, {}, language),
    post: (path, fields, language = 'zh-CN') =>
      page(
        path,
        {
          method: 'POST',
          body: new URLSearchParams(fields).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
        language,
      ),
  };
}
