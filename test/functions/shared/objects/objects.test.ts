import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Objects, openObjects } from '../../../../functions/shared/objects/objects.ts';
import { FILE_NAME, type PostForm } from '../../../../functions/shared/objects/post-policy.ts';
import { StoreRefused } from '../../../../functions/shared/objects/request.ts';
import { type S3Server, startS3 } from '../../../../infra/local/s3/server.ts';

const BUCKET = 'attachments';
const CREDENTIALS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret/+=', sessionToken: 'session/+=' };
const KEY = 'heilongjiang-2023/harbin/media/some-id';
const MIB = 1024 ** 2;

let server: S3Server;
let objects: Objects;
const directory = mkdtempSync(join(tmpdir(), 'objects-'));
const open = (options: Parameters<typeof openObjects>[2] = {}) =>
  openObjects(`${server.url}/${BUCKET}`, BUCKET, {
    region: 'us-east-1',
    credentials: () => CREDENTIALS,
    ...options,
  });

async function post(
  { url, fields }: PostForm,
  bytes: Uint8Array<ArrayBuffer> | string,
  name = '视频.mp4',
  changes = {},
) {
  const data = new FormData();
  for (const [field, value] of Object.entries({ ...fields, ...changes })) data.append(field, String(value));
  data.append('file', new Blob([bytes]), name);
  return fetch(url, { method: 'POST', body: data, redirect: 'manual' });
}

beforeAll(async () => {
  server = await startS3(
    {
      directory,
      buckets: [{ name: BUCKET, versioned: true, cors: [] }],
      region: 'us-east-1',
      credentials: (id) => (id === CREDENTIALS.accessKeyId ? CREDENTIALS : undefined),
    },
    0,
  );
  objects = open();
});

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the tags of a version', () => {
  it('are those of that very version; none where there are none, or no such version', async () => {
    const key = `${KEY}-tagged`;
    const form = objects.presignPost({ key, type: 'video/mp4', maxBytes: 10 });
    const versions: string[] = [];
    for (const bytes of ['abc', 'defg']) {
      await post(form, bytes);
      versions.push((await objects.head(key))?.versionId ?? '');
    }
    const [first = '', second = ''] = versions;
    const client = new S3Client({
      endpoint: server.url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: CREDENTIALS,
    });
    const TagSet = [
      { Key: 'GuardDutyMalwareScanStatus', Value: 'NO_THREATS_FOUND' },
      { Key: 'a+b', Value: '1 = 2' },
    ];
    const named = { Bucket: BUCKET, Key: key, VersionId: first };
    await client.send(new PutObjectTaggingCommand({ ...named, Tagging: { TagSet } }));
    client.destroy();
    expect([...(await objects.tags(key, first))]).toEqual(TagSet.map(({ Key, Value }) => [Key, Value]));
    expect((await objects.tags(key, second)).size).toBe(0);
    expect((await objects.tags(`${key}-gone`, second)).size).toBe(0);
  });
});

describe('a form for a browser', () => {
  const request = { key: KEY, type: 'video/mp4', maxBytes: 10 };

  it('lets the store take one file, and what is there can be seen', async () => {
    expect((await post(objects.presignPost(request), 'abcdef')).status).toBe(201);
    const found = await objects.head(KEY);
    expect(found).toMatchObject({ size: 6, type: 'video/mp4' });
    expect(found?.versionId).not.toBe('');
    expect(found?.etag).toMatch(/^[0-9a-f]{32}$/);
  });

  it('lets an empty file come, to be refused in words that people read', async () => {
    const key = `${KEY}-empty`;
    expect((await post(objects.presignPost({ ...request, key }), '')).status).toBe(201);
    expect((await post(objects.presignPost({ ...request, key, minBytes: 6 }), '')).status).toBe(400);
  });

  it('brings the name of the very file along, and leads the browser back', async () => {
    const redirect = 'https://site.example.org/reports/media/attachments/x/uploaded';
    const form = objects.presignPost({ ...request, redirect, name: FILE_NAME });
    const sent = await post(form, 'abc', '科技周 🎉 "开幕".mp4');
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toMatch(
      /^https:\/\/site\.example\.org\/.*\/uploaded\?bucket=attachments&key=/,
    );
    // Whoever posts a form writes quotation marks in file names so.
    expect((await objects.head(KEY))?.name).toBe('科技周 🎉 %22开幕%22.mp4');
  });

  it.each([
    ['another key', 'abc', { key: 'heilongjiang-2023/heihe/media/other' }, 403],
    ['another type', 'abc', { 'Content-Type': 'text/html' }, 403],
    ['another signature', 'abc', { 'x-amz-signature': '0'.repeat(64) }, 403],
    ['too many bytes', 'abcdefghijk', {}, 400],
    ['another way back', 'abc', { success_action_redirect: 'https://evil.example.org/' }, 403],
  ])('is of no use for %s', async (_, bytes, changes, status) => {
    expect(
      (await post(objects.presignPost({ ...request, key: `${KEY}-no` }), bytes, 'a.mp4', changes)).status,
    ).toBe(status);
    expect(await objects.head(`${KEY}-no`)).toBeUndefined();
  });

  it('is of no use after a quarter of an hour', async () => {
    const before = open({ now: () => new Date(Date.now() - 16 * 60_000) });
    expect((await post(before.presignPost(request), 'abc')).status).toBe(403);
  });
});

