import { beforeEach, describe, expect, it } from '@jest/globals';
import { template } from '../../../functions/preview-import/roster/template.ts';
import { readCampaign } from '../../../functions/shared/campaign.ts';
import { readWorkbook } from '../../../functions/shared/workbook/read/workbook.ts';
import { writeWorkbook } from '../../../functions/shared/workbook/write/workbook.ts';
import { obligation, unitOf } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import type { RosterImportPreview } from '../../../schemas/contract/roster-import.ts';
import { CAMPAIGN, rosterWorld } from './world.ts';

let w: Awaited<ReturnType<typeof rosterWorld>>;
const standing = () => readCampaign(w.table, heilongjiang2023);

beforeEach(async () => {
  w = await rosterWorld();
});

const UNITS = ['单位代码', '名称', '类别', 'media'];
const CONTACTS = ['电子邮箱', '姓名', '角色', '单位或部门代码'];

type Sheets = { [name: string]: string[][] };
const workbook = (sheets: Sheets) =>
  writeWorkbook(
    Object.entries(sheets).map(([name, rows]) => ({
      name,
      columns: [{ width: 10 }],
      rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })),
    })),
  );

/** Everybody who is on the roster, so that nobody is missing. */
const EVERYBODY = [
  ['lead@example.org', '', '', 'lead'],
  ['cast@example.org', '', '', 'cast'],
  ['harbin@example.org', '', '', 'harbin'],
];
const people = (...more: string[][]) => workbook({ people: [CONTACTS, ...EVERYBODY, ...more] });

const csv = (rows: string[][]) => rows.map((row) => row.join(',')).join('\r\n');

const look = async (file: Buffer | string, language = 'zh-CN') => {
  const bytes = Buffer.from(file);
  const { status, body } = await w.send('/roster/import', bytes, { 'accept-language': language });
  return { status, ...(body as unknown as RosterImportPreview) };
};
const apply = ({ version, lines }: RosterImportPreview, agreed: string[] = []) =>
  w.post('/roster/import/apply', { version, lines, agreed });

const brief = ({ changes }: RosterImportPreview) => changes.map(({ id, action }) => `${action} ${id}`);

