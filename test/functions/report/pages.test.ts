import { describe, expect, it } from '@jest/globals';
import { fieldsOfPage } from '../../support/page-form.ts';
import { DRAFT, FORM, filled, location, prepared, titleOf } from './by-pages.ts';
import { office } from './office.ts';

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
    expect((await harbin.open(FORM)).body).not.toContain(`remove-file:${scan.id}`);
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
    expect(accepted.body).not.toContain(`action="${DRAFT}`);
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
