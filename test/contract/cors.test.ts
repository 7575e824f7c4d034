import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CORS_ORIGIN, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

const preflight = (headers: Record<string, string>) =>
  fetch(`${s3.endpoint}/${s3.bucket}/${s3.key('any')}`, { method: 'OPTIONS', headers });

describe('a preflight', () => {
  it('from the site is answered with what the rule allows', async () => {
    const answer = await preflight({
      origin: CORS_ORIGIN,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type, X-Amz-Meta-Slot',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(CORS_ORIGIN);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toBe(
      'content-type, x-amz-meta-slot',
    );
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(answer.headers.get('access-control-max-age')).toBe('600');
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('from elsewhere, or for another method, is refused', async () => {
    const elsewhere = await preflight({
      origin: 'https://evil.example',
      'access-control-request-method': 'PUT',
    });
    const method = await preflight({ origin: CORS_ORIGIN, 'access-control-request-method': 'DELETE' });
    for (const answer of [elsewhere, method]) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('without an origin is a bad request', async () => {
    expect((await preflight({})).status).toBe(400);
  });
});

describe('an answer', () => {
  const url = () =>
    getSignedUrl(s3.client, new GetObjectCommand({ Bucket: s3.bucket, Key: s3.key('shared') }));

  it('to the site may be read by its scripts, ETag included', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('shared'), Body: 'x' }));
    const answer = await fetch(await url(), { headers: { origin: CORS_ORIGIN } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(CORS_ORIGIN);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  it('to others is given, but not to their scripts', async () => {
    const answer = await fetch(await url(), { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('that is a refusal can be read by the scripts of the site too', async () => {
    const unsigned = `${s3.endpoint}/${s3.bucket}/${s3.key('shared')}`;
    const answer = await fetch(unsigned, { headers: { origin: CORS_ORIGIN } });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBe(CORS_ORIGIN);
  });
});
