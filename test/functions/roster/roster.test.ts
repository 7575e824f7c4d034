import { beforeEach, describe, expect, it } from '@jest/globals';
import { readCampaign } from '../../../functions/shared/campaign.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { daysOf, obligation, unitOf } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { RosterEntry, RosterView } from '../../../schemas/contract/roster.ts';
import { CAMPAIGN, rosterWorld } from './world.ts';

let w: Awaited<ReturnType<typeof rosterWorld>>;
const standing = () => readCampaign(w.table, heilongjiang2023);

beforeEach(async () => {
  w = await rosterWorld();
});

describe('the roster', () => {
  it('is for the lead office alone', async () => {
    expect((await w.get('/roster')).status).toBe(200);
    expect((await w.get('/roster', w.as.cast)).status).toBe(403);
    expect((await w.get('/roster', w.as.clerk)).status).toBe(403);
    expect((await w.post('/roster/contacts', {}, w.as.cast)).status).toBe(403);
    expect((await w.get('/roster', {})).status).toBe(401);
  });

  it('shows every unit and office with its contacts', async () => {
    const view = RosterView.parse((await w.get('/roster')).body);
    expect(view.units).toHaveLength(heilongjiang2023.units.length);
    expect(view.units.find(({ id }) => id === 'harbin')?.contacts).toEqual([{ email: 'harbin@example.org' }]);
    expect(view.offices.map(({ contacts }) => contacts.length)).toEqual([1, 0, 1]);
  });

  it.each(['zh-CN', 'en'])('is a page in %s', async (language) => {
    for (const path of ['/roster', '/roster/units/harbin', '/roster/offices/cast']) {
      const { status, text } = await w.page(path, language);
      expect(status).toBe(200);
      expect(text).toContain(path === '/roster/offices/cast' ? 'cast@example.org' : 'harbin@example.org');
    }
  });
});

