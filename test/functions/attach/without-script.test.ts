import { describe, expect, it } from '@jest/globals';
import { fieldsOfPage } from '../../support/page-form.ts';
import { desk, MIB, VIDEOS } from './desk.ts';

describe('an upload without script', () => {
  it('goes from the kind of file to its form to the store and back to the report', async () => {
    const { harbin, objects, keyOf } = await desk();
    const choose = await harbin.open(`${VIDEOS}/new?slot=video`);
    expect(choose.body).toContain('严禁上传涉密文件');
    const fields = fieldsOfPage(choose.body, VIDEOS);
    expect(new Map(fields).get('slot')).toBe('video');
    const begun = await harbin.post(VIDEOS, fields);
    expect(begun.status).toBe(303);
    const address = begun.headers.get('location') ?? '';
    const id = address.split('/').at(-1) ?? '';
    const page = await harbin.open(address);
    expect(page.body).toContain('严禁上传涉密文件');
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://files.example.org",
    );
    const sent = new Map(fieldsOfPage(page.body, 'https://files.example.org/'));
    expect([...sent.keys()].at(-1)).toBe('file');
    expect(sent.get('x-amz-meta-name')).toBe(`\${filename}`);
    expect(sent.get('success_action_redirect')).toBe(`https://site.example.org${address}/uploaded`);
    expect(page.body).toContain('accept=".mp4"');
    objects.put(keyOf(id), 'video/mp4', 9, 'C:\\视频\\“开幕”%22式?.MP4');
    const back = await harbin.open(`${address}/uploaded?bucket=b&key=k&etag=e`);
    expect([back.status, back.headers.get('location')]).toEqual([
      303,
      `/reports/media?notice=uploaded&file=${id}#file-notice`,
    ]);
    const view = await harbin.json('GET', `${VIDEOS}/${id}`);
    expect(view.body).toMatchObject({
      state: 'checking',
      name: '“开幕”_式_.MP4',
      originalName: '“开幕”"式?.MP4',
    });
  });

  it('keeps a file whose name belies its kind, and refuses it with the reason', async () => {
    const { harbin, objects, keyOf } = await desk();
    const begun = await harbin.post(VIDEOS, [
      ['slot', 'video'],
      ['type', 'video/mp4'],
    ]);
    const id = (begun.headers.get('location') ?? '').split('/').at(-1) ?? '';
    objects.put(keyOf(id), 'video/mp4', 9, '程序.exe');
    const back = await harbin.open(`${VIDEOS}/${id}/uploaded`);
    expect(back.headers.get('location')).toContain('notice=refused');
    const view = await harbin.json<{ state: string; findings: { code: string }[] }>(
      'GET',
      `${VIDEOS}/${id}`,
      undefined,
      { 'accept-language': 'en' },
    );
    expect([view.body.state, view.body.findings]).toEqual([
      'refused',
      [
        {
          code: 'type-mismatch',
          message: 'The extension of the file name does not match the chosen kind of file.',
        },
      ],
    ]);
  });

  it('of an empty file is refused in words, not by the store', async () => {
    const { harbin, objects, keyOf } = await desk();
    const begun = await harbin.post(VIDEOS, [
      ['slot', 'video'],
      ['type', 'video/mp4'],
    ]);
    const address = begun.headers.get('location') ?? '';
    const page = (await harbin.open(address)).body;
    const sent = new Map(fieldsOfPage(page, 'https://files.example.org/'));
    expect(sent.get('range')).toMatch(/^0-/);
    // What only the store can refuse is told of beforehand.
    expect(page).toContain('EntityTooLarge');
    objects.put(keyOf(address.split('/').at(-1) ?? ''), 'video/mp4', 0, '空.mp4');
    expect((await harbin.open(`${address}/uploaded`)).headers.get('location')).toContain('notice=refused');
  });

  it('shows what is there already, to be replaced even when the slot or the quota is full', async () => {
    const { ask, objects, harbin, keyOf } = await desk();
    const empty = await harbin.open(`${VIDEOS}/new?slot=video`);
    expect(empty.body).toContain('此处还可上传20个文件（已有0个，最多20个）');
    expect(empty.body).not.toContain('此处已有的文件');
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) {
      const { id } = (await ask({ name: `${n}.mp4` })).body;
      ids.push(id);
      objects.put(keyOf(id), 'video/mp4', 40 * MIB);
      await harbin.json('POST', `${VIDEOS}/${id}/complete`, {});
    }
    const full = await harbin.open(`${VIDEOS}/new?slot=video`);
    expect(full.status).toBe(422);
    expect(full.body).toContain('最多20个文件，请先移除不需要的文件。');
    expect(full.body).not.toContain('href="#f-slot"');
    expect(full.body).toContain('此处还可上传0个文件（已有20个，最多20个）');
    expect(full.body).not.toContain('data-upload');
    expect(full.body).toContain(`${VIDEOS}/new?slot=video&amp;replaces=${ids[19]}`);
    const english = (await harbin.open(`${VIDEOS}/new?slot=video`, 'en')).body;
    expect(english).toContain('Room left here: 0 files (20 of 20 are taken)');
    const replacing = await harbin.open(`${VIDEOS}/new?slot=video&replaces=${ids[19]}`);
    expect(replacing.status).toBe(200);
    expect(replacing.body).toContain('此处还可上传1个文件（已有19个，最多20个）');
    expect(replacing.body).not.toContain('此处已有的文件');
  });

  it('in the place of a file names it, and takes one', async () => {
    const { harbin, objects, ask, keyOf } = await desk();
    const { body } = await ask({});
    objects.put(keyOf(body.id), 'video/mp4', 40 * MIB);
    await harbin.json('POST', `${VIDEOS}/${body.id}/complete`, {});
    const page = (await harbin.open(`${VIDEOS}/new?slot=video&replaces=${body.id}`)).body;
    expect(page).toMatch(/<h1>\s*替换“开幕式.mp4” – /);
    expect(page).not.toContain('multiple');
    expect((await harbin.open(`${VIDEOS}/new?slot=video`)).body).toContain('multiple');
  });

  it('begun on a page of another unit begins nothing', async () => {
    const { harbin, clerk, table } = await desk();
    const page = (await harbin.open(`${VIDEOS}/new?slot=video`)).body;
    const action = /action="([^"]*attachments[^"]*)"/.exec(page)?.[1] ?? '';
    const heihe = await clerk('heihe');
    const answer = await heihe.post(action, fieldsOfPage(page, VIDEOS));
    expect([answer.status, answer.body]).toEqual([409, expect.stringContaining('本页属于“哈尔滨市”')]);
    expect(table.rows().some(({ type }) => type === 'attachment')).toBe(false);
  });

  it('says that nothing has arrived when nothing has', async () => {
    const { harbin } = await desk();
    const begun = await harbin.post(VIDEOS, [
      ['slot', 'video'],
      ['type', 'video/mp4'],
    ]);
    const address = begun.headers.get('location') ?? '';
    expect((await harbin.post(`${address}/complete`, [])).headers.get('location')).toContain(
      'notice=pending',
    );
  });

  it('begun anew after going back is not kept out by the first try', async () => {
    const { harbin } = await desk();
    const path = '/reports/summary/attachments';
    for (let n = 0; n < 4; n++) {
      const begun = await harbin.post(path, [
        ['slot', 'report'],
        ['type', 'application/pdf'],
      ]);
      expect(begun.headers.get('location')).toMatch(/^\/reports\/summary\/attachments\/\w{26}$/);
    }
  });

  it('with an unknown kind asks again', async () => {
    const { harbin } = await desk();
    const begun = await harbin.post(VIDEOS, [
      ['slot', 'video'],
      ['type', 'text/html'],
    ]);
    expect(begun.headers.get('location')).toBe(`${VIDEOS}/new?slot=video`);
  });

  it('speaks English to those who read it', async () => {
    const { harbin } = await desk();
    const { body } = await harbin.open(`${VIDEOS}/new?slot=video`, 'en');
    expect(body.replaceAll('中文', '')).not.toMatch(/[一-龥]/);
  });
});
