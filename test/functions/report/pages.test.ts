import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

const FORM = '/reports/open-day';
const DRAFT = `${FORM}/draft`;
const titleOf = (html: string) => /<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '';
const location = (answer: { headers: Headers }) => answer.headers.get('location') ?? '';

/** The fields of a page, some of them filled in, with the button that is pressed. */
function filled(html: string, values: { [name: string]: string }, action: string): [string, string][] {
  const fields = fieldsOfPage(html, DRAFT).filter(([name]) => name !== 'action' && !(name in values));
  return [...fields, ...Object.entries(values), ['action', action]];
}

/** Saves valid answers as a program would, so that a page can go on with them. */
async function prepared(start?: string) {
  const world = office(start);
  const harbin = await world.clerk('harbin');
  await harbin.json('PUT', DRAFT, { version: 0, answers: validAnswers['open-day']?.('harbin') });
  return { ...world, harbin };
}

describe('the page of a report', () => {
  it('is prefilled with the unit and today, and titled in the reader’s language', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const zh = await harbin.open(FORM);
    expect(titleOf(zh.body)).toMatch(/^2023年参与开放活动的科研机构和大学备案表/);
    const fields = new Map(fieldsOfPage(zh.body, DRAFT));
    expect([fields.get('unit'), fields.get('date'), fields.get('version')]).toEqual([
      '哈尔滨市',
      '2023-05-10',
      '0',
    ]);
    const en = await harbin.open(FORM, 'en');
    expect(en.body).toContain('Reporting unit');
    expect(en.body.replaceAll('中文', '').replace(/data-columns="[^"]*"/g, '')).not.toMatch(/[一-龥]/);
  });

  it('saves what was typed and says so', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const page = await harbin.open(FORM);
    const saved = await harbin.post(DRAFT, filled(page.body, { filledBy: '示例填表人' }, 'save'));
    expect([saved.status, location(saved)]).toEqual([303, `${FORM}?notice=saved`]);
    const again = await harbin.open(location(saved));
    expect(again.body).toMatch(/role="status">\s*已暂存 2023年5月10日 09:00/);
    expect(new Map(fieldsOfPage(again.body, DRAFT)).get('filledBy')).toBe('示例填表人');
  });

  it('takes rows that were copied from a spreadsheet without script, and marks what it could not read', async () => {
    const { harbin } = await prepared();
    const page = await harbin.open(FORM);
    const before = (await harbin.json<{ answers: { rows: unknown[] } }>('GET', FORM)).body.answers.rows
      .length;
    const text = [
      '单位名称\t单位类型\t开放开始日期\t联系电话\t负责人',
      '示例天文馆\t其他\t2023年5月26日\t0451-00000000\t甲',
      '示例植物园\t园子\t五月底\t0451-00000001\t乙',
    ].join('\r\n');
    const posted = await harbin.post(DRAFT, filled(page.body, { 'paste-rows': text }, 'paste-rows:rows'));
    expect([posted.status, location(posted)]).toEqual([
      303,
      `${FORM}?pasted=rows&from=${before}&count=2&left=0&strange=${encodeURIComponent('负责人')}#f-rows-${before}`,
    ]);
    const { answers } = (await harbin.json<{ answers: { rows: object[] } }>('GET', FORM)).body;
    expect(answers.rows.slice(before)).toMatchObject([
      { institution: '示例天文馆', kind: 'other', from: '2023-05-26' },
      { institution: '示例植物园', kind: '园子', from: '五月底' },
    ]);
    const after = (await harbin.open(location(posted))).body;
    const notice = /<section class="notice" role="status">(.*?)<\/section>/s.exec(after)?.[1] ?? '';
    expect(notice).toContain('已粘贴2行并暂存。');
    expect(notice).toContain('未能对应、已略过的列：负责人。');
    expect(notice).toContain('有2处内容未能识别');
    const cells = [...notice.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(cells).toEqual([`f-rows-${before + 1}-kind`, `f-rows-${before + 1}-from`]);
    // These cells are marked, and no others: what a row still lacks is told when the report is checked.
    expect([...after.matchAll(/aria-invalid="true"/g)]).toHaveLength(2);
    expect(after).toMatch(new RegExp(`<details class="row" open="" id="f-rows-${before + 1}"`));
  });

  it('pastes no more rows than the form takes, and says how many were left out', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const page = await harbin.open(FORM);
    const text = Array.from({ length: 502 }, (_, index) => `示例研究所${index}\t大学`).join('\n');
    const posted = await harbin.post(DRAFT, filled(page.body, { 'paste-rows': text }, 'paste-rows:rows'));
    expect(location(posted)).toBe(`${FORM}?pasted=rows&from=0&count=500&left=2#f-rows-0`);
    expect((await harbin.open(location(posted))).body).toContain('其余2行未粘贴');
  });

  it.each(['?pasted=rows&from=x&count=1', '?pasted=__proto__&from=0&count=1', '?pasted=rows&from=-1'])(
    'is drawn whatever its address says of a paste: %s',
    async (query) => {
      const { harbin } = await prepared();
      const { status, body } = await harbin.open(FORM + query);
      expect([status, body.includes('aria-invalid="true"')]).toEqual([200, false]);
    },
  );

  it('shows the rule of a field before it is broken', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const hint = async (form: string, id: string, language?: string) =>
      new RegExp(`<p class="hint" id="${id}-hint">([^<]*)</p>`).exec(
        (await harbin.open(`/reports/${form}`, language)).body,
      )?.[1];
    expect(await hint('summary', 'f-abstract')).toBe('最多2000字');
    expect(await hint('summary', 'f-abstract', 'en')).toBe('At most 2000 characters');
    expect(await hint('open-day', 'f-filledBy')).toBe('最多100字');
    expect(await hint('open-day', 'f-phone')).toContain('11位手机号');
    expect(await hint('open-day', 'f-rows-0-from')).toBe('如2023-05-25');
    expect(await hint('open-day', 'f-rows-0-institution')).toBeUndefined();
    expect(await hint('media', 'f-items-0-link')).toBe('报道链接必须填写；以https://开头的网址');
    const described = /<input id="f-phone"[^>]*aria-describedby="f-phone-hint"/;
    expect((await harbin.open(FORM)).body).toMatch(described);
  });

  it('adds and removes rows without script, and loses nothing that was typed', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const first = await harbin.open(FORM);
    const added = await harbin.post(
      DRAFT,
      filled(first.body, { 'rows/0/institution': '示例研究所一' }, 'add-row:rows'),
    );
    expect(location(added)).toBe(`${FORM}?row=rows#f-rows-1`);
    const second = await harbin.open(`${FORM}?row=rows`);
    const more = await harbin.post(
      DRAFT,
      filled(second.body, { 'rows/1/institution': '示例研究所二' }, 'add-row:rows'),
    );
    expect(location(more)).toBe(`${FORM}?row=rows#f-rows-2`);
    const third = await harbin.open(FORM);
    const removed = await harbin.post(DRAFT, filled(third.body, { filledBy: '甲' }, 'remove-row:rows/0'));
    expect(removed.status).toBe(303);
    const left = new Map(fieldsOfPage((await harbin.open(FORM)).body, DRAFT));
    expect([left.get('rows/0/institution'), left.has('rows/1/institution'), left.get('filledBy')]).toEqual([
      '示例研究所二',
      false,
      '甲',
    ]);
  });

  it('keeps what was typed when somebody saved meanwhile, and shows what is saved', async () => {
    const { harbin } = await prepared();
    const page = await harbin.open(FORM);
    await harbin.json('PUT', DRAFT, { version: 1, answers: { filledBy: '同事' } });
    const stale = await harbin.post(DRAFT, filled(page.body, { filledBy: '我的修改' }, 'save'));
    expect(stale.status).toBe(409);
    expect(titleOf(stale.body)).toMatch(/^错误：/);
    expect(stale.body).toContain('同事');
    const kept = new Map(fieldsOfPage(stale.body, DRAFT));
    expect([kept.get('filledBy'), kept.get('version')]).toEqual(['我的修改', '2']);
    const again = await harbin.post(DRAFT, filled(stale.body, {}, 'save'));
    expect(again.status).toBe(303);
    expect(new Map(fieldsOfPage((await harbin.open(FORM)).body, DRAFT)).get('filledBy')).toBe('我的修改');
  });

  it('saves before it leads to the upload of a file, and removes files', async () => {
    const { harbin, file, table } = await prepared();
    const scan = await file('harbin', 'open-day', 'scan', 'unchecked');
    const page = await harbin.open(FORM);
    expect(page.body).toContain(`/reports/open-day/attachments/${scan.id}/file`);
    const upload = await harbin.post(DRAFT, filled(page.body, { filledBy: '先存' }, 'upload:scan'));
    expect(location(upload)).toBe(`${FORM}/attachments/new?slot=scan`);
    const next = await harbin.open(FORM);
    expect(new Map(fieldsOfPage(next.body, DRAFT)).get('filledBy')).toBe('先存');
    await harbin.post(DRAFT, filled(next.body, {}, `remove-file:${scan.id}`));
    expect((await harbin.open(FORM)).body).not.toContain(scan.id);
    expect(table.rows().find(({ id }) => id === scan.id)).toMatchObject({ removed: true, pin: scan.pin });
  });

  it('says until when a report that is overdue is still taken', async () => {
    const inTime = await (await office().clerk('harbin')).open(FORM);
    expect(inTime.body).not.toContain('逾期仍可补报');
    const overdue = await (await office('2023-06-01T00:00:00.000Z').clerk('harbin')).open(FORM);
    expect(overdue.body).toMatch(/逾期仍可补报，最晚至：<time[^>]*>2023年6月15日（星期四）23:59/);
  });

  it('is read only once it is accepted or closed, with a sentence', async () => {
    const { harbin, decide } = await prepared();
    await decide('harbin', 'open-day', 'accepted');
    const accepted = await harbin.open(FORM);
    expect(accepted.body).not.toContain(`action="${DRAFT}"`);
    expect(accepted.body).toContain('本表已审核通过');
    const late = office('2023-08-01T00:00:00.000Z');
    const closed = await (await late.clerk('harbin')).open('/reports/statistics');
    expect(closed.body).toContain('本表已截止');
    expect(closed.body).not.toContain('<input');
  });

  it('answers a wrong button or a wrong body without losing anything', async () => {
    const { harbin } = await prepared();
    const odd = await harbin.post(DRAFT, [
      ['version', '1'],
      ['action', 'explode:now'],
      ['unit', '哈尔滨市'],
    ]);
    expect(location(odd)).toBe(`${FORM}?notice=saved`);
    const none = await harbin.post(DRAFT, [['unit', 'x']]);
    expect(none.status).toBe(422);
  });
});

