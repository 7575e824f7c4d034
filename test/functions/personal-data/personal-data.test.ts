import { beforeEach, describe, expect, it } from '@jest/globals';
import { personalDataApp } from '../../../functions/personal-data/app.ts';
import { auditRow } from '../../../functions/shared/records/audit.ts';
import { mailRow } from '../../../functions/shared/records/outbox.ts';
import { listRevisions, toRow } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { Erased, PersonalDataView, PersonExport } from '../../../schemas/contract/personal-data.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { contactRows, formerRow, type RosterContact } from '../../../schemas/roster.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';

const DURING = new Date('2023-06-20T01:00:00.000Z');
const AFTER = new Date('2024-07-01T01:00:00.000Z');
const SECRETS = ['示例甲', '13800000000', '示例乙', '13900000000', '示例丙', 'former@example.org'];

const answers = {
  unit: '哈尔滨市',
  filledBy: '示例甲',
  phone: '13800000000',
  rows: [{ institution: '示例馆', contact: '示例乙', phone: '13900000000' }],
};
const contact: RosterContact = {
  email: 'harbin@example.org',
  campaign: CAMPAIGN,
  role: 'unit',
  unit: 'harbin',
  name: '示例丙',
};

let table: MemoryTable;
let now: Date;
let lead: { [header: string]: string };
let app: ReturnType<typeof personalDataApp>;
const log = collectedLog();

async function at(instant: Date): Promise<void> {
  now = instant;
  lead = await signedIn(table, now, { role: 'lead', office: 'lead' });
}

const get = async () =>
  PersonalDataView.parse(await (await app.request('/personal-data', { headers: lead })).json());

