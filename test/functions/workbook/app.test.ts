import { describe, expect, it } from '@jest/globals';
import { XLSX } from '../../../functions/shared/workbook/media-type.ts';
import { workbookApp } from '../../../functions/workbook/app.ts';
import type { WorkbookRead } from '../../../schemas/contract/workbook.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import { signedIn } from '../../support/clerk.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { changeSheet, setCell, text } from '../../support/rezip.ts';
import { answersOf, filledIn, readBack } from '../../support/workbooks.ts';
import { office } from '../report/office.ts';

const form = formOf('open-day');
if (!form) throw new Error('no register');
const answers = answersOf(form);
const good = filledIn(form, answers);
const wrong = changeSheet(good, 3, (xml) => setCell(xml, 'O3', ...text('12345')));
const HERE = '/reports/open-day/workbook';
const TEMPLATE = '/reports/open-day/template.xlsx';

async function prepared(start?: string) {
  const world = office(start);
  const app = workbookApp(world.dependencies);
  const { token } = await signedIn(app, world.table, { unit: 'harbin' }, world.dependencies.clock());
  const harbin = await world.clerk('harbin');
  const send = (path: string, body: BodyInit | undefined, headers: { [name: string]: string } = {}) =>
    app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
  const bytes = (file: Buffer) => new Uint8Array(file);
  return {
    ...world,
    harbin,
    send,
    draft: async () => (await harbin.json('GET', '/reports/open-day')).body,
    post: (file: Buffer, query = '', headers = {}) =>
      send(`${HERE}${query}`, bytes(file), { 'content-type': XLSX, ...headers }),
    /** As the page's form posts it. */
    upload(file: Buffer | undefined, fields: { [name: string]: string }) {
      const data = new FormData();
      if (file) data.set('workbook', new File([bytes(file)], '备案表.xlsx'));
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      return send(HERE, data, { accept: 'text/html' });
    },
    template: async () => Buffer.from(await (await send(TEMPLATE, undefined)).arrayBuffer()),
  };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

const problemOf = async (answer: Response) =>
  (await answer.json()) as { code: string; errors: { code: string; message: string }[] };

describe('the template of a report', () => {
  it('is an .xlsx file with what is known of a new report', async () => {
    const { send } = await prepared();
    const answer = await send(TEMPLATE, undefined);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, XLSX]);
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''2023%E5%B9%B4");
    const read = readBack(form, Buffer.from(await answer.arrayBuffer()));
    expect(read.answers).toEqual({ unit: '哈尔滨市', date: '2023-05-10' });
  });

  it('holds the draft, and after a submission the revision', async () => {
    const { harbin, template } = await prepared();
    await harbin.json('PUT', '/reports/open-day/draft', { version: 0, answers: { filledBy: '示例' } });
    expect(readBack(form, await template()).answers).toEqual({ filledBy: '示例' });
    await harbin.json('POST', '/reports/open-day/submissions', { answers }, { 'idempotency-key': 'a' });
    expect(readBack(form, await template()).answers).toEqual(answers);
  });
});

