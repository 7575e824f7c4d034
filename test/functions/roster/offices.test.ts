import { beforeEach, describe, expect, it } from '@jest/globals';
import { readCampaign } from '../../../functions/shared/campaign.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { writeWorkbook } from '../../../functions/shared/workbook/write/workbook.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { RosterEntry } from '../../../schemas/contract/roster.ts';
import { RosterImportPreview } from '../../../schemas/contract/roster-import.ts';
import { CAMPAIGN, rosterWorld } from './world.ts';

let w: Awaited<ReturnType<typeof rosterWorld>>;
const standing = () => readCampaign(w.table, heilongjiang2023);
const codeOf = ({ status, body }: Awaited<ReturnType<typeof w.post>>) => [
  status,
  body.errors?.[0]?.code ?? body.code,
];

beforeEach(async () => {
  w = await rosterWorld();
});

describe('an office', () => {
  it('is added, takes contacts who check and do not lead, and is renamed', async () => {
    const entry = { version: 0, id: 'sports', name: '体育局', nameEn: 'Sports' };
    expect((await w.post('/roster/offices', entry)).status).toBe(201);
    await w.post('/roster/contacts', { office: 'sports', email: 'sports@example.org' });
    expect(await w.table.get(keys.contact('sports@example.org'))).toMatchObject({
      role: 'office',
      office: 'sports',
    });
    await w.post('/roster/offices/sports', { version: 2, name: '省体育局' });
    const office = (await standing()).offices.find(({ id }) => id === 'sports');
    expect(office).toEqual({ id: 'sports', name: { zh: '省体育局', en: '省体育局' }, lead: false });
    expect(w.audit()).toEqual(['contact-added', 'office-added', 'office-changed']);
  });

  it('has a code of its own, among units and among those that were', async () => {
    await w.post('/roster/contacts/remove', { email: 'cast@example.org' });
    await w.post('/roster/offices/cast', { version: 1, removed: true });
    for (const id of ['harbin', 'lead', 'cast']) {
      expect(codeOf(await w.post('/roster/offices', { version: 2, id, name: '部门' }))).toEqual([
        422,
        'in-use',
      ]);
    }
    const unit = { version: 2, id: 'cast', name: '单位', group: 'city' };
    expect(codeOf(await w.post('/roster/units', unit))).toEqual([422, 'in-use']);
    const lines = { units: [{ id: 'cast', name: '单位', group: 'city' }] };
    expect(codeOf(await w.post('/roster/import/apply', { version: 2, lines }))).toEqual([422, 'in-use']);
  });

  it('is taken off once nobody acts for it any more, and put back', async () => {
    const taken = { version: 0, removed: true };
    const refused = await w.post('/roster/offices/cast', taken);
    expect(codeOf(refused)).toEqual([409, 'office-in-use']);
    expect(refused.text).toContain('请先移除这些联系人');
    const page = await w.press('/roster/offices/cast', { version: '0', removed: 'true' });
    expect([page.status, page.text.includes('请先移除这些联系人')]).toEqual([409, true]);
    await w.post('/roster/contacts/remove', { email: 'cast@example.org' });
    expect((await w.press('/roster/offices/cast', { version: '1', removed: 'true' })).status).toBe(303);
    expect((await standing()).offices.map(({ id }) => id)).not.toContain('cast');
    const entry = RosterEntry.parse((await w.get('/roster/offices/cast')).body);
    expect(entry.office?.removed).toBe(true);
    expect(entry.former).toMatchObject([{ email: 'cast@example.org' }]);
    expect((await w.page('/roster')).text).toContain('已移出名册');
    const late = await w.post('/roster/contacts', { office: 'cast', email: 'cast@example.org' });
    expect(codeOf(late)).toEqual([422, 'unknown-owner']);
    await w.post('/roster/offices/cast', { version: 2, removed: false });
    expect((await standing()).offices.map(({ id }) => id)).toContain('cast');
    expect(w.audit()).toEqual(['contact-removed', 'office-removed', 'office-restored']);
  });

  it('that leads stays, and the page says why', async () => {
    expect(codeOf(await w.post('/roster/offices/lead', { version: 0, removed: true }))).toEqual([
      409,
      'lead-office',
    ]);
    const { text } = await w.page('/roster/offices/lead');
    expect(text).toContain('牵头部门管理名册和截止日期，不能移出名册。');
    expect(text).not.toContain('name="removed"');
  });

  it('is not left with a contact who is added while it is taken off', async () => {
    await w.post('/roster/contacts/remove', { email: 'cast@example.org' });
    const [added, removed] = await Promise.all([
      w.post('/roster/contacts', { office: 'cast', email: 'new@example.org' }),
      w.post('/roster/offices/cast', { version: 1, removed: true }),
    ]);
    const there = (await standing()).offices.some(({ id }) => id === 'cast');
    expect([added.status, removed.status]).toEqual(there ? [200, 409] : [422, 200]);
    expect(await w.table.query(keys.contactsOf(CAMPAIGN, 'cast'))).toHaveLength(there ? 1 : 0);
  });

  it('is added on the page, which keeps what was typed', async () => {
    const fields = { version: '0', officeId: 'Bad Code', officeName: '体育局' };
    const page = await w.press('/roster/offices', fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="Bad Code"');
    expect(page.text).toMatch(/href="#[\w-]*officeId"/);
    const done = await w.press('/roster/offices', { ...fields, officeId: 'sports' });
    expect([done.status, done.location]).toEqual([303, '/roster?done']);
    expect((await w.page('/roster', 'en')).text).toContain('体育局');
  });
});

describe('a spreadsheet with offices', () => {
  const OFFICES = ['部门代码', '名称', '英文名称'];
  const CONTACTS = ['电子邮箱', '姓名', '角色', '单位或部门代码'];
  const LEAD = ['lead', '', ''];
  const workbook = (sheets: { [name: string]: string[][] }) =>
    writeWorkbook(
      Object.entries(sheets).map(([name, rows]) => ({
        name,
        columns: [{ width: 10 }],
        rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })),
      })),
    );
  const look = async (sheets: { [name: string]: string[][] }) =>
    RosterImportPreview.parse((await w.send('/roster/import', workbook(sheets))).body);
  const apply = ({ version, lines }: RosterImportPreview, agreed: string[] = []) =>
    w.post('/roster/import/apply', { version, lines, agreed });
  const brief = ({ changes }: RosterImportPreview) =>
    changes.map(({ id, action, asks }) => `${action} ${id}${asks ? '?' : ''}`);

  it('adds and renames them with those who act for them, and takes off what was ticked', async () => {
    const sheets = {
      offices: [OFFICES, LEAD, ['publicity', '宣传处', ''], ['sports', '体育局', 'Sports']],
      people: [
        CONTACTS,
        ['lead@example.org', '', '', 'lead'],
        ['harbin@example.org', '', '', 'harbin'],
        ['cast@example.org', '', '', 'sports'],
      ],
    };
    const preview = await look(sheets);
    expect(preview.errors).toEqual([]);
    expect(brief(preview)).toEqual([
      'changed office/publicity',
      'added office/sports',
      'moved contact/cast@example.org?',
      'removed office/cast?',
    ]);
    // Whoever acts for it would be left without an office.
    const alone = await apply(preview, ['office/cast']);
    expect(codeOf(alone)).toEqual([409, 'office-in-use']);
    const done = await apply(preview, ['office/cast', 'contact/cast@example.org']);
    expect(done.body).toEqual({ version: 1, changes: 4 });
    const { offices } = await standing();
    expect(offices.map(({ id, name }) => `${id} ${name.zh}`)).toEqual([
      `lead ${heilongjiang2023.offices.find(({ lead }) => lead)?.name.zh}`,
      'publicity 宣传处',
      'sports 体育局',
    ]);
    expect(await w.table.query(keys.contactsOf(CAMPAIGN, 'sports'))).toMatchObject([{ role: 'office' }]);
    expect((await w.get('/roster', w.as.cast)).status).toBe(401);
    expect(brief(await look(sheets))).toEqual([]);
    expect(brief(await look({ offices: [OFFICES, LEAD, ['cast', '', '']] }))).toContain(
      'restored office/cast',
    );
  });

  it('never takes off the one that leads', async () => {
    expect(brief(await look({ offices: [OFFICES, ['cast', '', '']] }))).toEqual([
      'removed office/publicity?',
    ]);
  });

  it('is told cell by cell where it is wrong', async () => {
    const { errors } = await look({
      units: [
        ['单位代码', '名称', '类别'],
        ...heilongjiang2023.units.map(({ id }) => [id, '', '']),
        ['county', '绥芬河市', '市（地）'],
      ],
      offices: [
        OFFICES,
        LEAD,
        ['Bad Code', '甲', ''],
        ['new', '', ''],
        ['harbin', '乙', ''],
        ['county', '丙', ''],
        LEAD,
      ],
    });
    expect(errors.map(({ sheet, cell, code }) => `${sheet} ${cell} ${code}`).toSorted()).toEqual(
      [
        'offices A3 bad-code',
        'offices B4 missing-value',
        'offices A5 in-use-by-unit',
        'offices A6 in-use-by-unit',
        'offices A7 twice',
      ].toSorted(),
    );
  });
});
