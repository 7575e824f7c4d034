import { createHash, createHmac } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outcome, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

/** What S3 replaces by the name of the posted file. */
const FILENAME = '$' + '{filename}';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

const policy = (key: string, more: Partial<PresignedPostOptions> = {}) =>
  createPresignedPost(s3.client, { Bucket: s3.bucket, Key: key, Expires: 60, ...more });

interface Attempt {
  url: string;
  fields: Record<string, string>;
}

/** Posts as a browser does: the fields, then the file. */
function post(
  { url, fields }: Attempt,
  body: string | Buffer,
  filename = 'video.mp4',
  changes = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) {
    if (typeof value === 'string') form.append(name, value);
  }
  form.append('file', new Blob([new Uint8Array(Buffer.from(body))], { type: 'video/mp4' }), filename);
  return fetch(url, { method: 'POST', body: form, redirect: 'manual' });
}

const read = (key: string) => s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key }));
const keysBelow = async (prefix: string) =>
  (
    (await s3.client.send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix }))).Contents ?? []
  ).map(({ Key }) => Key);

describe('a form upload', () => {
  it('that keeps to its policy is stored under the key and type of the form', async () => {
    const key = s3.key('ok/作品 1.mp4');
    const attempt = await policy(key, {
      Fields: { 'Content-Type': 'video/mp4', 'x-amz-meta-slot': 'works' },
      Conditions: [['content-length-range', 1, 100]],
    });
    const answer = await post(attempt, 'a short video');
    expect(await outcome(answer)).toBe('204');
    expect(answer.headers.get('etag')).toBe(`"${createHash('md5').update('a short video').digest('hex')}"`);
    const stored = await read(key);
    expect(stored).toMatchObject({
      ContentType: 'video/mp4',
      Metadata: { slot: 'works' },
      ContentLength: 13,
    });
    expect(await stored.Body?.transformToString()).toBe('a short video');
  });

  it('larger than the policy allows leaves nothing', async () => {
    const key = s3.key('oversize/big');
    const attempt = await policy(key, { Conditions: [['content-length-range', 0, 1_000_000]] });
    expect(await outcome(await post(attempt, Buffer.alloc(8_000_000)))).toBe('400 EntityTooLarge');
    expect(await outcome(await post(attempt, Buffer.alloc(1_000_001)))).toBe('400 EntityTooLarge');
    expect(await keysBelow(s3.key('oversize/'))).toEqual([]);
    expect(await outcome(await post(attempt, Buffer.alloc(1_000_000)))).toBe('204');
  });

  it('smaller than the policy demands leaves nothing', async () => {
    const key = s3.key('undersize');
    const attempt = await policy(key, { Conditions: [['content-length-range', 10, 100]] });
    expect(await outcome(await post(attempt, 'short'))).toBe('400 EntityTooSmall');
    expect(await s3.exists(key)).toBe(false);
  });

  it('with a changed or added field leaves nothing', async () => {
    const key = s3.key('tampered/mine');
    const attempt = await policy(key, { Fields: { 'Content-Type': 'video/mp4' } });
    const results = {
      key: await outcome(await post(attempt, 'x', 'f', { key: s3.key('tampered/other') })),
      type: await outcome(await post(attempt, 'x', 'f', { 'Content-Type': 'text/html' })),
      noType: await outcome(await post(attempt, 'x', 'f', { 'Content-Type': undefined })),
      metadata: await outcome(await post(attempt, 'x', 'f', { 'x-amz-meta-role': 'lead' })),
      redirect: await outcome(
        await post(attempt, 'x', 'f', { success_action_redirect: 'https://evil.example' }),
      ),
      ignored: await outcome(await post({ ...attempt }, 'x', 'f', { 'x-ignore-this': 'allowed' })),
    };
    expect(results).toEqual({
      key: '403 AccessDenied',
      type: '403 AccessDenied',
      noType: '403 AccessDenied',
      metadata: '403 AccessDenied',
      redirect: '403 AccessDenied',
      ignored: '204',
    });
    expect(await keysBelow(s3.key('tampered/'))).toEqual([key]);
  });

  it('with a policy that is expired, forged, changed or missing leaves nothing', async () => {
    const key = s3.key('forged/mine');
    const attempt = await policy(key);
    const decoded = Buffer.from(attempt.fields.Policy ?? '', 'base64').toString();
    const changed = Buffer.from(decoded.replace('forged/mine', 'forged/other')).toString('base64');
    const { accessKeyId } = await s3.client.config.credentials();
    const forger = s3.clientWith({ credentials: { accessKeyId, secretAccessKey: 'guess' } });
    const forged = await createPresignedPost(forger, { Bucket: s3.bucket, Key: key });
    const results = {
      expired: await outcome(await post(await policy(key, { Expires: -5 }), 'x')),
      forged: await outcome(await post(forged, 'x')),
      changed: await outcome(await post(attempt, 'x', 'f', { Policy: changed, key: s3.key('forged/other') })),
      signature: await outcome(await post(attempt, 'x', 'f', { 'X-Amz-Signature': '0'.repeat(64) })),
      noSignature: await outcome(await post(attempt, 'x', 'f', { 'X-Amz-Signature': undefined })),
      nothing: await outcome(await post({ url: attempt.url, fields: { key } }, 'x')),
    };
    expect(results).toEqual({
      expired: '403 AccessDenied',
      forged: '403 SignatureDoesNotMatch',
      changed: '403 SignatureDoesNotMatch',
      signature: '403 SignatureDoesNotMatch',
      noSignature: expect.stringMatching(/^40[03] \w+$/),
      nothing: '403 AccessDenied',
    });
    expect(await keysBelow(s3.key('forged/'))).toEqual([]);
  });

  it('to another bucket than the policy names leaves nothing', async () => {
    const attempt = await policy(s3.key('elsewhere'));
    const url = attempt.url.replace(s3.bucket, s3.versionedBucket || 'no-such-bucket-f83a1c');
    expect((await post({ ...attempt, url }, 'x')).status).toBeGreaterThanOrEqual(403);
  });

  it('without a file or without a key is refused', async () => {
    const attempt = await policy(s3.key('nothing'));
    const form = new FormData();
    for (const [name, value] of Object.entries(attempt.fields)) form.append(name, value);
    expect(await outcome(await fetch(attempt.url, { method: 'POST', body: form }))).toBe(
      '400 InvalidArgument',
    );
    expect(await outcome(await post(attempt, 'x', 'f', { key: undefined }))).toMatch(/^40[03] \w+$/);
    expect(await s3.exists(s3.key('nothing'))).toBe(false);
  });

  it('whose body is cut off or malformed leaves nothing', async () => {
    const attempt = await policy(s3.key('malformed'));
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const parts = Object.entries(attempt.fields).map(
      ([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = '--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nhalf of';
    const answer = await fetch(attempt.url, { method: 'POST', headers, body: `${parts.join('')}${file}` });
    expect(await outcome(answer)).toMatch(/^400 \w+$/);
    expect(await s3.exists(s3.key('malformed'))).toBe(false);
    const plain = await fetch(attempt.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(await outcome(plain)).toBe('412 PreconditionFailed');
  });

  it.each(['照片 & "引号".jpg', 'C:\\Users\\张三\\照片.jpg', '$&$1.jpg'])(
    'puts the file name %s wherever the form asks for it',
    async (filename) => {
      const prefix = s3.key(`named/${createHash('md5').update(filename).digest('hex')}/`);
      const attempt = await policy(prefix + FILENAME, {
        Conditions: [['starts-with', '$x-amz-meta-name', '']],
      });
      const answer = await post(attempt, 'photo', filename, { 'x-amz-meta-name': `<${FILENAME}>` });
      expect(await outcome(answer)).toBe('204');
      // Browsers write quotes in file names as %22.
      const base = (filename.split('\\').at(-1) ?? '').replaceAll('"', '%22');
      expect(await keysBelow(prefix)).toEqual([prefix + base]);
      const { Metadata } = await s3.client.send(
        new HeadObjectCommand({ Bucket: s3.bucket, Key: prefix + base }),
      );
      const word = /^=\?UTF-8\?B\?(.*)\?=$/i.exec(Metadata?.name ?? '')?.[1];
      const name = word === undefined ? Metadata?.name : Buffer.from(word, 'base64').toString();
      expect(name).toBe(`<${base}>`);
    },
  );

  it('answers with the status or the redirect that the form asks for', async () => {
    const statuses = [];
    for (const status of ['200', '201', '204', '418']) {
      const attempt = await policy(s3.key('status'), { Fields: { success_action_status: status } });
      const answer = await post(attempt, 'x');
      const body = await answer.text();
      statuses.push(answer.status);
      if (status === '201') expect(body).toContain(`<Key>${s3.key('status')}</Key>`);
      else expect(body).toBe('');
    }
    expect(statuses).toEqual([200, 201, 204, 204]);
    const target = 'https://intake.example.org/reports/works?done=1';
    const attempt = await policy(s3.key('redirect'), { Fields: { success_action_redirect: target } });
    const answer = await post(attempt, 'x');
    const location = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(303);
    expect(location.origin + location.pathname).toBe('https://intake.example.org/reports/works');
    expect(location.searchParams.get('done')).toBe('1');
    expect(location.searchParams.get('bucket')).toBe(s3.bucket);
    expect(location.searchParams.get('key')).toBe(s3.key('redirect'));
    expect(location.searchParams.get('etag')).toBe(`"${createHash('md5').update('x').digest('hex')}"`);
  });
});

describe('a hand-made policy', () => {
  /** Signs any conditions, as a server without the SDK would. */
  async function signedPolicy(conditions: unknown[], fields: Record<string, string>): Promise<Attempt> {
    const { accessKeyId, secretAccessKey } = await s3.client.config.credentials();
    const region = await s3.client.config.region();
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const credential = `${accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`;
    const auth = {
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': credential,
      'x-amz-date': date,
    };
    const expiration = new Date(Date.now() + 60_000).toISOString();
    const all = [...conditions, ...Object.entries(auth).map(([name, value]) => ({ [name]: value }))];
    const encoded = Buffer.from(JSON.stringify({ expiration, conditions: all })).toString('base64');
    const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const scope = [date.slice(0, 8), region, 's3', 'aws4_request'];
    const key = scope.reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`);
    return {
      url: `${s3.endpoint}/${s3.bucket}`,
      fields: { ...fields, ...auth, policy: encoded, 'x-amz-signature': sign(key, encoded).toString('hex') },
    };
  }

  it('limits a field to a beginning', async () => {
    const key = s3.key('starts/');
    const conditions = [
      { bucket: s3.bucket },
      ['starts-with', '$key', key],
      ['starts-with', '$Content-Type', 'image/'],
    ];
    const attempt = await signedPolicy(conditions, { key: `${key}a`, 'Content-Type': 'image/jpeg' });
    expect(await outcome(await post(attempt, 'x'))).toBe('204');
    expect(await outcome(await post(attempt, 'x', 'f', { 'Content-Type': 'text/html' }))).toBe(
      '403 AccessDenied',
    );
    expect(await outcome(await post(attempt, 'x', 'f', { key: s3.key('other') }))).toBe('403 AccessDenied');
    expect(await s3.exists(s3.key('other'))).toBe(false);
  });

  it('with a condition on a field that the form has not is not met', async () => {
    const key = s3.key('required');
    const attempt = await signedPolicy([{ bucket: s3.bucket }, { key }, { 'x-amz-meta-slot': 'works' }], {
      key,
    });
    expect(await outcome(await post(attempt, 'x'))).toBe('403 AccessDenied');
    expect(await s3.exists(key)).toBe(false);
  });

  it('that is not a policy is refused', async () => {
    const key = s3.key('nonsense');
    const attempt = await signedPolicy([['matches', '$key', '.*']], { key });
    expect(await outcome(await post(attempt, 'x'))).toMatch(/^40[03] \w+$/);
    expect(await s3.exists(key)).toBe(false);
  });
});
