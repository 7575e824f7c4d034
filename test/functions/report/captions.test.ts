import { describe, expect, it } from '@jest/globals';
import { attachApp } from '../../../functions/attach/app.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { signedIn } from '../../support/clerk.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

const FORM = '/reports/open-day';
const DRAFT = `${FORM}/draft`;

interface Files {
  attachments: { id: string; name: string; caption?: string }[];
}

async function withFiles(...names: string[]) {
  const world = office();
  const harbin = await world.clerk('harbin');
  await harbin.json('PUT', DRAFT, { version: 0, answers: validAnswers['open-day']?.('harbin') });
  const files = [];
  for (const name of names) files.push(await world.file('harbin', 'open-day', 'scan', 'unchecked', name));
  const press = async (action: string, values: { [name: string]: string } = {}) => {
    const fields = fieldsOfPage((await harbin.open(FORM)).body, DRAFT);
    const others = fields.filter(([name]) => name !== 'action' && !(name in values));
    return harbin.post(DRAFT, [...others, ...Object.entries(values), ['action', action]]);
  };
  const listed = async () => (await harbin.json<Files>('GET', FORM)).body.attachments;
  const order = async () => (await listed()).map(({ name }) => name);
  const submit = async (key = 'k') => {
    const { body } = await harbin.json<Files & { answers: unknown }>('GET', FORM);
    const attachments = body.attachments.map(({ id }) => id).reverse();
    await harbin.json(
      'POST',
      `${FORM}/submissions`,
      { answers: body.answers, attachments },
      { 'idempotency-key': key },
    );
    return world.table.rows().find(({ type }) => type === 'revision') as unknown as Files;
  };
  return { ...world, harbin, files, press, listed, order, submit };
}

const idOf = (file: { id: string } | undefined) => file?.id ?? '';

