import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outcome, rawRequest, refusal, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
  await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('secret'), Body: 'secret' }));
});
afterAll(() => s3.stop());

const getSecret = () => new GetObjectCommand({ Bucket: s3.bucket, Key: s3.key('secret') });

interface SignedRequest {
  path: string;
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

/** A client whose requests are changed on their way, after they have been signed. */
function tampering(change: (request: SignedRequest) => void): S3Client {
  const client = s3.clientWith({});
  client.middlewareStack.add(
    (next) => async (args) => {
      change(args.request as SignedRequest);
      return next(args);
    },
    { step: 'deserialize', priority: 'high' },
  );
  return client;
}

describe('a request without a valid signature', () => {
  it('is refused when nobody signed it, on every kind of request', async () => {
    const path = `/${s3.bucket}/${s3.key('secret')}`;
    const anonymous = await Promise.all(
      [
        ['GET', path],
        ['HEAD', path],
        ['PUT', path],
        ['DELETE', path],
        ['GET', `/${s3.bucket}?list-type=2`],
        ['POST', `/${s3.bucket}?delete`],
        ['POST', `${path}?uploads`],
      ].map(([method = '', target = '']) =>
        rawRequest(method, s3.endpoint, target, { 'content-length': '0' }),
      ),
    );
    expect(anonymous.map(({ status }) => status)).toEqual(anonymous.map(() => 403));
    expect(anonymous[0]?.body).toContain('<Code>AccessDenied</Code>');
    expect(await s3.exists(s3.key('secret'))).toBe(true);
  });

  it('is refused with a wrong secret or an unknown key', async () => {
    const { accessKeyId } = await s3.client.config.credentials();
    const forged = s3.clientWith({ credentials: { accessKeyId, secretAccessKey: 'guess' } });
    expect(await refusal(forged.send(getSecret()))).toBe('403 SignatureDoesNotMatch');
    const unknown = s3.clientWith({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'guess' } });
    expect(await refusal(unknown.send(getSecret()))).toBe('403 InvalidAccessKeyId');
  });

  it('is refused when the clock is more than 15 minutes off', async () => {
    for (const minutes of [-16, 16]) {
      const late = s3.clientWith({ systemClockOffset: minutes * 60_000 });
      expect(await refusal(late.send(getSecret()))).toBe('403 RequestTimeTooSkewed');
    }
    const slow = s3.clientWith({ systemClockOffset: -14 * 60_000 });
    expect(await refusal(slow.send(getSecret()))).toBe('accepted');
  });

  it('is refused when it was changed after signing', async () => {
    const put = () =>
      new PutObjectCommand({
        Bucket: s3.bucket,
        Key: s3.key('tampered'),
        Body: 'right',
        Metadata: { unit: 'harbin' },
      });
    const results = {
      method: await refusal(
        tampering((r) => {
          r.method = 'DELETE';
        }).send(getSecret()),
      ),
      path: await refusal(
        tampering((r) => {
          r.path += '2';
        }).send(getSecret()),
      ),
      query: await refusal(
        tampering((r) => {
          r.query.versionId = 'null';
        }).send(getSecret()),
      ),
      header: await refusal(
        tampering((r) => {
          r.headers['x-amz-meta-unit'] = 'daqing';
        }).send(put()),
      ),
      newHeader: await refusal(
        tampering((r) => {
          r.headers['x-amz-meta-role'] = 'lead';
        }).send(put()),
      ),
    };
    expect(results).toEqual({
      method: '403 SignatureDoesNotMatch',
      path: '403 SignatureDoesNotMatch',
      query: '403 SignatureDoesNotMatch',
      header: '403 SignatureDoesNotMatch',
      newHeader: '403 AccessDenied',
    });
    expect(await s3.exists(s3.key('tampered'))).toBe(false);
  });

  it('is refused when its body is another one, and keeps nothing', async () => {
    const client = tampering((request) => {
      request.body = Buffer.from('wrong');
    });
    const put = new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('body'), Body: 'right' });
    expect(await refusal(client.send(put))).toMatch(/^400 (XAmzContentSHA256Mismatch|BadDigest)$/);
    expect(await s3.exists(s3.key('body'))).toBe(false);
  });

  it('is refused when it was signed for another region', async () => {
    const elsewhere = s3.clientWith({ region: 'eu-north-1' });
    expect(await refusal(elsewhere.send(getSecret()))).toBe('400 AuthorizationHeaderMalformed');
  });
});

