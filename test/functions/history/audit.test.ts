import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { auditCsv } from '../../../functions/history/csv.ts';
import { auditRow } from '../../../functions/shared/records/audit.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import type { AuditLog } from '../../../schemas/contract/audit.ts';
import { bothSides } from '../../support/both-sides.ts';
import { signedIn } from '../../support/signed-in.ts';
import { CAMPAIGN } from '../../support/stored-reports.ts';

const NOW = '2023-06-20T02:00:00.000Z';

async function world() {
  const made = bothSides(NOW);
  const add = (at: string, more: Partial<Parameters<typeof auditRow>[0]> = {}) =>
    made.table.put(
      auditRow(
        { campaign: CAMPAIGN, by: 'harbin@example.org', action: 'report-submitted', ...more },
        new Date(at),
      ),
    );
  const lead = await made.office('lead');
  const read = async (query = '') => (await lead.json<AuditLog>('GET', `/audit${query}`)).body;
  return { ...made, add, lead, read };
}

describe('the audit log', () => {
  it('tells the newest first, with what only some events have, for the lead office alone', async () => {
    const { add, read, office, unit } = await world();
    await add('2023-06-19T01:00:00.000Z', {
      unit: 'harbin',
      form: 'statistics',
      revision: 1,
      reference: 'R',
    });
    await add('2023-06-19T02:00:00.000Z', {
      action: 'archive-requested',
      by: 'lead@example.org',
      archive: 'a1',
    });
    const { events, from, to } = await read();
    expect([from, to]).toEqual(['2023-05-21', '2023-06-20']);
    expect(events).toEqual([
      {
        at: '2023-06-19T02:00:00.000Z',
        by: 'lead@example.org',
        action: 'archive-requested',
        details: { archive: 'a1' },
      },
      {
        at: '2023-06-19T01:00:00.000Z',
        by: 'harbin@example.org',
        action: 'report-submitted',
        unit: 'harbin',
        form: 'statistics',
        revision: 1,
        reference: 'R',
        details: {},
      },
    ]);
    for (const who of [await office('cast'), await unit('harbin')]) {
      for (const path of ['/audit', '/audit.csv']) expect((await who.json('GET', path)).status).toBe(403);
    }
  });

  it('is narrowed by unit, form, kind and the campaign’s days, which begin at 16:00 UTC', async () => {
    const { add, read, lead } = await world();
    await add('2023-06-17T15:59:59.000Z', { unit: 'harbin', form: 'media' });
    await add('2023-06-17T16:00:00.000Z', { unit: 'harbin', form: 'statistics' });
    await add('2023-06-18T15:59:59.000Z', { unit: 'heihe', form: 'statistics', action: 'report-returned' });
    await add('2023-06-18T16:00:00.000Z', { unit: 'heihe', form: 'media' });
    const times = async (query: string) => (await read(query)).events.map(({ at }) => at.slice(8, 19));
    expect(await times('?from=2023-06-18&to=2023-06-18')).toEqual(['18T15:59:59', '17T16:00:00']);
    expect(await times('?unit=heihe')).toEqual(['18T16:00:00', '18T15:59:59']);
    expect(await times('?form=media&unit=harbin')).toEqual(['17T15:59:59']);
    expect(await times('?kind=report-returned')).toEqual(['18T15:59:59']);
    expect(await times('?from=2023-06-19&to=2023-06-19&form=')).toEqual(['18T16:00:00']);
    for (const query of [
      '?from=2023-06-20&to=2023-06-19',
      '?from=2020-01-01',
      '?from=yesterday',
      '?unit=../x',
    ]) {
      expect((await lead.json('GET', `/audit${query}`)).status).toBe(422);
    }
  });

  it('is paged without gap or repetition', async () => {
    const { add, read, lead } = await world();
    for (let n = 0; n < 230; n++)
      await add(new Date(Date.parse(NOW) - n * 3_600_000).toISOString(), { revision: n });
    const first = await read();
    const second = await read(`?before=${encodeURIComponent(first.next ?? '')}`);
    const third = await read(`?before=${encodeURIComponent(second.next ?? '')}`);
    const all = [first, second, third].flatMap(({ events }) => events.map(({ revision }) => revision));
    expect(all).toEqual(Array.from({ length: 230 }, (_, n) => n));
    expect(third.next).toBeUndefined();
    const page = await lead.open('/audit');
    expect(page.body).toContain('更早的操作');
    expect((await lead.open('/audit', 'en')).body).toContain('Report submitted');
  });

  it('is exported for Excel, and no cell is a formula', async () => {
    const { add, lead } = await world();
    await add('2023-06-19T01:00:00.000Z', { by: '=HYPERLINK("http://x")', unit: 'harbin', reason: '@cmd' });
    await add('2023-06-19T02:00:00.000Z', { by: 'a,"b"\n@example.org' });
    const { status, headers, body } = await lead.open('/audit.csv');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toContain('audit-2023-05-21-2023-06-20.csv');
    expect(body).toContain('"时间"');
    expect(body).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(body).toContain('"a,""b""\n@example.org"');
    expect(body).not.toMatch(/(^|,)"[=+@]/m);
  });

  it('is exported with the mark by which Excel knows UTF-8, as its first bytes', async () => {
    const { app, table, now } = await world();
    const headers = await signedIn(table, now(), { role: 'lead', office: 'lead' });
    const bytes = Buffer.from(await (await app.request('/audit.csv', { headers })).arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes.subarray(3).toString('utf8').startsWith('"时间"')).toBe(true);
  });

  it('is exported with every cell as it was, but for an apostrophe before what a program would compute', () => {
    const start = fc.constantFrom('', '=', '+', '-', '@', '＝', '＠', '\t', '\r', '\n', ' =', '"');
    const typed = fc
      .tuple(start, fc.string({ unit: 'grapheme', maxLength: 20 }))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, typed, (by, unit) => {
        const event = { at: NOW, by, action: 'signed-in', unit, details: {} };
        const csv = auditCsv(heilongjiang2023, [event], 'zh');
        const [, cells = []]: string[][] = parse(csv, { bom: true });
        for (const [cell, was] of [
          [cells[2], by],
          [cells[5], unit],
        ]) {
          expect([was, `'${was}`]).toContain(cell);
          expect(cell).not.toMatch(/^(\s*[=+\-@＝＋－＠]|[\t\r\n])/);
        }
      }),
    );
  });
});
