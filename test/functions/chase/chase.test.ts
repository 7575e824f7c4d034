import { beforeEach, describe, expect, it } from '@jest/globals';
import { chaseApp } from '../../../functions/chase/app.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { RemindersView } from '../../../schemas/contract/reminders.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';

type Headers = { [header: string]: string };
const NOW = new Date('2023-06-20T01:00:00.000Z');
const CITIES = heilongjiang2023.units.filter(({ group }) => group === 'city').map(({ id }) => id);

describe('chasing', () => {
  let table: MemoryTable;
  let app: ReturnType<typeof chaseApp>;
  let lead: Headers;
  let now: Date;

  beforeEach(async () => {
    table = memoryTable();
    now = NOW;
    app = chaseApp({
      table,
      campaign: heilongjiang2023,
      forms,
      siteUrl: 'https://kpz.example.org',
      clock: () => now,
      log: collectedLog(),
    });
    lead = await signedIn(table, NOW, { role: 'lead', office: 'lead' });
  });

  const post = async (entry: object, headers = lead) => {
    const response = await app.request('/reminders', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(entry),
    });
    return { status: response.status, body: await response.json() };
  };
  const view = async () =>
    RemindersView.parse(await (await app.request('/reminders', { headers: lead })).json());
  const of = (type: string) => table.rows().filter((row) => row.type === type);

  it('reaches all who owe something that is still taken, with one mail each', async () => {
    await store(table, { unit: 'harbin', form: 'media' });
    for (const form of ['summary', 'statistics', 'media']) await store(table, { unit: 'jixi', form });
    const { body } = await post({ key: 'first-click' });
    expect(body).toEqual({ units: CITIES.filter((unit) => unit !== 'jixi') });
    const harbin = of('mail').find(({ unit }) => unit === 'harbin');
    expect(harbin).toMatchObject({ kind: 'reminder', status: 'pending' });
    // The register is closed by now.
    expect(harbin?.forms).toEqual(['summary', 'statistics']);
    expect(of('audit')).toHaveLength(12);
  });

  it('reaches only the chosen units for the chosen forms', async () => {
    const entry = { units: ['harbin', 'dept-health'], forms: ['summary', 'open-day'], key: 'some-of-them' };
    expect((await post(entry)).body).toEqual({ units: ['harbin'] });
    expect(of('mail').map((row) => row.forms)).toEqual([['summary']]);
  });

  it('by five clicks at the same moment is done once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => post({ key: 'one-button', units: ['harbin'] })));
    expect([of('mail').length, of('audit').length, of('reminder').length]).toEqual([1, 1, 1]);
    expect((await view()).log).toMatchObject([
      {
        unit: 'harbin',
        by: 'lead@example.org',
        status: 'pending',
        forms: ['summary', 'statistics', 'media'],
      },
    ]);
  });

  const open = async (query: string, language = 'zh-CN') => {
    const headers = { ...inBrowser(lead), 'accept-language': language };
    const response = await app.request(`/reminders${query}`, { headers });
    return { status: response.status, html: await response.text() };
  };
  const send = async (fields: { [name: string]: string | string[] }) => {
    const { body, type } = posted(fields);
    const headers = { ...inBrowser(lead), 'content-type': type };
    return (await app.request('/reminders', { method: 'POST', headers, body })).headers.get('location');
  };
  const ticked = (html: string) =>
    [...html.matchAll(/<input type="checkbox"[^>]* value="([\w-]+)" checked/g)].map(([, id]) => id);
  const hidden = (html: string, name: string) =>
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([\w-]+)"/g)].flatMap(([, of, value]) =>
      of === name && value ? [value] : [],
    );

  it.each(['zh-CN', 'en'])(
    'shows in %s to whom a mail goes and what it says, and then sends it once',
    async (language) => {
      const contact = { email: 'harbin@example.org', campaign: CAMPAIGN, role: 'unit', unit: 'harbin' };
      await table.put({
        ...keys.rosterContact(CAMPAIGN, 'harbin', contact.email),
        type: 'contact',
        ...contact,
      });
      const { status, html } = await open('?check=&units=harbin&units=heihe&forms=media', language);
      expect([status, hidden(html, 'units'), hidden(html, 'forms')]).toEqual([
        200,
        ['harbin', 'heihe'],
        ['media'],
      ]);
      expect(html).toContain(
        language === 'en' ? 'These 2 units get a mail each' : '将向以下2个单位各发送一封邮件',
      );
      expect(html).toContain('harbin@example.org');
      expect(html).toContain(language === 'en' ? 'No address can be reached' : '没有可送达的邮箱');
      const text = /<pre class="mail">(.*?)<\/pre>/s.exec(html)?.[1] ?? '';
      // In the language of those who get it, not of whoever looks.
      for (const part of ['贵单位下列报表尚未报送', '哈尔滨市', 'https://kpz.example.org/reports']) {
        expect(text).toContain(part);
      }
      expect(text).not.toContain('统计表');
      expect(of('mail')).toEqual([]);
      const fields = { key: hidden(html, 'key')[0] ?? '', units: hidden(html, 'units'), forms: ['media'] };
      expect(await send(fields)).toBe('/reminders?chased=2');
      expect(await send(fields)).toBe('/reminders?chased=0');
      expect(of('mail')).toHaveLength(2);
      const { html: after } = await open('?chased=1', language);
      expect(after).toContain(language === 'en' ? '1 unit is being chased.' : '已向1个单位发出催报。');
      expect(after).toContain('lead@example.org');
    },
  );

  it('on its page never takes nothing ticked for everybody', async () => {
    for (const [query, field] of [
      ['?check=', 'units'],
      ['?check=&forms=media', 'units'],
      ['?check=&units=harbin', 'forms'],
      ['?check=&units=harbin&forms=open-day', 'units'],
    ]) {
      const { status, html } = await open(query ?? '');
      expect([query, status]).toEqual([query, 422]);
      expect(html).toContain(`<a href="#f-${field}">`);
      expect(html).toMatch(new RegExp(`<input type="checkbox" id="f-${field}"`));
      expect(ticked(html)).toEqual(
        [...new URLSearchParams(query).values()].filter(Boolean).filter((id) => id !== 'open-day'),
      );
    }
    expect(await send({ key: 'first-click' })).toBe('/reminders?&check=');
    expect(await send({ key: 'first-click', units: 'harbin' })).toBe('/reminders?units=harbin&check=');
    expect(of('mail')).toEqual([]);
  });

  it('ticks all who owe but those reminded lately, says when that was, and warns before they are again', async () => {
    expect(ticked((await open('')).html)).toEqual([...CITIES, 'summary', 'statistics', 'media']);
    await post({ key: 'first-click', units: ['harbin'] });
    now = new Date(NOW.getTime() + 3 * 60_000);
    expect((await view()).owing[0]).toMatchObject({ unit: 'harbin', remindedAt: NOW.toISOString() });
    const { html } = await open('');
    expect(ticked(html)).toEqual([...CITIES.slice(1), 'summary', 'statistics', 'media']);
    expect(html.match(/上次催报：3分钟前/g)).toHaveLength(1);
    const check = '?check=&units=harbin&units=heihe&forms=media';
    expect((await open(check)).html).toContain('其中1个单位在6小时内已收到催报');
    now = new Date(NOW.getTime() + 6 * 3600_000);
    lead = await signedIn(table, now, { role: 'lead', office: 'lead' });
    expect(ticked((await open('')).html)).toContain('harbin');
    expect((await open(check)).html).not.toContain('6小时内已收到催报');
  });

  it('comes with what its address names ticked, and says when none of the named units owes anything', async () => {
    for (const form of ['summary', 'statistics', 'media']) await store(table, { unit: 'jixi', form });
    const { html } = await open('?units=harbin&units=jixi&units=nobody&forms=media');
    expect(ticked(html)).toEqual(['harbin', 'media']);
    expect(html).toContain(
      'href="?units=harbin&amp;units=jixi&amp;units=nobody&amp;forms=media&amp;language=en"',
    );
    expect(html).not.toContain('所选单位均已报送');
    const { html: settled } = await open('?units=jixi&forms=media');
    expect(ticked(settled)).toEqual(['media']);
    expect(settled).toContain('所选单位均已报送');
  });

  it('is for offices, and wants a key', async () => {
    const clerk = await signedIn(table, NOW, { role: 'unit', unit: 'harbin' });
    expect((await post({ key: 'first-click' }, clerk)).status).toBe(403);
    expect((await post({})).status).toBe(422);
  });
});