const post = (path: string, body: object) =>
  app.request(`/personal-data/${path}`, {
    method: 'POST',
    headers: { ...lead, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What a form of the page posts. */
const send = (path: string, fields: { [name: string]: string }) => {
  const { body, type } = posted(fields);
  const headers = { ...inBrowser(lead), 'content-type': type };
  return app.request(`/personal-data/${path}`, { method: 'POST', headers, body });
};

/** All rows as text, packed answers unpacked by who reads them. */
async function everything(): Promise<string> {
  const report = { campaign: CAMPAIGN, unit: 'harbin', form: 'open-day' };
  const rest = table.rows().filter(({ type }) => !['audit', 'session'].includes(String(type)));
  return JSON.stringify([rest, await listRevisions(table, report)]);
}

const audited = (action: string) => table.rows().filter((row) => row.action === action).length;

describe('personal data', () => {
  beforeEach(async () => {
    table = memoryTable();
    app = personalDataApp({ table, campaign: heilongjiang2023, forms, clock: () => now, log });
    await at(DURING);
    const { head } = await store(table, {
      unit: 'harbin',
      form: 'open-day',
      answers,
      explanations: { 'doubt:/phone': '说明' },
    });
    const message = { at: DURING.toISOString(), office: 'cast', revision: 1, message: '请核对', fields: [] };
    await table.put(toRow.message(head, message));
    const draft = {
      version: 3,
      base: 1,
      answers,
      explanations: { 'doubt:/filledBy': '代填' },
      savedAt: DURING.toISOString(),
    };
    await table.put(toRow.draft(head, draft));
    const inOffice = {
      email: 'cast@example.org',
      campaign: CAMPAIGN,
      role: 'office',
      office: 'cast',
      name: '示例丁',
    } as const;
    for (const row of [contact, inOffice].flatMap(contactRows)) await table.put({ ...row });
    await table.put({ ...formerRow({ ...contact, email: 'former@example.org' }, DURING.toISOString()) });
  });

  it('is counted before it is erased, and nothing changes by looking', async () => {
    const before = await everything();
    const view = await get();
    expect(view).toMatchObject({ until: '2024-06-30', erasable: false, submitters: 1, names: 2, former: 1 });
    expect(view.forms.find(({ form }) => form === 'open-day')).toMatchObject({ reports: 1, answers: 8 });
    // What would stay is said too, with what ends it.
    expect(view.stays).toContainEqual({ what: 'addresses', count: 2, until: 'removal' });
    expect(view.stays).toContainEqual({ what: 'explanations', count: 2, until: 'shutdown' });
    expect(view.stays).toContainEqual({ what: 'messages', count: 1, until: 'shutdown' });
    const said = async (language: string) =>
      (await app.request(`/personal-data?language=${language}`, { headers: inBrowser(lead) })).text();
    const [zh, en] = await Promise.all([said('zh'), said('en')]);
    for (const what of ['留言', '备注', '情况说明', '附件', '操作日志', '邮件记录中的收件邮箱']) {
      expect(zh).toContain(what);
    }
    for (const what of ['messages', 'remarks', 'Explanations', 'Attachments', 'audit log', 'Recipients']) {
      expect(en).toContain(what);
    }
    expect(await everything()).toBe(before);
  });

  it('is kept until the last day for it, whoever asks', async () => {
    const answer = await post('erasure', { confirm: 'yes' });
    expect([answer.status, (await answer.json()).code]).toEqual([409, 'kept-until']);
    expect(await everything()).toContain('示例甲');
    const page = await app.request('/personal-data', { headers: inBrowser(lead) });
    expect(await page.text()).not.toContain('action="/personal-data/erasure"');
  });

  it('is gone from drafts, revisions and roster after that, each with a line in the audit log', async () => {
    await at(AFTER);
    expect(await everything()).toContain('示例甲');
    const erased = Erased.parse(await (await post('erasure', { confirm: 'yes' })).json());
    expect(erased).toEqual({ reports: 1, contacts: 2, former: 1, left: 0 });
    const after = await everything();
    for (const secret of SECRETS) expect(after).not.toContain(secret);
    expect(after).toContain('示例馆');
    const [revision] = await listRevisions(table, { campaign: CAMPAIGN, unit: 'harbin', form: 'open-day' });
    expect(revision).toMatchObject({ revision: 1, answers: { rows: [{ institution: '示例馆' }] } });
    expect(revision?.submittedBy).toBeUndefined();
    const events = table.rows().filter(({ action }) => action === 'personal-data-erased');
    expect(events).toHaveLength(4);
    for (const event of events) expect(event).toMatchObject({ by: 'lead@example.org', office: 'lead' });
    expect(events.flatMap(({ subject }) => subject ?? [])).toEqual(['cast']);
    expect(table.rows().find(({ type }) => type === 'erasure')).toMatchObject({ left: 0 });
    expect(await get()).toMatchObject({ submitters: 0, names: 0, former: 0 });
  });

  it('is erased once: doing it again finds nothing and writes nothing', async () => {
    await at(AFTER);
    await post('erasure', { confirm: 'yes' });
    const rows = table.rows().length;
    expect(await (await post('erasure', { confirm: 'yes' })).json()).toEqual({
      reports: 0,
      contacts: 0,
      former: 0,
      left: 0,
    });
    expect(table.rows().length).toBe(rows);
  });

  it('of a report is read with one call, its draft and revisions together', async () => {
    table.calls.length = 0;
    await get();
    // The session and the campaign; contacts of now and before; where the reports stand; the one report.
    expect(table.calls).toHaveLength(2 + 2 + 1 + 1);
  });

  it('is erased from the page only when that is confirmed', async () => {
    await at(AFTER);
    const refused = await send('erasure', {});
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/<title>错误：.*<a href="#f-confirm">请先勾选确认，再清除。<\/a>/s);
    expect(await everything()).toContain('示例甲');
    const done = await send('erasure', { confirm: 'yes' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/personal-data?erased&left=0']);
  });

  it('asks again, with what was typed, for a name that is none', async () => {
    const answer = await send('person', { who: ' x ' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('<a href="#f-who">请填写邮箱、姓名或电话，2到200字。</a>');
    expect(html).toMatch(/<input id="f-who" name="who" [^>]*value=" x "/);
    expect(audited('personal-data-exported')).toBe(0);
  });

  it.each(['示例乙', '13900000000'])(
    'of the person %s is handed out, with what stands beside it',
    async (who) => {
      const answer = await post('person', { who });
      expect(answer.headers.get('content-disposition')).toContain('personal-data.json');
      const { reports } = PersonExport.parse(await answer.json());
      expect(reports.map(({ revision }) => revision)).toEqual([1, undefined]);
      const told = reports[0]?.answers.map(({ pointer, value }) => [pointer, value]);
      expect(told).toEqual([
        ['/rows/0/contact', '示例乙'],
        ['/rows/0/phone', '13900000000'],
      ]);
      expect(audited('personal-data-exported')).toBe(1);
    },
  );

  it('of an address says where it stands, what was submitted from it, what it did and the mails to it', async () => {
    const by = 'harbin@example.org';
    const event = { campaign: CAMPAIGN, unit: 'harbin', form: 'open-day' };
    await table.put(auditRow({ ...event, by, action: 'report-submitted' }, new Date('2023-06-10T02:00:00Z')));
    await table.put(auditRow({ ...event, by: 'jixi@example.org', action: 'report-submitted' }, DURING));
    const mail = { campaign: CAMPAIGN, kind: 'reminder' as const, unit: 'harbin' };
    await table.put({ ...mailRow({ ...mail, id: 'a.reminder' }, DURING), to: [by, 'other@example.org'] });
    await table.put({ ...mailRow({ ...mail, id: 'b.reminder' }, DURING), to: ['other@example.org'] });
    const found = PersonExport.parse(await (await post('person', { who: 'HARBIN＠example.org' })).json());
    expect(found.contacts).toMatchObject([{ email: 'harbin@example.org', name: '示例丙' }]);
    expect(found.reports).toMatchObject([{ revision: 1, submittedBy: 'harbin@example.org', answers: [] }]);
    expect(found.events).toMatchObject({
      count: 1,
      newest: [{ by, action: 'report-submitted', unit: 'harbin' }],
    });
    expect(found.mails).toMatchObject({ count: 1, newest: [{ id: 'a.reminder', kind: 'reminder' }] });
    expect(JSON.stringify(found)).not.toContain('other@example.org');
    expect(log.lines.join()).not.toContain('harbin@example.org');
  });

  it.each(['示例', '1380000', '0000000', '示例馆', 'harbin', '@example.org'])(
    'of others is not handed out to who asks with a piece: %s',
    async (who) => {
      const found = PersonExport.parse(await (await post('person', { who })).json());
      expect([found.reports, found.contacts, found.former]).toEqual([[], [], []]);
    },
  );

  it.each(['１３８ ００００ ００００', '138-0000-0000', '+86 13800000000'])(
    'is found by a phone however it is typed: %s',
    async (who) => {
      const { reports } = PersonExport.parse(await (await post('person', { who })).json());
      // Whose phone stands at the head of a report is not said there: nobody else's name goes along.
      expect(reports.map(({ answers: told }) => told.map(({ pointer }) => pointer))).toEqual([
        ['/phone'],
        ['/phone'],
      ]);
    },
  );

  it('of one of several in an answer is that part alone', async () => {
    const shared = {
      filledBy: '示例戊、示例己',
      rows: [
        { contact: '示例戊，示例庚', phone: '13700000000、13600000000' },
        { contact: '示例辛 13500000000', phone: '13500000000' },
      ],
    };
    await store(table, { unit: 'jixi', form: 'open-day', answers: shared });
    const told = async (who: string) => {
      const { reports } = PersonExport.parse(await (await post('person', { who })).json());
      return reports.flatMap(({ answers: all }) => all.map(({ pointer, value }) => [pointer, value]));
    };
    expect(await told('示例戊')).toEqual([
      ['/filledBy', '示例戊'],
      ['/rows/0/contact', '示例戊'],
    ]);
    expect(await told('13600000000')).toEqual([['/rows/0/phone', '13600000000']]);
    expect(await told('示例辛')).toEqual([['/rows/1/contact', '示例辛 13500000000']]);
  });

  it('is shown by count on the page before it is handed out, and what is looked at is no export', async () => {
    const send = (fields: { [name: string]: string }) => {
      const { body, type } = posted(fields);
      const headers = { ...inBrowser(lead), 'content-type': type };
      return app.request('/personal-data/person', { method: 'POST', headers, body });
    };
    const shown = await send({ who: '示例乙' });
    const html = await shown.text();
    expect(shown.headers.get('content-disposition')).toBeNull();
    expect(html).toMatch(/哈尔滨市.*备案表.*>4</s);
    expect(html).toContain('name="download" value="yes"');
    expect(audited('personal-data-exported')).toBe(0);
    const handed = await send({ who: '示例乙', download: 'yes' });
    expect(handed.headers.get('content-disposition')).toContain('personal-data.json');
    expect(audited('personal-data-exported')).toBe(1);
    const none = await (await send({ who: '示例' })).text();
    expect(none).toContain('没有找到');
    expect(none).not.toContain('name="download"');
  });

  it('is shown to the lead office alone', async () => {
    for (const who of [
      { role: 'unit', unit: 'harbin' } as const,
      { role: 'office', office: 'cast' } as const,
    ]) {
      const headers = await signedIn(table, now, who);
      expect((await app.request('/personal-data', { headers })).status).toBe(403);
    }
    expect((await app.request('/personal-data')).status).toBe(401);
  });
});
