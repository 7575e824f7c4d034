import { createHmac } from 'node:crypto';
import type { Signing } from './signing.ts';

/** A form that a browser may send straight to the store, without script. */
export interface PostForm {
  url: string;
  /** Hidden fields, in this order, before the file's own field. */
  fields: { [name: string]: string };
}

export interface PostRequest {
  key: string;
  type: string;
  maxBytes: number;
  /** None: an empty file comes too, and is refused in words of ours, not of the store's. */
  minBytes?: number;
  /** Where the browser is led afterwards, with `bucket`, `key` and `etag` in the query; else the answer is 201. */
  redirect?: string;
  /** Metadata `name`. `FILE_NAME` stands for the name of the very file that is sent. */
  name?: string;
}

/** The store puts the sent file's name in its place, in any field. */
export const FILE_NAME = `\${filename}`;

/** How long a form may wait for its upload to begin. */
const MINUTES = 15;

const hmac = (key: string | Uint8Array, data: string) => createHmac('sha256', key).update(data).digest();

/** A policy that takes this key, this content type and sizes between these bounds, and nothing else. */
export function postForm(url: string, bucket: string, signing: Signing, request: PostRequest): PostForm {
  const { key, type, maxBytes, minBytes = 0, redirect, name } = request;
  const now = signing.now();
  const at = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const { accessKeyId, secretAccessKey, sessionToken } = signing.credentials();
  const exact: { [name: string]: string } = {
    key,
    'Content-Type': type,
    ...(redirect === undefined ? { success_action_status: '201' } : { success_action_redirect: redirect }),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${accessKeyId}/${day}/${signing.region}/s3/aws4_request`,
    'x-amz-date': at,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    ...(name !== undefined && { 'x-amz-meta-name': name }),
  };
  const conditions = Object.entries(exact).map(([field, value]) =>
    value === FILE_NAME ? ['starts-with', `$${field}`, ''] : { [field]: value },
  );
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(now.getTime() + MINUTES * 60_000).toISOString(),
      conditions: [{ bucket }, ...conditions, ['content-length-range', minBytes, maxBytes]],
    }),
  ).toString('base64');
  const secret = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), signing.region), 's3'), 'aws4_request');
  return { url, fields: { ...exact, policy, 'x-amz-signature': hmac(secret, policy).toString('hex') } };
}