describe('a spreadsheet of the roster', () => {
  it('is for the lead office alone', async () => {
    expect((await w.get('/roster/import', w.as.cast)).status).toBe(403);
    expect((await w.get('/roster/template.xlsx', w.as.clerk)).status).toBe(403);
    expect((await w.post('/roster/import/apply', {}, w.as.cast)).status).toBe(403);
  });

  it('shows what it would change and writes nothing, then changes exactly that', async () => {
    const file = workbook({
      单位: [UNITS, ['county', '绥芬河市', '市（地）', ''], ['jixi', '', '', '不报']],
      people: [
        CONTACTS,
        ...EVERYBODY.slice(0, 2),
        ['harbin@example.org', '王某', '填报单位联系人', '哈尔滨市'],
        ['new@example.org', '', '', 'county'],
      ],
    });
    const before = w.table.rows().length;
    const preview = await look(file);
    const plain = preview.changes.filter(({ asks }) => !asks);
    expect(preview.errors).toEqual([]);
    expect(brief({ ...preview, changes: plain })).toEqual([
      'added unit/county',
      'changed unit/jixi',
      'changed contact/harbin@example.org',
      'added contact/new@example.org',
    ]);
    expect(plain[1]?.details).toEqual([{ field: '媒体资料', before: '必报', after: '不报' }]);
    expect(w.table.rows()).toHaveLength(before);

    expect((await apply(preview)).body).toEqual({ version: 1, changes: 4 });
    expect(unitOf(await standing(), 'county')?.group).toBe('city');
    expect(obligation(await standing(), 'jixi', 'media')).toBe('none');
    expect(unitOf(await standing(), 'harbin')).toBeDefined();
    expect(w.mails()).toMatchObject([{ kind: 'invitation', unit: 'county', address: 'new@example.org' }]);
    expect(w.audit()).toEqual([
      'contact-added',
      'contact-changed',
      'roster-imported',
      'unit-added',
      'unit-changed',
    ]);
  });

  it('takes off and moves only whom the reader ticked; their sessions are over', async () => {
    const file = workbook({
      people: [CONTACTS, ['lead@example.org', '', '', 'lead'], ['harbin@example.org', '', '', 'jixi']],
    });
    const preview = await look(file);
    expect(brief(preview)).toEqual(['moved contact/harbin@example.org', 'removed contact/cast@example.org']);
    expect((await apply(preview)).body).toEqual({ version: 0, changes: 0 });
    expect((await w.get('/roster', w.as.cast)).status).toBe(403);
    expect((await apply(preview, ['contact/cast@example.org'])).body).toEqual({ version: 1, changes: 1 });
    expect((await w.get('/roster', w.as.cast)).status).toBe(401);
    expect((await w.get('/roster', w.as.clerk)).status).toBe(403);
    const again = await look(file);
    expect((await apply(again, ['contact/harbin@example.org'])).body).toEqual({ version: 2, changes: 1 });
    expect((await w.get('/roster', w.as.clerk)).status).toBe(401);
    const { body } = await w.get('/roster/units/harbin');
    expect(body.former).toMatchObject([{ email: 'harbin@example.org' }]);
    expect(brief(await look(file))).toEqual([]);
  });

  it('leaves the lead office a contact', async () => {
    const preview = await look(csv([CONTACTS, ...EVERYBODY.slice(1)]));
    const refused = await apply(preview, ['contact/lead@example.org']);
    expect([refused.status, refused.body.code]).toEqual([409, 'last-lead']);
    expect((await w.get('/roster')).status).toBe(200);
  });

  it('is imported once when the button is pressed twice, also at the same moment', async () => {
    const preview = await look(people(['new@example.org', '', '', 'harbin']));
    const both = await Promise.all([apply(preview), apply(preview)]);
    const after = await apply(preview);
    expect([...both, after].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(both.map(({ body }) => body.changes).toSorted()).toEqual([0, 1]);
    expect(after.body).toEqual({ version: 1, changes: 0 });
    expect(w.mails()).toHaveLength(1);
  });

  it('is looked at again when somebody changed the roster meanwhile', async () => {
    const preview = await look(people(['new@example.org', '', '', 'harbin']));
    await w.post('/roster/units/jixi', { version: 0, name: '鸡西' });
    const stale = await apply(preview);
    expect([stale.status, stale.body.code, stale.body.version]).toEqual([409, 'stale-version', 1]);
    const fields = { version: '0', lines: JSON.stringify(preview.lines) };
    const page = await w.press('/roster/import/apply', fields);
    expect(page.status).toBe(409);
    expect(page.text).toContain('name="version" value="1"');
    expect(page.text).toContain('new@example.org');
    expect(w.mails()).toEqual([]);
  });

  it('of more than one transaction goes on where a crash left it', async () => {
    const many = Array.from({ length: 60 }, (_, i) => [`person${i}@example.org`, '', '', 'harbin']);
    const preview = await look(people(...many));
    const { transact } = w.table;
    let left = 2;
    w.table.transact = async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('power cut');
      return transact(...given);
    };
    expect((await apply(preview)).status).toBe(500);
    w.table.transact = transact;
    const invited = w.mails().length;
    expect(invited).toBeGreaterThan(0);
    const again = await look(people(...many));
    expect(again.changes).toHaveLength(60 - invited);
    expect((await apply(again)).body.changes).toBe(60 - invited);
    expect(new Set(w.mails().map(({ address }) => address)).size).toBe(60);
    expect(w.mails()).toHaveLength(60);
    expect(w.audit().filter((action) => action === 'contact-added')).toHaveLength(60);
  });

  it('as CSV may be in UTF-8 or GB 18030, and name its columns as the operator’s list does', async () => {
    const utf8 = '\ufeffemail,role,unit,office,name\r\nnew@example.org,unit,harbin,,王某\r\n';
    expect(brief(await look(utf8))[0]).toBe('added contact/new@example.org');
    // 电子邮箱,代码 in GB 18030.
    const gb = Buffer.concat([
      Buffer.from('b5e7d7d3d3cacfe42cb4fac2eb', 'hex'),
      Buffer.from('\r\nnew@example.org,harbin\r\n'),
    ]);
    expect(brief(await look(gb))[0]).toBe('added contact/new@example.org');
  });
});