describe('a link', () => {
  it('downloads this version under the file’s own name', async () => {
    await post(objects.presignPost({ key: KEY, type: 'video/mp4', maxBytes: 10 }), 'first');
    const { versionId = '' } = (await objects.head(KEY)) ?? {};
    await post(objects.presignPost({ key: KEY, type: 'video/mp4', maxBytes: 10 }), 'second');
    const link = await objects.presignGet({ key: KEY, versionId, name: "总结 (1)'s.mp4", seconds: 60 });
    const answer = await fetch(link);
    expect([answer.status, await answer.text()]).toEqual([200, 'first']);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="__ (1)'s.mp4"; filename*=UTF-8''%E6%80%BB%E7%BB%93%20%281%29%27s.mp4`,
    );
    expect((await fetch(link.replace(versionId, 'x'))).status).toBe(403);
  });
});

describe('a download that breaks off', () => {
  it('goes on where it stopped, byte for byte, with the version that was pinned', async () => {
    const key = `${KEY}-resumed`;
    const bytes = new Uint8Array(2 * MIB).map((_, index) => index % 251);
    const form = () => objects.presignPost({ key, type: 'video/mp4', maxBytes: 3 * MIB });
    expect((await post(form(), bytes)).status).toBe(201);
    const pinned = await objects.head(key);
    const { versionId = '', etag = '' } = pinned ?? {};
    const link = await objects.presignGet({ key, versionId, type: 'video/mp4', name: 'a.mp4', seconds: 60 });
    const line = new AbortController();
    const first = await fetch(link, { signal: line.signal });
    const tag = first.headers.get('etag') ?? '';
    expect(tag.replaceAll('"', '')).toBe(etag.replaceAll('"', ''));
    const { value: begun = new Uint8Array() } = (await first.body?.getReader().read()) ?? {};
    line.abort();
    expect(begun.length).toBeLessThan(bytes.length);
    // Meanwhile another file comes under the same key.
    expect((await post(form(), 'another')).status).toBe(201);
    for (const header of ['if-range', 'if-match']) {
      const rest = await fetch(link, { headers: { range: `bytes=${begun.length}-`, [header]: tag } });
      expect([rest.status, rest.headers.get('content-range')]).toEqual([
        206,
        `bytes ${begun.length}-${bytes.length - 1}/${bytes.length}`,
      ]);
      const whole = Buffer.concat([begun, Buffer.from(await rest.arrayBuffer())]);
      expect(whole.equals(Buffer.from(bytes))).toBe(true);
    }
    const other = await fetch(link, { headers: { range: 'bytes=9-', 'if-match': '"another"' } });
    expect(other.status).toBe(412);
  });
});

describe('an upload in parts', () => {
  it('takes parts of their announced length only, and joins them with the whole’s checksum', async () => {
    const key = `${KEY}-parts`;
    const bytes = new Uint8Array(6 * MIB).map((_, index) => index % 251);
    const uploadId = await objects.createMultipart(key, 'video/mp4', '大视频.mp4');
    const cut = [bytes.slice(0, 5 * MIB), bytes.slice(5 * MIB)];
    for (const [index, part] of cut.entries()) {
      const url = await objects.presignPart({ key, uploadId, number: index + 1, length: part.length });
      expect((await fetch(url, { method: 'PUT', body: part.slice(1) })).status).toBe(403);
      expect((await fetch(url, { method: 'PUT', body: part })).status).toBe(200);
    }
    const parts = (await objects.listParts(key, uploadId)) ?? [];
    expect(parts.map(({ number, size }) => [number, size])).toEqual([
      [1, 5 * MIB],
      [2, MIB],
    ]);
    await objects.completeMultipart(key, uploadId, parts);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(bytes));
    expect(await objects.head(key)).toMatchObject({
      size: 6 * MIB,
      name: '大视频.mp4',
      crc32: checksum.toString('base64'),
    });
    expect(await objects.listParts(key, uploadId)).toBeUndefined();
    await objects.completeMultipart(key, uploadId, parts);
  });

  it('takes a part only with the checksum that it was announced with, and joins only the whole file', async () => {
    const key = `${KEY}-checked`;
    const part = new Uint8Array(1000).map((_, index) => index % 251);
    const checksum = (bytes: Uint8Array) => {
      const buffer = Buffer.alloc(4);
      buffer.writeUInt32BE(crc32(bytes));
      return buffer.toString('base64');
    };
    const uploadId = await objects.createMultipart(key, 'video/mp4');
    const url = await objects.presignPart({
      key,
      uploadId,
      number: 1,
      length: part.length,
      crc32: checksum(part),
    });
    const damaged = part.with(7, 0);
    const refused = await fetch(url, { method: 'PUT', body: damaged });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('BadDigest')]);
    expect((await fetch(url, { method: 'PUT', body: part })).status).toBe(200);
    const parts = (await objects.listParts(key, uploadId)) ?? [];
    expect(parts.map((one) => one.crc32)).toEqual([checksum(part)]);
    await expect(objects.completeMultipart(key, uploadId, parts, checksum(damaged))).rejects.toMatchObject({
      code: 'BadDigest',
    });
    await objects.completeMultipart(key, uploadId, parts, checksum(part));
    expect((await objects.head(key))?.crc32).toBe(checksum(part));
  });

  it('that was given up is gone', async () => {
    const uploadId = await objects.createMultipart(`${KEY}-gone`, 'video/mp4');
    await objects.abortMultipart(`${KEY}-gone`, uploadId);
    await objects.abortMultipart(`${KEY}-gone`, uploadId);
    expect(await objects.listParts(`${KEY}-gone`, uploadId)).toBeUndefined();
  });
});

describe('the store', () => {
  const answers = (...given: (number | Error)[]) => {
    const asked: string[] = [];
    const fetchIt: typeof fetch = async (url) => {
      asked.push(String(url));
      const next = given.shift() ?? 200;
      if (next instanceof Error) throw next;
      return new Response(next === 200 ? null : '<Error><Code>SlowDown</Code></Error>', { status: next });
    };
    return { asked, objects: open({ fetch: fetchIt }), fetchIt };
  };

  it('is asked again when it or the way to it fails', async () => {
    const { asked, objects: patient } = answers(503, new TypeError('fetch failed'), 500, 200);
    expect(await patient.head(KEY)).toBeDefined();
    expect(asked).toHaveLength(4);
  });

  it('is believed when it says no', async () => {
    const { asked, objects: refused } = answers(400);
    const failure = await refused.createMultipart(KEY, 'x/y').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreRefused);
    expect(failure).toMatchObject({ status: 400, code: 'SlowDown' });
    expect(asked).toHaveLength(1);
  });

  it('that refuses to say whether an object is there has none, for those who may not list it', async () => {
    expect(await answers(403).objects.head(KEY)).toBeUndefined();
    const lister = open({ fetch: answers(403).fetchIt, forbidden: 'denied' });
    await expect(lister.head(KEY)).rejects.toMatchObject({ status: 403 });
    expect(await open({ fetch: answers(404).fetchIt, forbidden: 'denied' }).head(KEY)).toBeUndefined();
  });

  it('gives up in the end', async () => {
    const { objects: failing } = answers(500, 500, 500, 500);
    await expect(failing.head(KEY)).rejects.toMatchObject({ status: 500 });
  });
});

describe('a list of objects', () => {
  it('goes on behind a key, in the order of keys, with what tells one version from another', async () => {
    for (const name of ['list-b', 'list-a', '表 & c']) {
      await post(objects.presignPost({ key: name, type: 'text/plain', maxBytes: 10 }), name.slice(-1));
    }
    const first = await objects.list({ after: 'list-', limit: 2 });
    expect(first.map(({ key }) => key)).toEqual(['list-a', 'list-b']);
    expect(first[0]?.etag).toBe((await objects.head('list-a'))?.etag);
    expect(Math.abs(Date.now() - Number(first[0]?.modified))).toBeLessThan(60_000);
    expect((await objects.list({ after: 'list-b', limit: 50 })).at(-1)?.key).toBe('表 & c');
  });
});