describe('a presigned URL', () => {
  it('gives what it was signed for, under the name that it carries', async () => {
    const ResponseContentDisposition = "attachment; filename*=UTF-8''%E6%B1%87%E6%80%BB.zip";
    const command = new GetObjectCommand({
      Bucket: s3.bucket,
      Key: s3.key('secret'),
      ResponseContentDisposition,
      ResponseContentType: 'application/zip',
    });
    const answer = await fetch(await getSignedUrl(s3.client, command, { expiresIn: 60 }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(await answer.text()).toBe('secret');
  });

  it('survives being parsed and put together again by a browser', async () => {
    const command = new GetObjectCommand({
      Bucket: s3.bucket,
      Key: s3.key('secret'),
      ResponseContentDisposition: 'attachment; filename="a b+c.zip"',
    });
    const url = new URL(await getSignedUrl(s3.client, command, { expiresIn: 60 }));
    expect(await outcome(await fetch(url.href))).toBe('200');
  });

  it('is only good for its method, key, query and time', async () => {
    const url = await getSignedUrl(s3.client, getSecret(), { expiresIn: 60 });
    const hourAgo = new Date(Date.now() - 3600_000);
    const expired = await getSignedUrl(s3.client, getSecret(), { expiresIn: 60, signingDate: hourAgo });
    const early = new Date(Date.now() + 3600_000);
    const notYet = await getSignedUrl(s3.client, getSecret(), { expiresIn: 60, signingDate: early });
    const results = {
      asSigned: await outcome(await fetch(url)),
      // A HEAD has no body to say the code in.
      head: (await fetch(url, { method: 'HEAD' })).status,
      delete: await outcome(await fetch(url, { method: 'DELETE' })),
      otherKey: await outcome(await fetch(url.replace('/secret?', '/secret2?'))),
      longer: await outcome(await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))),
      otherName: await outcome(await fetch(`${url}&response-content-type=text%2Fhtml`)),
      overAWeek: await outcome(await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'))),
      unsigned: await outcome(await fetch(url.replace(/&X-Amz-Signature=[0-9a-f]+/, ''))),
      expired: await outcome(await fetch(expired)),
      notYet: await outcome(await fetch(notYet)),
    };
    expect(results).toEqual({
      asSigned: '200',
      head: 403,
      delete: '403 SignatureDoesNotMatch',
      otherKey: '403 SignatureDoesNotMatch',
      longer: '403 SignatureDoesNotMatch',
      otherName: '403 SignatureDoesNotMatch',
      overAWeek: '400 AuthorizationQueryParametersError',
      unsigned: expect.stringMatching(/^40[03] \w+$/),
      expired: '403 AccessDenied',
      notYet: '403 AccessDenied',
    });
  });

  it('takes an upload of exactly the signed length and type', async () => {
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const command = new PutObjectCommand({
      Bucket: s3.bucket,
      Key: s3.key('presigned'),
      ContentLength: 5,
      ContentType: 'video/mp4',
    });
    const url = await getSignedUrl(unsummed, command, {
      expiresIn: 60,
      signableHeaders: new Set(['content-length', 'content-type']),
    });
    const send = async (body: string, type: string) =>
      outcome(await fetch(url, { method: 'PUT', body, headers: { 'content-type': type } }));
    expect(await send('123456', 'video/mp4')).toBe('403 SignatureDoesNotMatch');
    expect(await send('12345', 'text/html')).toBe('403 SignatureDoesNotMatch');
    expect(await s3.exists(s3.key('presigned'))).toBe(false);
    expect(await send('12345', 'video/mp4')).toBe('200');
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: s3.key('presigned') }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'video/mp4' });
  });

  it('takes metadata from the URL, and no x-amz header that was not signed', async () => {
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const target = { Bucket: s3.bucket, Key: s3.key('hoisted') };
    const command = new PutObjectCommand({ ...target, Metadata: { unit: 'harbin' } });
    const url = await getSignedUrl(unsummed, command, { expiresIn: 60 });
    const headers = { 'x-amz-meta-role': 'lead' };
    expect(await outcome(await fetch(url, { method: 'PUT', body: 'x', headers }))).toBe('403 AccessDenied');
    expect(await outcome(await fetch(url, { method: 'PUT', body: 'x' }))).toBe('200');
    const head = await s3.client.send(new HeadObjectCommand(target));
    expect(head.Metadata).toEqual({ unit: 'harbin' });
  });

  it('signed by a client that sums bodies fails for any body but the empty one', async () => {
    const command = new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('summed') });
    const url = await getSignedUrl(s3.client, command, { expiresIn: 60 });
    expect(await outcome(await fetch(url, { method: 'PUT', body: 'x' }))).toBe('400 BadDigest');
    expect(await s3.exists(s3.key('summed'))).toBe(false);
  });

  it('is not accepted beside an Authorization header', async () => {
    const url = await getSignedUrl(s3.client, getSecret(), { expiresIn: 60 });
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c' };
    expect(await outcome(await fetch(url, { headers }))).toBe('400 InvalidArgument');
  });

  it('may list and delete when it was signed for that', async () => {
    const list = new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: s3.key('secret') });
    const listed = await fetch(await getSignedUrl(s3.client, list, { expiresIn: 60 }));
    expect(await listed.text()).toContain(`<Key>${s3.key('secret')}</Key>`);
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('doomed'), Body: 'x' }));
    const remove = new DeleteObjectCommand({ Bucket: s3.bucket, Key: s3.key('doomed') });
    const removed = await fetch(await getSignedUrl(s3.client, remove, { expiresIn: 60 }), {
      method: 'DELETE',
    });
    expect(removed.status).toBe(204);
    expect(await s3.exists(s3.key('doomed'))).toBe(false);
  });
});