describe('a unit', () => {
  it('is added, and owes from then on what its group owes', async () => {
    const entry = { version: 0, id: 'county', name: '绥芬河市', group: 'city' };
    expect((await w.post('/roster/units', entry)).status).toBe(201);
    const campaign = await standing();
    expect(unitOf(campaign, 'county')?.name).toEqual({ zh: '绥芬河市', en: '绥芬河市' });
    expect(obligation(campaign, 'county', 'summary')).toBe('required');
    expect(w.audit()).toEqual(['unit-added']);
    const again = await w.post('/roster/units', { ...entry, version: 1 });
    expect([again.status, again.body.errors?.[0]?.code]).toEqual([422, 'in-use']);
  });

  it('is renamed, owes what is said, is removed and restored; what was said of it stays', async () => {
    await w.post('/roster/units/harbin', { version: 0, name: '哈尔滨', owes: { media: 'optional' } });
    await w.post('/roster/units/harbin', { version: 1, removed: true });
    expect(unitOf(await standing(), 'harbin')).toBeUndefined();
    expect(obligation(await standing(), 'harbin', 'summary')).toBe('none');
    const entry = RosterEntry.parse((await w.get('/roster/units/harbin')).body);
    expect(entry.unit).toMatchObject({ removed: true, owes: { media: 'optional', summary: 'required' } });
    await w.post('/roster/units/harbin', { version: 2, removed: false });
    expect(obligation(await standing(), 'harbin', 'media')).toBe('optional');
    expect(unitOf(await standing(), 'harbin')?.name).toEqual({ zh: '哈尔滨', en: '哈尔滨' });
    expect(w.audit()).toEqual(['unit-changed', 'unit-removed', 'unit-restored']);
  });

  it('is changed by one of two who looked at the same version; the page keeps what was typed', async () => {
    await w.post('/roster/units/jixi', { version: 0, name: '鸡西' });
    const late = await w.post('/roster/units/harbin', { version: 0, name: '哈尔滨' });
    expect([late.status, late.body.code, late.body.version]).toEqual([409, 'stale-version', 1]);
    const page = await w.press('/roster/units/harbin', { version: '0', name: '打好的名称', group: 'city' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('value="打好的名称"');
    expect(page.text).toContain('name="version" value="1"');
    expect(unitOf(await standing(), 'harbin')?.name.zh).toBe('哈尔滨市');
  });

  it('keeps a page’s choice of what it owes', async () => {
    const fields = { version: '0', name: '哈尔滨市', nameEn: 'Harbin', group: 'city', 'owes-media': 'none' };
    expect((await w.press('/roster/units/harbin', fields)).location).toBe('/roster/units/harbin?done');
    expect(obligation(await standing(), 'harbin', 'media')).toBe('none');
    expect(obligation(await standing(), 'harbin', 'summary')).toBe('required');
  });

  it('that does not exist is not found, nor a group or form made up', async () => {
    expect((await w.get('/roster/units/nowhere')).status).toBe(404);
    expect((await w.post('/roster/units/nowhere', { version: 0, name: '无' })).status).toBe(404);
    const made = await w.post('/roster/units/harbin', { version: 0, group: 'x', owes: { y: 'none' } });
    expect([made.status, made.body.errors?.length]).toEqual([422, 2]);
  });
});

describe('a contact', () => {
  const add = (email: string, more = {}) => w.post('/roster/contacts', { unit: 'harbin', email, ...more });

  it('is added once and invited once, however often it is asked for', async () => {
    await add(' Ｓecond@Example.org ', { name: '王某' });
    await add('second@example.org', { name: '王某某' });
    const view = RosterEntry.parse((await w.get('/roster/units/harbin')).body);
    expect(view.unit?.contacts).toContainEqual({
      email: 'second@example.org',
      name: '王某某',
      since: '2023-06-01T01:00:00.000Z',
    });
    expect(w.mails()).toMatchObject([
      { kind: 'invitation', unit: 'harbin', address: 'second@example.org', status: 'pending' },
    ]);
    expect(w.audit()).toEqual(['contact-added', 'contact-changed']);
  });

  it('whose mails come back is marked until one arrives; naming it keeps that and its language', async () => {
    const at = '2023-05-31T01:00:00.000Z';
    const reach = { fate: 'bounced' as const, at, mark: `${at} 1` };
    await w.enrol('dead', { unit: 'harbin', language: 'en', reach });
    await w.enrol('alive', { unit: 'harbin', reach: { ...reach, fate: 'delivered' } });
    await add('dead@example.org', { name: '王某' });
    const { unit } = RosterEntry.parse((await w.get('/roster/units/harbin')).body);
    expect(unit?.contacts).toContainEqual({ email: 'dead@example.org', name: '王某', bouncedAt: at });
    expect(unit?.contacts).toContainEqual({ email: 'alive@example.org' });
    for (const path of ['/roster', '/roster/units/harbin']) {
      expect((await w.page(path)).text.match(/退信/g)).toHaveLength(1);
    }
    const row = await w.table.get(keys.contact('dead@example.org'));
    expect(row).toMatchObject({ name: '王某', language: 'en', reach });
  });

  it('acts for one unit or office only', async () => {
    const elsewhere = await add('cast@example.org');
    expect([elsewhere.status, elsewhere.body.errors?.[0]?.code]).toEqual([422, 'acts-for-another']);
    const nowhere = await w.post('/roster/contacts', { unit: 'nowhere', email: 'a@example.org' });
    expect(nowhere.status).toBe(422);
  });

  it.each(['a@example.org\r\nBcc: b@example.org', 'no address', 'a@b'])('is no %j', async (email) => {
    expect((await add(email)).status).toBe(422);
    const page = await w.press('/roster/contacts', { unit: 'harbin', email, person: '王某' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="王某"');
    expect(w.mails()).toEqual([]);
  });

  it('that is removed is signed out at once, gets no mail, and stays in the history', async () => {
    const removed = await w.press('/roster/contacts/remove', { email: 'cast@example.org' });
    expect(removed.location).toBe('/roster/offices/cast?done');
    expect((await w.get('/roster', w.as.cast)).status).toBe(401);
    expect(await w.table.query(keys.contactsOf(CAMPAIGN, 'cast'))).toEqual([]);
    const entry = RosterEntry.parse((await w.get('/roster/offices/cast')).body);
    expect(entry.former).toEqual([{ email: 'cast@example.org', until: '2023-06-01T01:00:00.000Z' }]);
    await w.post('/roster/contacts/remove', { email: 'cast@example.org' });
    expect(w.audit()).toEqual(['contact-removed']);
  });

  it('of the lead office is the last one never', async () => {
    const last = await w.post('/roster/contacts/remove', { email: 'lead@example.org' });
    expect([last.status, last.body.code]).toEqual([409, 'last-lead']);
    expect((await w.get('/roster')).status).toBe(200);
  });

  it('of the lead office stays one when two remove each other at the same moment', async () => {
    const other = await w.enrol('second', { role: 'lead', office: 'lead' });
    const both = await Promise.all([
      w.post('/roster/contacts/remove', { email: 'second@example.org' }),
      w.post('/roster/contacts/remove', { email: 'lead@example.org' }, other),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await w.table.query(keys.contactsOf(CAMPAIGN, 'lead'))).toHaveLength(1);
  });
});

describe('an extension', () => {
  const give = (more: object) =>
    w.post('/roster/extensions', { form: 'summary', reason: '会议延期', ...more });

  it('of one unit holds at once, is told to it alone, and is in the log with its reason', async () => {
    const { body } = await give({ unit: 'harbin', due: '2023-06-30' });
    expect(body.units).toEqual(['harbin']);
    expect(daysOf(await standing(), 'summary', 'harbin')).toEqual({
      due: '2023-06-30',
      closes: '2023-07-30',
    });
    expect(daysOf(await standing(), 'summary', 'jixi')?.due).toBe('2023-06-19');
    expect(w.mails()).toMatchObject([
      {
        kind: 'extension',
        unit: 'harbin',
        reason: '会议延期',
        changed: [{ form: 'summary', before: '2023-06-19', due: '2023-06-30', closes: '2023-07-30' }],
      },
    ]);
    expect(w.table.rows().find(({ type }) => type === 'audit')).toMatchObject({
      action: 'days-changed',
      by: 'lead@example.org',
      unit: 'harbin',
      form: 'summary',
      days: { due: '2023-06-30' },
      reason: '会议延期',
    });
  });

  it('of all is told to whoever is asked for the form', async () => {
    const cities = heilongjiang2023.units.filter(({ group }) => group === 'city').map(({ id }) => id);
    expect((await give({ due: '2023-06-30' })).body.units).toEqual(cities);
    expect(w.mails()).toHaveLength(cities.length);
    const again = await give({ due: '2023-06-30' });
    expect([again.status, again.body.errors?.[0]?.code]).toEqual([422, 'unchanged']);
    expect(w.mails()).toHaveLength(cities.length);
  });

  it('into the past, without a reason or by mistake earlier is refused, and the page keeps what was typed', async () => {
    expect((await give({ due: '2023-05-30' })).body.errors?.[0]?.code).toBe('in-the-past');
    expect((await give({ due: '2023-06-10' })).body.errors?.[0]?.code).toBe('earlier');
    expect((await give({ due: '2023-06-10', shorten: true })).status).toBe(200);
    const page = await w.press('/roster/extensions', {
      form: 'media',
      due: '2023-05-30',
      reason: '打好的原因',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('打好的原因');
    expect(page.text).toContain('日期2023-05-30已过，不能早于今天（2023-06-01）。');
    expect((await w.press('/roster/extensions', { form: 'media', due: '2023-06-30' })).status).toBe(422);
  });

  it('shows on the pages of the roster', async () => {
    await give({ unit: 'harbin', due: '2023-06-30' });
    expect((await w.page('/roster')).text).toContain('延至 2023年6月30日');
  });

  it('tells what is wrong with a page’s form by the names of its fields', async () => {
    const w = await rosterWorld();
    const extension = { form: 'summary', due: '30.6.', reason: 'x' };
    expect((await w.press('/roster/extensions', extension)).text).toMatch(
      /“新的截止日期”应为日期，如2023-05-25。.*“调整原因”至少2个字。/s,
    );
    const contact = { unit: 'harbin', email: 'harbin(at)example.org', person: '名'.repeat(81) };
    expect((await w.press('/roster/contacts', contact)).text).toMatch(
      /“电子邮箱”应为电子邮箱，如name@example.org。.*“姓名”最多80个字。/s,
    );
  });
});
