import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publicRows } from '../../../functions/publish/open-places.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { fieldsOf } from '../../../schemas/form.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { openDay } from '../../../schemas/forms/open-day.ts';
import { store } from '../../support/stored-reports.ts';
import { type PublicWorld, publicWorld } from './public-world.ts';

const PRIVATE = [
  '私人联系人',
  '13800009999',
  'private@example.org',
  '0451-00009999',
  '填表人甲',
  '13800008888',
  '内部备注',
];

const place = (more: object = {}) => ({
  institution: '示例天文台',
  kind: 'institute',
  place: '穹顶',
  address: '示例路1号',
  from: '2023-05-25',
  to: '2023-05-28',
  content: '观星',
  audience: ['pupils', 'public'],
  booking: 'phone',
  bookingContact: '0451-00009999',
  contact: '私人联系人',
  phone: '13800009999',
  email: 'private@example.org',
  remarks: '内部备注',
  ...more,
});

const register = (...rows: object[]) => ({
  unit: '哈尔滨市',
  filledBy: '填表人甲',
  phone: '13800008888',
  rows,
});

let world: PublicWorld;

const accept = (unit: string, ...rows: object[]) =>
  store(world.table, { unit, form: 'open-day', state: 'accepted', answers: register(...rows) });

describe('the public page of open days', () => {
  beforeEach(async () => {
    world = await publicWorld();
  });

  it('shows accepted places to anybody, as a page, as data and as a calendar', async () => {
    await accept('harbin', place());
    const [one] = await world.places();
    expect(one).toMatchObject({
      unit: 'harbin',
      city: '哈尔滨市',
      name: '示例天文台 穹顶',
      place: '示例路1号',
      details: { kind: 'institute', audience: ['pupils', 'public'], content: '观星' },
    });
    const page = await world.get('/open-days', { accept: 'text/html' });
    expect(await page.text()).toContain('示例天文台 穹顶');
    const calendar = await world.get('/open-days/calendar.ics');
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    const text = await calendar.text();
    expect(text).toContain('DTSTART;VALUE=DATE:20230525\r\nDTEND;VALUE=DATE:20230529\r\n');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it.each(['draft', 'submitted', 'returned', 'withdrawn'] as const)(
    'shows nothing of a report that is %s',
    async (state) => {
      await store(world.table, { unit: 'harbin', form: 'open-day', state, answers: register(place()) });
      expect(await world.places()).toEqual([]);
    },
  );

  it('drops a report that is returned within a minute', async () => {
    const { head } = await accept('harbin', place());
    expect(await world.places()).toHaveLength(1);
    await world.table.put(toRow.head({ ...head, state: 'returned', version: head.version + 1 }));
    world.wait(61);
    expect(await world.places()).toEqual([]);
  });

  it('lets no contact, no header and no remark leave unless the unit has made it public', async () => {
    await accept('harbin', place());
    for (const [path, accept] of [
      ['/open-days', 'text/html'],
      ['/open-days', 'application/json'],
      ['/open-days/calendar.ics', '*/*'],
    ] as const) {
      const text = await (await world.get(path, { accept })).text();
      expect(PRIVATE.filter((secret) => text.includes(secret))).toEqual([]);
    }
    expect(await world.places('?q=13800009999')).toEqual([]);
  });

  it('shows contacts of the very rows that the unit has marked', async () => {
    await accept('harbin', place({ publicContact: true }), place({ institution: '示例二所' }));
    const [open, closed] = await world.places();
    expect(open?.details).toMatchObject({ contact: '私人联系人', phone: '13800009999' });
    expect(closed?.details).not.toHaveProperty('phone');
    const text = await (await world.get('/open-days', { accept: 'text/html' })).text();
    expect(['内部备注', '填表人甲', '13800008888'].filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('publishes nothing but what the definition names, whatever a row holds', () => {
    const { publication } = openDay;
    if (!publication) throw new Error('the register is published');
    const named = new Set([...publication.filters, ...publication.shown]);
    const [unit] = heilongjiang2023.units;
    if (!unit) throw new Error('there are units');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
        const answers = { rows: [{ ...row, publicContact: undefined, secret: 'x' }] };
        const revision = { answers, reference: 'REF' } as unknown as Parameters<typeof publicRows>[2];
        for (const { details } of publicRows(unit, openDay, revision))
          expect(Object.keys(details).filter((name) => !named.has(name))).toEqual([]);
      }),
    );
  });

  it.each(forms.filter(({ publication }) => publication).map((form) => [form.id, form] as const))(
    '%s names columns that it has, and no column both open and closed',
    (_, form) => {
      const { publication } = form;
      const columns = fieldsOf(form).find(({ name }) => name === publication?.rows)?.fields ?? [];
      const names = columns.map(({ name }) => name);
      if (!publication) throw new Error('filtered above');
      const { name, place, from, to, filters, shown, agreement, agreed } = publication;
      const open = [...name, place, from, to, ...filters, ...shown];
      for (const column of [...open, agreement, ...agreed]) expect(names).toContain(column);
      expect(agreed.filter((column) => open.includes(column))).toEqual([]);
      const contacts = columns.filter(({ kind }) => kind === 'phone' || kind === 'email');
      for (const { name } of contacts) expect(open).not.toContain(name);
    },
  );

  it('is searched by city, date, kind, audience and words', async () => {
    await accept(
      'harbin',
      place(),
      place({ institution: '示例大学', kind: 'university', from: '2023-06-01', to: '2023-06-02' }),
    );
    await accept('heihe', place({ institution: '黑河示例馆', audience: ['professionals'] }));
    const names = async (query: string) => (await world.places(query)).map(({ name }) => name.split(' ')[0]);
    expect(await names('?unit=heihe')).toEqual(['黑河示例馆']);
    expect(await names('?date=2023-06-01')).toEqual(['示例大学']);
    expect(await names('?date=2023-05-28&unit=harbin')).toEqual(['示例天文台']);
    expect(await names('?kind=university')).toEqual(['示例大学']);
    expect(await names('?audience=professionals')).toEqual(['黑河示例馆']);
    expect(await names('?q=%E5%A4%A9%E6%96%87')).toEqual(['示例天文台']);
    expect(await names('?date=yesterday')).toHaveLength(3);
    expect(await names('?unit=__proto__')).toEqual([]);
  });

  it('asks the store once a minute however many look, and may be kept as long', async () => {
    await accept('harbin', place());
    await accept('heihe', place());
    world.table.calls.length = 0;
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.get('/open-days')));
    expect(answers.map(({ headers }) => headers.get('cache-control'))[0]).toBe('public, max-age=60');
    expect(world.table.calls.filter((call) => call === 'query')).toHaveLength(1);
    world.wait(61);
    await world.places();
    expect(world.table.calls.filter((call) => call === 'query')).toHaveLength(2);
  });

  it('writes what units typed as text', async () => {
    await accept('harbin', place({ content: '<script>alert(1)</script>' }));
    const page = await (await world.get('/open-days?q="><b>', { accept: 'text/html' })).text();
    expect(page).not.toMatch(/<script|"><b>/);
  });
});