describe('a filled workbook', () => {
  it('is read and not saved without a version, saved with one', async () => {
    const { post, draft } = await prepared();
    const looked = (await (await post(good)).json()) as WorkbookRead;
    expect(looked).toMatchObject({ saved: false, version: 0, answers, rows: 3, errors: [] });
    expect((await draft()).version).toBe(0);
    const saved = (await (await post(good, '?version=0')).json()) as WorkbookRead;
    expect(saved).toMatchObject({ saved: true, version: 1 });
    expect(await draft()).toMatchObject({ version: 1, answers });
  });

  it.each([
    ['a program', (w: Prepared) => w.post(good, '?version=0')],
    ['the page', (w: Prepared) => w.upload(good, { version: '0' })],
  ])('begins the report in the name of who imports it by %s', async (_, send) => {
    const world = await prepared();
    await send(world);
    const begun = world.table.rows().filter(({ action }) => action === 'report-started');
    expect(begun.map(({ by }) => by)).toEqual(['harbin@example.org']);
  });

  it('is kept with its wrong cells, each told with sheet, cell, field and cure', async () => {
    const { post, draft } = await prepared();
    const { errors } = (await (
      await post(wrong, '?version=0', { 'accept-language': 'en' })
    ).json()) as WorkbookRead;
    expect(errors).toEqual([
      expect.objectContaining({
        sheet: '开放场所 Open places',
        cell: 'O3',
        row: 3,
        column: 'O',
        field: 'Phone',
      }),
    ]);
    expect((await draft()).version).toBe(1);
  });

  it('saves nothing over what somebody saved meanwhile', async () => {
    const { post, harbin, draft } = await prepared();
    await harbin.json('PUT', '/reports/open-day/draft', { version: 0, answers: { filledBy: '先保存' } });
    const stale = await post(good, '?version=0');
    expect([stale.status, await problemOf(stale)]).toEqual([
      409,
      expect.objectContaining({ code: 'stale-version', version: 1 }),
    ]);
    expect((await draft()).answers).toEqual({ filledBy: '先保存' });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a text', Buffer.from('a,b'), 'not-a-workbook'],
    ['another form', filledIn(formOf('summary') ?? form, { filledBy: 'x' }), 'other-form'],
  ])('is refused with one reason when it is %s', async (_, file, code) => {
    const { post, draft } = await prepared();
    const refused = await post(file, '?version=0');
    const body = await problemOf(refused);
    expect([refused.status, body.code, body.errors.map((one) => one.code)]).toEqual([
      422,
      'unreadable-workbook',
      [code],
    ]);
    expect(body.errors[0]?.message).toMatch(/请/);
    expect((await draft()).version).toBe(0);
  });

  it('is refused for a report that is closed, and as JSON', async () => {
    const { post, send } = await prepared('2024-05-10T01:00:00.000Z');
    expect((await problemOf(await post(good, '?version=0'))).code).toBe('form-closed');
    const json = await send(HERE, '{}', { 'content-type': 'application/json' });
    const { errors, ...problem } = await problemOf(json);
    expect([json.status, problem.code, errors.map(({ code }) => code)]).toEqual([
      415,
      'unsupported-type',
      ['not-a-workbook'],
    ]);
    expect(errors[0]?.message).toContain('.xlsx');
    expect(problem).toMatchObject({ title: expect.stringContaining('.xlsx') });
  });

  it('comes back marked to a program that accepts one, and nothing is saved', async () => {
    const { post, draft } = await prepared();
    const copy = await post(wrong, '', { accept: XLSX });
    expect([copy.status, copy.headers.get('content-type')]).toEqual([200, XLSX]);
    expect(readBack(form, Buffer.from(await copy.arrayBuffer())).problems).toHaveLength(1);
    expect((await draft()).version).toBe(0);
  });
});

describe('the page of an import', () => {
  it('leads back to the report when all is well', async () => {
    const { upload, harbin, draft } = await prepared();
    const page = await harbin.open('/reports/open-day');
    expect(page.body).toContain(`href="${TEMPLATE}"`);
    expect(new Map(fieldsOfPage(page.body, HERE)).get('version')).toBe('0');
    const done = await upload(good, { version: '0' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/reports/open-day?notice=imported']);
    expect((await draft()).answers).toEqual(answers);
    expect((await harbin.open('/reports/open-day?notice=imported')).body).toContain('工作簿已导入并暂存');
  });

  it('lists the wrong cells, and gives the marked copy of a file that nobody kept', async () => {
    const { upload, send } = await prepared();
    const done = await upload(wrong, { version: '0' });
    const html = await done.text();
    expect(done.status).toBe(200);
    expect(html).toMatch(/<title>错误：导入结果/);
    expect(html).toMatch(/<th scope="row">O3<\/th>/);
    expect(html).toContain('第3行联系电话填写的是“12345”');
    const [held] = fieldsOfPage(html, HERE).filter(([name]) => name === 'held');
    const body = new URLSearchParams([held ?? ['held', '']]);
    const copy = await send(HERE, body, { accept: 'text/html' });
    expect([copy.status, copy.headers.get('content-type')]).toEqual([200, XLSX]);
  });

  it('asks before anything that was typed is replaced', async () => {
    const { upload, harbin, draft } = await prepared();
    await harbin.json('PUT', '/reports/open-day/draft', { version: 0, answers: { filledBy: '手工填写' } });
    const asked = await upload(good, { version: '1' });
    expect(asked.status).toBe(409);
    expect(await asked.text()).toMatch(/尚未导入.*<li>填表人<\/li>/s);
    expect((await draft()).answers).toEqual({ filledBy: '手工填写' });
    expect((await upload(good, { version: '1', replace: 'yes' })).status).toBe(303);
    expect((await draft()).answers).toEqual(answers);
  });

  it.each([
    ['no file was chosen', undefined, '文件是空的'],
    ['it is no workbook', Buffer.from('x'), '这不是Excel工作簿'],
  ])('says so when %s, and has the form again', async (_, file, sentence) => {
    const { upload } = await prepared();
    const answer = await upload(file, { version: '0' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toMatch(/role="alert"/);
    expect(html).toContain(sentence);
    expect(html).toContain('name="workbook"');
  });
});
