import { describe, expect, it } from '@jest/globals';
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