describe('what is wrong with it', () => {
  it('is told cell by cell, in the reader’s language, with what to do; nothing can be imported', async () => {
    const file = workbook({
      单位: [
        ['备注在上面'],
        UNITS,
        ['Bad Code', '甲', '市（地）', ''],
        ['new-unit', '', '乡', '也许'],
        ['cast', '乙', '市（地）', ''],
        ['harbin', '', '', ''],
        ['harbin', '', '', ''],
      ],
      people: [
        CONTACTS,
        ['no address', '', '', 'harbin'],
        ['a@example.org', '', '', 'nowhere'],
        ['b@example.org', '', '牵头部门联系人', 'harbin'],
        ['', '王某', '', ''],
      ],
    });
    const { changes, errors } = await look(file, 'en');
    expect(changes).toEqual([]);
    expect(errors.map(({ sheet, cell, code }) => `${sheet} ${cell} ${code}`).toSorted()).toEqual(
      [
        '单位 A3 bad-code',
        '单位 C4 unknown-group',
        '单位 D4 unknown-obligation',
        '单位 A5 in-use',
        '单位 A7 twice',
        'people A2 bad-address',
        'people D3 unknown-owner',
        'people C4 other-role',
        'people A5 missing-value',
        'people D5 missing-value',
      ].toSorted(),
    );
    expect(errors.find(({ code }) => code === 'unknown-group')).toMatchObject({
      row: 4,
      column: 'C',
      field: 'Group',
      message: 'There is no group “乡”.',
    });
  });

  it('is told again by the answer to lines that a program made up', async () => {
    const lines = { contacts: [{ email: 'a@example.org', owner: 'nowhere' }] };
    const { status, body } = await w.post('/roster/import/apply', { version: 0, lines });
    expect([status, body.errors?.[0]]).toEqual([
      422,
      expect.objectContaining({ pointer: '/lines/contacts/0/owner', code: 'unknown-owner' }),
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0, 1, 2, 3]), 'not-a-workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'old-format'],
    ['a CSV with an open quote', Buffer.from('email,unit\n"a@example.org,harbin'), 'damaged'],
    ['a huge CSV', Buffer.alloc(3 * 1024 * 1024 + 1, 'a'), 'too-large'],
    ['a CSV of commas', Buffer.from(`${','.repeat(9000)}\n`.repeat(40)), 'too-many-cells'],
  ])('is one reason when the file is %s', async (_, file, code) => {
    const { status, body } = await w.send('/roster/import', file);
    expect([status, body.code, body.errors?.map((one) => one.code)]).toEqual([
      422,
      'unreadable-workbook',
      [code],
    ]);
    const page = await w.upload('/roster/import', file);
    expect(page.status).toBe(422);
    expect(page.text).toContain('role="alert"');
  });

  it('is that there is no table in it', async () => {
    expect((await look('甲,乙\n1,2')).errors.map(({ code }) => code)).toEqual(['missing-table']);
    const withoutOwner = await look('电子邮箱,姓名\na@example.org,王某');
    expect(withoutOwner.errors.map(({ code }) => code)).toEqual(['missing-column']);
  });
});

describe('the page of the import', () => {
  it.each(['zh-CN', 'en'])(
    'leads from the template to the roster in %s, without script',
    async (language) => {
      expect((await w.page('/roster/import', language)).text).toContain('/roster/template.xlsx');
      const file = people(['new@example.org', '<b>王某</b>', '', 'harbin']);
      const page = await w.upload('/roster/import', file);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<b>王某');
      const lines = /name="lines" value="([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&quot;', '"');
      const fields = { version: '0', lines: (lines ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>') };
      const done = await w.press('/roster/import/apply', fields);
      expect([done.status, done.location]).toEqual([303, '/roster?done']);
      expect((await w.page('/roster', language)).text).toContain('new@example.org');
    },
  );

  it('gives the roster as a workbook', async () => {
    const { status } = await w.get('/roster/template.xlsx');
    expect(status).toBe(200);
    const { sheets } = readWorkbook(template(heilongjiang2023, [], 'zh'));
    expect(sheets.map(({ name }) => name)).toEqual([
      '填报单位 Units',
      '主管部门 Offices',
      '联系人 Contacts',
      '说明 Instructions',
    ]);
    expect(sheets[0]?.rows).toHaveLength(heilongjiang2023.units.length + 1);
    expect(CAMPAIGN).toBe(heilongjiang2023.id);
  });
});