describe('the files of a report', () => {
  it('get captions with whatever else is saved, and go into the revision with them', async () => {
    const { press, listed, files, submit, harbin } = await withFiles('甲.pdf', '乙.pdf');
    await press('save', {
      [`caption/${idOf(files[0])}`]: ' 开幕式\u202e现场 ',
      [`caption/${idOf(files[1])}`]: '',
    });
    expect((await listed()).map(({ caption }) => caption)).toEqual(['开幕式现场', undefined]);
    const page = new Map(fieldsOfPage((await harbin.open(FORM)).body, DRAFT));
    expect(page.get(`caption/${idOf(files[0])}`)).toBe('开幕式现场');
    expect((await submit()).attachments.map(({ name, caption }) => [name, caption])).toEqual([
      ['甲.pdf', '开幕式现场'],
      ['乙.pdf', undefined],
    ]);
    await press('save', { [`caption/${idOf(files[0])}`]: '' });
    expect((await listed())[0]).not.toHaveProperty('caption');
  });

  it('move up and down without script, and are submitted in that order', async () => {
    const { press, order, files, submit, harbin } = await withFiles('甲.pdf', '乙.pdf', '丙.pdf');
    const up = await press(`file-up:${idOf(files[2])}`);
    expect(up.headers.get('location')).toContain(`#f-captions-${idOf(files[2])}`);
    expect(await order()).toEqual(['甲.pdf', '丙.pdf', '乙.pdf']);
    await press(`file-down:${idOf(files[0])}`);
    expect(await order()).toEqual(['丙.pdf', '甲.pdf', '乙.pdf']);
    await press(`file-up:${idOf(files[2])}`);
    expect(await order()).toEqual(['丙.pdf', '甲.pdf', '乙.pdf']);
    const { body } = await harbin.open(FORM);
    expect(body).not.toContain(`file-up:${idOf(files[2])}`);
    expect(body).not.toContain(`file-down:${idOf(files[1])}`);
    expect((await submit()).attachments.map(({ name }) => name)).toEqual(['丙.pdf', '甲.pdf', '乙.pdf']);
  });

  it('keep their places when one is removed, and a new one comes last', async () => {
    const { press, order, file, files } = await withFiles('甲.pdf', '乙.pdf', '丙.pdf');
    await press(`file-up:${idOf(files[2])}`);
    await press(`remove-file:${idOf(files[0])}`);
    await file('harbin', 'open-day', 'scan', 'unchecked', '丁.pdf');
    expect(await order()).toEqual(['丙.pdf', '乙.pdf', '丁.pdf']);
    await press(`file-down:${idOf(files[2])}`);
    expect(await order()).toEqual(['乙.pdf', '丙.pdf', '丁.pdf']);
  });

  it('are removed under their names, and taken back with caption, place and what was typed', async () => {
    const { press, order, files, harbin } = await withFiles('甲.pdf', '乙.pdf');
    const id = idOf(files[0]);
    await press('save', { [`caption/${id}`]: '开幕式' });
    const removed = (await press(`remove-file:${id}`)).headers.get('location') ?? '';
    expect(removed).toBe(`${FORM}?notice=removed&file=${id}#file-notice`);
    expect(await order()).toEqual(['乙.pdf']);
    const page = (await harbin.open(removed)).body;
    expect(page).toMatch(/id="file-notice" tabindex="-1"><p role="status">“甲.pdf”已移除。/);
    expect(page).toContain('撤销移除<span class="visually-hidden"> 甲.pdf</span>');
    expect(page).toContain('已移除或被替换的文件（1）');
    expect((await harbin.open(removed, 'en')).body).toContain('“甲.pdf” was removed.');
    const back = await press(`restore-file:${id}`, { filledBy: '先存' });
    expect(back.headers.get('location')).toBe(`${FORM}?notice=restored&file=${id}#file-notice`);
    expect(await order()).toEqual(['甲.pdf', '乙.pdf']);
    const again = (await harbin.open(back.headers.get('location') ?? '')).body;
    expect(again).toContain('“甲.pdf”已恢复。');
    expect(again).not.toContain('restore-file:');
    const fields = new Map(fieldsOfPage(again, DRAFT));
    expect([fields.get('filledBy'), fields.get(`caption/${id}`)]).toEqual(['先存', '开幕式']);
    // Pressed in an old tab, it changes nothing.
    expect((await press(`restore-file:${id}`)).status).toBe(303);
    expect(await order()).toEqual(['甲.pdf', '乙.pdf']);
  });

  it('that cannot be taken back are not offered, and are refused in words', async () => {
    const { press, files, harbin, file, table, order } = await withFiles('甲.pdf');
    const [id, unsent] = [idOf(files[0]), await file('harbin', 'open-day', 'scan', 'awaiting', '未传完.pdf')];
    const removed = (await press(`remove-file:${unsent.id}`)).headers.get('location') ?? '';
    const page = (await harbin.open(removed)).body;
    expect(page).toContain('“未传完.pdf”已移除。');
    expect(page).not.toContain('restore-file:');
    await press(`remove-file:${id}`);
    for (let n = 0; n < 20; n++) await file('harbin', 'open-day', 'scan', 'unchecked', `${n}.pdf`);
    const full = (await harbin.open(removed)).body;
    expect(full).toContain('已移除或被替换的文件（1）');
    expect(full).not.toContain('restore-file:');
    const refused = await press(`restore-file:${id}`, { filledBy: '先存' });
    const { body } = refused;
    expect([refused.status, body.includes('最多20个文件，请先移除不需要的文件。')]).toEqual([422, true]);
    expect(new Map(fieldsOfPage(body, DRAFT)).get('filledBy')).toBe('先存');
    expect((await order()).length).toBe(20);
    expect(table.rows().find((row) => row.id === id)).toMatchObject({ removed: true });
  });

  it('are replaced from the page, which saves first', async () => {
    const { press, files, harbin } = await withFiles('甲.pdf');
    const to = await press(`replace-file:scan/${idOf(files[0])}`, { filledBy: '先存' });
    expect(to.headers.get('location')).toBe(`${FORM}/attachments/new?slot=scan&replaces=${idOf(files[0])}`);
    expect(new Map(fieldsOfPage((await harbin.open(FORM)).body, DRAFT)).get('filledBy')).toBe('先存');
  });

  it('keep a caption that is too long, or was typed on a stale page, on the page', async () => {
    const { press, files, harbin, listed } = await withFiles('甲.pdf');
    const control = `caption/${idOf(files[0])}`;
    const long = await press('save', { [control]: '长'.repeat(201) });
    expect(long.status).toBe(422);
    expect(long.body).toContain('说明有201个字，最多200个字，请精简。');
    expect(long.body).toContain(`href="#f-captions-${idOf(files[0])}"`);
    expect(new Map(fieldsOfPage(long.body, DRAFT)).get(control)).toBe('长'.repeat(201));
    const stale = await press('save', { [control]: '开幕', version: '0', filledBy: '另一人' });
    expect(stale.status).toBe(409);
    expect(new Map(fieldsOfPage(stale.body, DRAFT)).get(control)).toBe('开幕');
    expect((await listed())[0]).not.toHaveProperty('caption');
    expect((await harbin.json('GET', FORM)).body.version).toBe(1);
  });

  it('are changed by programs as well, until the report is accepted', async () => {
    const { files, listed, order, press, table, log, dependencies, submit, decide } = await withFiles(
      '甲.pdf',
      '乙.pdf',
    );
    const app = attachApp({
      ...dependencies,
      table,
      log,
      objects: memoryObjects(),
      filesOrigin: 'https://files.example.org',
      siteUrl: 'https://site.example.org',
    });
    const harbin = await signedIn(app, table, { unit: 'harbin' }, dependencies.clock());
    const change = (file: { id: string } | undefined, body: object) =>
      harbin.json('POST', `${FORM}/attachments/${idOf(file)}/change`, body);
    expect((await press('save', {})).status).toBe(303);
    const version = () => table.rows().find(({ sk }) => sk === 'WORK#DRAFT')?.version;
    const before = Number(version());
    const changed = await change(files[1], { caption: '合影', position: 1 });
    // A page that was opened before must not write its captions over these.
    expect(version()).toBe(before + 1);
    expect((await press('save', { version: String(before), filledBy: '另一人' })).status).toBe(409);
    expect([changed.status, changed.body]).toEqual([
      200,
      expect.objectContaining({ id: idOf(files[1]), caption: '合影', name: '乙.pdf' }),
    ]);
    expect(await order()).toEqual(['乙.pdf', '甲.pdf']);
    await change(files[1], { position: 99 });
    expect(version()).toBe(before + 2);
    expect(await order()).toEqual(['甲.pdf', '乙.pdf']);
    expect((await change(files[1], { caption: '长'.repeat(201) })).status).toBe(422);
    expect((await change(files[1], { position: 0 })).status).toBe(422);
    expect((await change({ id: '9'.repeat(26) }, { caption: 'x' })).status).toBe(404);
    expect((await listed()).at(-1)?.caption).toBe('合影');
    await submit();
    await decide('harbin', 'open-day', 'accepted');
    expect((await change(files[1], { caption: '晚了' })).status).toBe(409);
  });
});
