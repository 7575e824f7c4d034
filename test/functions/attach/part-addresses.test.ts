import { describe, expect, it } from '@jest/globals';
import { StoreRefused } from '../../../functions/shared/objects/request.ts';
import { desk, MIB, type Ticket, VIDEOS } from './desk.ts';

describe('an upload in parts', () => {
  it('gets an address for each part, and is joined when all parts have their length', async () => {
    const { ask, harbin, objects, keyOf } = await desk();
    const { body } = await ask({ upload: 'multipart' });
    expect(body.multipart.partSize).toBe(16 * MIB);
    expect(body.multipart.parts.map(({ url }) => new URL(url).searchParams.get('length'))).toEqual([
      String(16 * MIB),
      String(16 * MIB),
      String(8 * MIB),
    ]);
    const upload = objects.uploads.get('upload-1');
    const part = (number: number, size: number) => ({ number, size, etag: `e${number}` });
    upload?.parts.push(part(1, 16 * MIB), part(2, 5));
    const short = await harbin.json<Ticket>('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([short.status, short.body.errors[0]?.message]).toEqual([409, '缺少第2、3部分。']);
    upload?.parts.splice(1, 1, part(2, 16 * MIB), part(3, 8 * MIB));
    const done = await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([done.status, done.body]).toEqual([202, { state: 'checking' }]);
    expect(objects.stored.get(keyOf(body.id))?.size).toBe(40 * MIB);
    expect((await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {})).status).toBe(202);
  });

  it('is asked for part by part, and goes on after a break with what has not arrived', async () => {
    const { ask, harbin, objects } = await desk();
    const { body } = await ask({ upload: 'multipart', partSize: 10 * MIB });
    expect(body.multipart).toEqual({ partSize: 10 * MIB, parts: [] });
    const parts = `${VIDEOS}/${body.id}/parts`;
    const crc32 = 'AAAAAA==';
    const addressed = await harbin.json<Ticket['multipart']>('POST', parts, {
      parts: [{ number: 4, crc32 }, { number: 1 }],
    });
    expect(
      addressed.body.parts.map(({ url }) => [...new URL(url).searchParams.entries()].slice(1).flat()),
    ).toEqual([
      ['partNumber', '4', 'length', String(10 * MIB), 'crc32', crc32],
      ['partNumber', '1', 'length', String(10 * MIB)],
    ]);
    objects.uploads.get('upload-1')?.parts.push({ number: 4, size: 10 * MIB, etag: 'e4', crc32 });
    const arrived = await harbin.json('GET', parts);
    expect(arrived.body).toEqual({
      state: 'awaiting',
      size: 40 * MIB,
      partSize: 10 * MIB,
      resized: [],
      parts: [{ number: 4, size: 10 * MIB, crc32 }],
    });
    const beyond = await harbin.json('POST', parts, { parts: [{ number: 5 }] });
    expect(beyond.status).toBe(404);
    for (const wrong of [{ parts: [] }, { parts: [{ number: 1, crc32: 'x' }] }, {}]) {
      expect((await harbin.json('POST', parts, wrong)).status).toBe(422);
    }
  });

  it('goes on in parts of another size from one of them on, and is whole when they are', async () => {
    const { ask, harbin, objects, keyOf } = await desk();
    const { body } = await ask({ upload: 'multipart', partSize: 5 * MIB });
    const parts = `${VIDEOS}/${body.id}/parts`;
    const address = (wanted: object) => harbin.json<Ticket['multipart']>('POST', parts, wanted);
    const larger = await address({ parts: [{ number: 3 }, { number: 4 }], partSize: 20 * MIB });
    expect(larger.body.parts.map(({ number, size }) => [number, size])).toEqual([
      [3, 20 * MIB],
      [4, 10 * MIB],
    ]);
    const before = await address({ parts: [{ number: 1 }, { number: 3 }] });
    expect(before.body.parts.map(({ url }) => new URL(url).searchParams.get('length'))).toEqual([
      String(5 * MIB),
      String(20 * MIB),
    ]);
    expect((await harbin.json('GET', parts)).body).toMatchObject({
      partSize: 5 * MIB,
      resized: [{ from: 3, partSize: 20 * MIB }],
    });
    expect((await address({ parts: [{ number: 5 }] })).status).toBe(404);
    for (const partSize of [1, 65 * MIB, '20']) {
      expect((await address({ parts: [{ number: 3 }], partSize })).status).toBe(422);
    }
    const sizes = [5, 5, 20, 10];
    for (const [index, size] of sizes.entries()) {
      objects.uploads.get('upload-1')?.parts.push({
        number: index + 1,
        size: size * MIB,
        etag: `e${index}`,
      });
    }
    const done = await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([done.status, objects.stored.get(keyOf(body.id))?.size]).toEqual([202, 40 * MIB]);
  });

  it('is not cut otherwise without end, nor once it is removed', async () => {
    const { ask, harbin } = await desk();
    const { body } = await ask({ upload: 'multipart', partSize: 5 * MIB, size: 200 * MIB });
    const resize = (number: number) =>
      harbin.json<Ticket>('POST', `${VIDEOS}/${body.id}/parts`, {
        parts: [{ number }],
        partSize: (5 + (number % 2)) * MIB,
      });
    for (let number = 2; number < 22; number++) expect((await resize(number)).status).toBe(200);
    const often = await resize(22);
    expect([often.status, often.body.errors[0]?.code]).toEqual([422, 'resized-too-often']);
    // What is decided anew takes the place of what was decided of later parts.
    expect((await resize(2)).status).toBe(200);
    expect((await resize(3)).status).toBe(200);
    await harbin.json('POST', `${VIDEOS}/${body.id}/remove`, {});
    expect((await resize(4)).status).toBe(404);
  });

  it('that the store has given up says so, and one that was joined by then does not', async () => {
    const { ask, harbin, objects, keyOf } = await desk();
    const { body } = await ask({ upload: 'multipart' });
    objects.uploads.clear();
    const gone = await harbin.json<Ticket>('GET', `${VIDEOS}/${body.id}/parts`);
    expect([gone.status, gone.body.code]).toEqual([410, 'upload-expired']);
    const told = await harbin.json<Ticket>('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([told.status, told.body.code]).toEqual([410, 'upload-expired']);
    objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
    const joined = await harbin.json('GET', `${VIDEOS}/${body.id}/parts`);
    expect([joined.status, joined.body]).toEqual([200, expect.objectContaining({ state: 'checking' })]);
  });

  it('is finished by a form without script too, whatever parts were left behind', async () => {
    const { ask, harbin, objects, keyOf } = await desk();
    const { body } = await ask({ upload: 'multipart' });
    objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
    const done = await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([done.status, done.body]).toEqual([202, { state: 'checking' }]);
  });

  it('of a file that changed meanwhile is not joined', async () => {
    const { ask, harbin, objects } = await desk();
    const { body } = await ask({ upload: 'multipart', partSize: 40 * MIB });
    objects.uploads.get('upload-1')?.parts.push({ number: 1, size: 40 * MIB, etag: 'e1' });
    objects.completeMultipart = async (_key, _upload, _parts, crc32) => {
      throw new StoreRefused(400, crc32 === undefined ? 'NotAsked' : 'BadDigest');
    };
    const done = await harbin.json<Ticket>('POST', `${VIDEOS}/${body.id}/complete`, { crc32: 'AAAAAA==' });
    expect([done.status, done.body.errors[0]?.code]).toEqual([409, 'checksum-mismatch']);
  });

  it('that is removed is given up in the store too', async () => {
    const { ask, harbin, objects } = await desk();
    const { body } = await ask({ upload: 'multipart' });
    await harbin.json('POST', `${VIDEOS}/${body.id}/remove`, {});
    expect(objects.uploads.size).toBe(0);
  });
});
