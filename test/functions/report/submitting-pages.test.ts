import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { DRAFT, FORM, filled, location, prepared, titleOf } from './by-pages.ts';
import { office } from './office.ts';

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
    expect(await next()).not.toMatch(/确认邮件|主管部门将进行审核/);
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

  it('leads to the receipt that there is when the same is submitted once more, until it is returned', async () => {
    const { harbin, table, decide } = await prepared();
    const again = async () => {
      const { body } = await harbin.open(`${FORM}/check`);
      return location(await harbin.post(`${FORM}/submissions`, fieldsOfPage(body, `${FORM}/submissions`)));
    };
    const kept = () => table.rows().filter(({ type }) => type === 'revision' || type === 'mail').length;
    const first = await again();
    expect([await again(), kept()]).toEqual([first, 2]);
    const answers = { ...validAnswers['open-day']?.('harbin'), filledBy: '另一人' };
    await harbin.json('PUT', DRAFT, { version: 1, answers });
    const second = await again();
    expect([second === first, kept()]).toEqual([false, 4]);
    await decide('harbin', 'open-day', 'returned');
    expect([(await again()) === second, kept()]).toEqual([false, 6]);
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
    const long = await harbin.post(path, explained('含新建科技馆的投入。'.repeat(101)));
    expect(long.status).toBe(422);
    expect(long.body).toContain('情况说明有1010个字，最多1000个字，请精简。');
    expect(new Map(fieldsOfPage(long.body, path)).get(name)).toHaveLength(1010);
    const sent = await harbin.post(path, explained('含新建科技馆的投入'));
    expect(sent.status).toBe(303);
    expect((await harbin.open(location(sent))).body).toMatch(
      /H1(?:(?!<\/tr>).)*情况说明：含新建科技馆的投入/s,
    );
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
