import { describe, expect, it } from '@jest/globals';
import { StoreRefused } from '../../../functions/shared/objects/request.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { desk, MIB, type Ticket, VIDEOS } from './desk.ts';

describe('an upload by form', () => {
  it('gets a form for this key, type and size alone, and is complete once confirmed (I3)', async () => {
    const { ask, objects, harbin, keyOf } = await desk();
    const { status, body } = await ask({});
    expect(status).toBe(201);
    expect(body.post.fields).toMatchObject({
      key: keyOf(body.id),
      'Content-Type': 'video/mp4',
      range: `${40 * MIB}-${40 * MIB}`,
    });
    const early = await harbin.json<Ticket>('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([early.status, early.body.code]).toEqual([409, 'upload-unfinished']);
    objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
    const done = await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    expect([done.status, done.body]).toEqual([202, { state: 'checking' }]);
    const view = await harbin.json('GET', `${VIDEOS}/${body.id}`);
    expect(view.body).toEqual({
      id: body.id,
      slot: 'video',
      name: '开幕式.mp4',
      state: 'checking',
      findings: [],
      scan: 'not-scanned',
    });
  });

  it('is called what it was called, and by a safe name where that is none', async () => {
    const { ask, objects, harbin, keyOf } = await desk();
    for (const [given, name, originalName] of [
      ['开幕式.mp4', '开幕式.mp4', undefined],
      ['C:\\Users\\王\\开幕式 6:1?.mp4', '开幕式 6_1_.mp4', '开幕式 6:1?.mp4'],
      ['=HYPERLINK("x").mp4', '=HYPERLINK(_x_).mp4', '=HYPERLINK("x").mp4'],
    ]) {
      const { body } = await ask({ name: given });
      objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
      await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
      const view = await harbin.json<object>('GET', `${VIDEOS}/${body.id}`);
      expect(view.body).toMatchObject({ name });
      expect(Object.entries(view.body).find(([key]) => key === 'originalName')?.[1]).toBe(originalName);
      const page = await harbin.open(`${VIDEOS}/${body.id}`);
      expect(page.body.includes('原文件名')).toBe(originalName !== undefined);
      await harbin.json('POST', `${VIDEOS}/${body.id}/remove`, {});
    }
  });

  it('once complete stays the version that it was, whatever comes under its key later', async () => {
    const { ask, objects, harbin, keyOf, table } = await desk();
    const { body } = await ask({});
    objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
    await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    objects.put(keyOf(body.id), 'video/mp4', 7);
    await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    const row = table.rows().find(({ id }) => id === body.id);
    expect(row).toMatchObject({ pin: { versionId: 'v1', size: 40 * MIB }, state: 'checking' });
    expect(row).toMatchObject({ queue: 'inspection', inspection: 'due' });
    const file = await harbin.json('GET', `${VIDEOS}/${body.id}/file`);
    expect([file.status, file.headers.get('location')]).toEqual([
      302,
      expect.stringContaining('versionId=v1'),
    ]);
  });

  it.each([
    ['empty', { size: 0 }, '/size', 'empty'],
    ['too big', { size: 2 * 1024 * MIB + 1 }, '/size', 'too-large'],
    ['of another kind', { name: '病毒.exe' }, '/name', 'wrong-type'],
    ['without an extension', { name: 'mp4' }, '/name', 'wrong-type'],
    ['belied by its type', { type: 'text/html' }, '/type', 'type-mismatch'],
    ['of another slot', { slot: 'picture' }, '/name', 'wrong-type'],
    ['for no slot', { slot: 'nowhere' }, '/slot', 'no-such-slot'],
    ['for an inherited slot', { slot: '__proto__' }, '/slot', 'no-such-slot'],
  ])('of a file that is %s is refused in words of its own', async (_, file, pointer, code) => {
    const { ask, table } = await desk();
    const { status, body } = await ask(file);
    expect([status, body.errors[0]?.pointer, body.errors[0]?.code]).toEqual([422, pointer, code]);
    expect(body.errors[0]?.message).toMatch(/[一-龥]/);
    expect(table.rows().some(({ type }) => type === 'attachment')).toBe(false);
  });

  it.each([
    ['图.JPG', ''],
    ['图.jpeg', 'image/pjpeg'],
    ['图.jpg', 'application/octet-stream'],
  ])('of %s said to be %j is taken for what it is', async (name, type) => {
    const { ask } = await desk();
    const { status, body } = await ask({ slot: 'picture', size: 5, name, type });
    expect([status, body.post?.fields['Content-Type']]).toEqual([201, 'image/jpeg']);
  });

  it('takes the names that office suites give to documents', async () => {
    const { harbin } = await desk();
    const path = '/reports/summary/attachments';
    for (const [name, type] of [
      ['总结.docx', 'application/wps-office.docx'],
      ['总结.wps', 'application/kswps'],
    ]) {
      const asked = await harbin.json<Ticket>('POST', path, { slot: 'report', name, size: 5, type });
      expect([name, asked.status]).toEqual([name, 201]);
      await harbin.json('POST', `${path}/${asked.body.id}/remove`, {});
    }
  });

  it('finds no room in a full slot until a file is removed', async () => {
    const { harbin } = await desk();
    const path = '/reports/summary/attachments';
    const send = () =>
      harbin.json<Ticket>('POST', path, { slot: 'report', name: 'a.pdf', size: 5, type: 'application/pdf' });
    const first = await send();
    const second = await send();
    expect([second.status, second.body.errors[0]?.code]).toEqual([422, 'too-many-files']);
    expect((await harbin.json('POST', `${path}/${first.body.id}/remove`, {})).status).toBe(204);
    expect((await send()).status).toBe(201);
  });

  it('is taken back after it was removed, once, and waits for its verdict again', async () => {
    const { ask, objects, harbin, keyOf, table } = await desk();
    const { id } = (await ask({})).body;
    const call = (what: string) => harbin.json<Ticket>('POST', `${VIDEOS}/${id}/${what}`, {});
    await call('remove');
    expect((await call('restore')).body.code).toBe('upload-unfinished');
    const next = (await ask({})).body.id;
    objects.put(keyOf(next), 'video/mp4', 40 * MIB);
    await harbin.json('POST', `${VIDEOS}/${next}/complete`, {});
    await harbin.json('POST', `${VIDEOS}/${next}/remove`, {});
    const row = () => table.rows().find((one) => one.id === next);
    expect(row()).not.toHaveProperty('queue');
    const page = await harbin.open(`${VIDEOS}/${next}`);
    expect(page.body).toContain('此文件已从报表中移除。');
    const back = await harbin.post(`${VIDEOS}/${next}/restore`, []);
    expect([back.status, back.headers.get('location')]).toEqual([
      303,
      `/reports/media?notice=restored&file=${next}#file-notice`,
    ]);
    expect(row()).toMatchObject({ removed: false, state: 'checking', queue: 'inspection' });
    const before = row();
    const again = await harbin.json('POST', `${VIDEOS}/${next}/restore`, {});
    expect([again.status, again.body]).toEqual([
      200,
      expect.objectContaining({ id: next, state: 'checking' }),
    ]);
    expect(row()).toEqual(before);
  });

  it('that was announced and never begun takes no place after a quarter of an hour', async () => {
    const { harbin, at } = await desk();
    const path = '/reports/summary/attachments';
    const file = { slot: 'report', name: 'a.pdf', size: 5, type: 'application/pdf' };
    await harbin.json('POST', path, file);
    at('2023-06-10T01:16:00.000Z');
    expect((await harbin.json('POST', path, file)).status).toBe(201);
  });

  it('is refused when the report can no longer be changed', async () => {
    const { harbin, table, ask } = await desk();
    await table.put(
      toRow.head({
        campaign: 'heilongjiang-2023',
        unit: 'harbin',
        form: 'media',
        state: 'accepted',
        version: 3,
        revision: 1,
        nil: false,
      }),
    );
    expect((await ask({})).body.code).toBe('already-accepted');
    expect((await harbin.open(`${VIDEOS}/new?slot=video`)).status).toBe(409);
  });

  it('is no business of other units', async () => {
    const { ask, clerk } = await desk();
    const { body } = await ask({});
    const heihe = await clerk('heihe');
    const other = await heihe.json('GET', `${VIDEOS}/${body.id}`);
    const none = await heihe.json('GET', `${VIDEOS}/${'0'.repeat(26)}`);
    expect([other.status, other.body]).toEqual([404, none.body]);
    for (const path of ['complete', 'remove']) {
      expect((await heihe.json('POST', `${VIDEOS}/${body.id}/${path}`, {})).status).toBe(404);
    }
    expect((await heihe.json('GET', `${VIDEOS}/${body.id}/file`)).status).toBe(404);
  });
});

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
