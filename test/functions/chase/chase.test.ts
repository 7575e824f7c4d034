import { beforeEach, describe, expect, it } from '@jest/globals';
import { chaseApp } from '../../../functions/chase/app.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { RemindersView } from '../../../schemas/contract/reminders.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';
import { store } from '../../support/stored-reports.ts';

type Headers = { [header: string]: string };
const NOW = new Date('2023-06-20T01:00:00.000Z');
const CITIES = heilongjiang2023.units.filter(({ group }) => group === 'city').map(({ id }) => id);

describe('chasing', () => {
  let table: MemoryTable;
  let app: ReturnType<typeof chaseApp>;
  let lead: Headers;

  beforeEach(async () => {
    table = memoryTable();
    app = chaseApp({ table, campaign: heilongjiang2023, forms, clock: () => NOW, log: collectedLog() });
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

  it.each(['zh-CN', 'en'])('has a page in %s that posts what is ticked', async (language) => {
    const headers = { ...inBrowser(lead), 'accept-language': language };
    const html = await (await app.request('/reminders', { headers })).text();
    const key = /name="key" value="([\w-]+)"/.exec(html)?.[1] ?? '';
    const { body, type } = posted({ key, units: 'harbin', forms: ['media'] });
    const response = await app.request('/reminders', {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body,
    });
    expect(response.headers.get('location')).toBe('/reminders?chased=1');
    const after = await (await app.request('/reminders?chased=1', { headers })).text();
    expect(after).toContain(language === 'en' ? '1 unit is being chased.' : '已向1个单位发出催报。');
    expect(after).toContain('lead@example.org');
  });

  it('comes with what its address names ticked, and says when none of the named units owes anything', async () => {
    for (const form of ['summary', 'statistics', 'media']) await store(table, { unit: 'jixi', form });
    const open = async (query: string) =>
      (await app.request(`/reminders?${query}`, { headers: inBrowser(lead) })).text();
    const ticked = (html: string) =>
      [...html.matchAll(/<input type="checkbox" id="([\w-]+)"[^>]* checked/g)].map(([, id]) => id);
    const html = await open('units=harbin&units=jixi&units=nobody&forms=media');
    expect(ticked(html)).toEqual(['units-harbin', 'forms-media']);
    expect(html).toContain(
      'href="?units=harbin&amp;units=jixi&amp;units=nobody&amp;forms=media&amp;language=en"',
    );
    expect(html).not.toContain('所选单位均已报送');
    const settled = await open('units=jixi&forms=media');
    expect(ticked(settled)).toEqual(['forms-media']);
    expect(settled).toContain('所选单位均已报送');
  });

  it('is for offices, and wants a key', async () => {
    const clerk = await signedIn(table, NOW, { role: 'unit', unit: 'harbin' });
    expect((await post({ key: 'first-click' }, clerk)).status).toBe(403);
    expect((await post({})).status).toBe(422);
  });
});