describe('checking and submitting by pages', () => {
  it('shows the problems first, each leading to its field, while anything blocks', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const page = await harbin.open(FORM);
    const saved = await harbin.post(DRAFT, filled(page.body, { phone: '12' }, 'check'));
    expect(location(saved)).toBe(`${FORM}/check`);
    const wrong = await harbin.open(`${FORM}/check`);
    expect(titleOf(wrong.body)).toMatch(/^错误：/);
    const main = wrong.body.slice(wrong.body.indexOf('<main'));
    expect(main).toMatch(/^<main[^>]*><section class="error-summary"/);
    const targets = [...main.matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id);
    expect(targets).toContain('f-phone');
    const ids = new Set([...main.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const target of targets) expect(ids).toContain(target);
  });

  it('shows all answers with ways to change them, submits once, and ends at the receipt', async () => {
    const { harbin, table, log } = await prepared();
    const check = await harbin.open(`${FORM}/check`);
    expect(check.status).toBe(200);
    expect(check.body).toContain('以下内容尚未报送');
    expect(check.body).toMatch(/<a class="no-print" href="#submit">.*<form id="submit"/s);
    expect(check.body).toContain('href="/reports/open-day#f-filledBy"');
    const fields = fieldsOfPage(check.body, `${FORM}/submissions`);
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => harbin.post(`${FORM}/submissions`, fields)),
    );
    expect(new Set(sent.map((one) => `${one.status} ${location(one)}`)).size).toBe(1);
    expect(table.rows().filter(({ type }) => type === 'revision')).toHaveLength(1);
    const receipt = await harbin.open(location(sent[0] ?? { headers: new Headers() }));
    const reference = location(sent[0] ?? { headers: new Headers() }).slice('/receipts/'.length);
    expect(receipt.body).toContain(reference);
    expect(receipt.body).toContain('报送成功');
    expect(receipt.body).toContain('示例填表人');
    expect(log.lines.join()).toContain(reference);
  });

  it('tells on the receipt what comes next for the report as it stands now', async () => {
    const { harbin, decide } = await prepared();
    const check = await harbin.open(`${FORM}/check`);
    const sent = await harbin.post(`${FORM}/submissions`, fieldsOfPage(check.body, `${FORM}/submissions`));
    const next = async () =>
      /接下来<\/h2>(.*?)<\/ul>/s.exec((await harbin.open(location(sent))).body)?.[1] ?? '';
    expect(await next()).toContain('确认邮件将在几分钟内发送');
    await decide('harbin', 'open-day', 'returned');
    expect(await next()).toContain('请按退回原因更正后重新报送');
    await decide('harbin', 'open-day', 'accepted');
    expect(await next()).toContain('已审核通过');
    expect(await next()).not.toMatch(/确认邮件|将在截止时间后审核/);
  });

  it('leads a page that was used before to its receipt, whatever happened since', async () => {
    const { harbin, decide } = await prepared();
    const check = await harbin.open(`${FORM}/check`);
    const fields = fieldsOfPage(check.body, `${FORM}/submissions`);
    const first = await harbin.post(`${FORM}/submissions`, fields);
    await harbin.json('PUT', DRAFT, { version: 1, answers: { filledBy: '后来' } });
    expect(location(await harbin.post(`${FORM}/submissions`, fields))).toBe(location(first));
    await decide('harbin', 'open-day', 'accepted');
    expect(location(await harbin.post(`${FORM}/submissions`, fields))).toBe(location(first));
  });

  it('does not submit what the page did not show', async () => {
    const { harbin, table } = await prepared();
    const check = await harbin.open(`${FORM}/check`);
    const answers = { ...validAnswers['open-day']?.('harbin'), filledBy: '另一人' };
    await harbin.json('PUT', DRAFT, { version: 1, answers });
    const stale = await harbin.post(`${FORM}/submissions`, fieldsOfPage(check.body, `${FORM}/submissions`));
    expect(stale.status).toBe(409);
    expect(stale.body).toContain('另一人');
    expect(table.rows().some(({ type }) => type === 'revision')).toBe(false);
  });

  it('asks for the explanations that are needed, next to what they explain, and keeps what was typed', async () => {
    const { clerk } = office('2023-06-10T00:00:00.000Z');
    const harbin = await clerk('harbin');
    const valid = validAnswers.statistics?.('harbin') as { indicators: object };
    const answers = { ...valid, indicators: { ...valid.indicators, H1: { count: 50_000 } } };
    await harbin.json('PUT', '/reports/statistics/draft', { version: 0, answers });
    const path = '/reports/statistics/submissions';
    const check = await harbin.open('/reports/statistics/check');
    const fields = fieldsOfPage(check.body, path);
    const name = fields.map(([field]) => field).find((field) => field.startsWith('explanation/')) ?? '';
    const explained = (text: string) =>
      fields.map(([field, value]): [string, string] => [field, field === name ? text : value]);
    const short = await harbin.post(path, explained('没错'));
    expect([short.status, titleOf(short.body).startsWith('错误：')]).toEqual([422, true]);
    expect(new Map(fieldsOfPage(short.body, path)).get(name)).toBe('没错');
    expect(short.body).toContain('尚未说明情况（不少于6个字）：H1');
    const target =
      /<a href="#([^"]+)">/.exec(short.body.slice(short.body.indexOf('error-summary')))?.[1] ?? '';
    expect(short.body).toContain(`<textarea id="${target}"`);
    const sent = await harbin.post(path, explained('含新建科技馆的投入'));
    expect(sent.status).toBe(303);
    expect((await harbin.open(location(sent))).body).toContain('含新建科技馆的投入');
  });

  it('takes a nil return by a button of its own', async () => {
    const { clerk, table } = office();
    const harbin = await clerk('harbin');
    const page = await harbin.open(FORM);
    const values = { filledBy: '示例', phone: '0451-00000000', secrecyReviewed: 'true' };
    const nil = await harbin.post(DRAFT, filled(page.body, values, 'nil'));
    expect(location(nil)).toBe(`${FORM}/check?nil=true`);
    const check = await harbin.open(location(nil));
    expect(check.body).toContain('本次为零报告');
    const sent = await harbin.post(`${FORM}/submissions`, fieldsOfPage(check.body, `${FORM}/submissions`));
    expect(sent.status).toBe(303);
    expect(table.rows().find(({ type }) => type === 'revision')).toMatchObject({ nil: true });
  });

  it('leaves unfinished uploads out and says so', async () => {
    const { harbin, file, table } = await prepared();
    await file('harbin', 'open-day', 'scan', 'unchecked', '已到.pdf');
    await file('harbin', 'open-day', 'scan', 'awaiting', '未到.pdf');
    const check = await harbin.open(`${FORM}/check`);
    expect(check.body).toMatch(/尚未上传完成.*未到\.pdf/s);
    await harbin.post(`${FORM}/submissions`, fieldsOfPage(check.body, `${FORM}/submissions`));
    const revision = table.rows().find(({ type }) => type === 'revision');
    expect(revision?.attachments).toEqual([expect.objectContaining({ name: '已到.pdf' })]);
  });

  it('draws every page in English without a Chinese word of ours', async () => {
    const { harbin, decide } = await prepared();
    const page = await harbin.open(`${FORM}/check`, 'en');
    const sent = await harbin.post(
      `${FORM}/submissions`,
      fieldsOfPage(page.body, `${FORM}/submissions`),
      'en',
    );
    await decide('harbin', 'open-day', 'returned');
    const own = /哈尔滨市?|示例|重点实验室|寒地|机器人|打印|登记处|现场登记处|公式|雨天|开放实验室|中文/;
    for (const path of [
      '/reports',
      FORM,
      `${FORM}/check`,
      location(sent),
      '/reports/media',
      '/reports/summary/check',
    ]) {
      const { status, body } = await harbin.open(path, 'en');
      expect([path, status]).toEqual([path, 200]);
      const said = body.replace(
        /data-columns="[^"]*"|<input\b[^>]*>|<textarea.*?<\/textarea>|<dd>.*?<\/dd>|<summary>.*?<\/summary>/gs,
        '',
      );
      const strange = said.split(/[<>]/).filter((text) => /[一-龥]/.test(text) && !own.test(text));
      expect([path, strange]).toEqual([path, []]);
    }
  });
});
