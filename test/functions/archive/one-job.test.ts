import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { spelled } from '../../../functions/shared/archives/choice.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { ArchiveRequested, ArchiveView } from '../../../schemas/contract/archives.ts';
import { ReportState } from '../../../schemas/report.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { anId, CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type ArchiveWorld, archiveWorld } from './archives.ts';

describe('the same choice', () => {
  let d: ArchiveWorld;
  beforeEach(async () => {
    d = await archiveWorld();
    await store(d.table, { unit: 'harbin', form: 'media' });
    await store(d.table, { unit: 'jixi', form: 'statistics' });
  });

  const ofType = (type: string) => d.table.rows().filter((row) => row.type === type);
  /** Who did it to which archive, in no order: all happen in one millisecond. */
  const did = (action: string) =>
    ofType('audit')
      .filter((event) => event.action === action)
      .map(({ by, archive }) => `${by} ${archive}`)
      .sort();
  const idOf = async (answer: Response) => {
    expect(answer.status).toBe(202);
    return ArchiveRequested.parse(await answer.json()).id;
  };
  const ask = async (choice: unknown, headers = d.as.lead) => idOf(await d.order(choice, headers));
  const ends = (id: string, state: string, more = {}) =>
    d.table.update({
      key: keys.archive(CAMPAIGN, id),
      update: 'SET #state = :state, failure = :failure, expiresAt = :end',
      names: { '#state': 'state' },
      values: {
        ':state': state,
        ':failure': { reason: 'unexpected' },
        ':end': '2023-07-03T01:15:00.000Z',
        ...more,
      },
    });

  it.each(['planning', 'building'])(
    'is built once while it is %s, and each request is kept',
    async (state) => {
      const first = await ask({ units: ['jixi', 'harbin'], states: ['accepted', 'submitted'] });
      await ends(first, state);
      expect(await ask({ units: ['harbin', 'jixi', 'harbin'], attachments: true }, d.as.cast)).toBe(first);
      expect(d.started).toEqual([first]);
      expect(ofType('archive')).toHaveLength(1);
      expect(did('archive-requested')).toEqual([`cast@example.org ${first}`, `lead@example.org ${first}`]);
    },
  );

  it('leads both pages to one archive', async () => {
    const fields = { units: 'harbin', states: ['submitted', 'accepted'] };
    const one = await d.post({ ...fields, id: anId() }, d.as.lead);
    const other = await d.post({ ...fields, id: anId() }, d.as.cast);
    expect(one.headers.get('location')).toBe(other.headers.get('location'));
    expect(d.started).toHaveLength(1);
  });

  it.each(['ready', 'failed', 'cancelled'])('is built anew once it is %s', async (state) => {
    const first = await ask({});
    await ends(first, state);
    const second = await ask({});
    expect(second).not.toBe(first);
    expect(await ask({})).toBe(second);
    expect(d.started).toEqual([first, second]);
  });

  it('is built once, asked for by many at the same moment', async () => {
    for (const before of [undefined, 'failed']) {
      d = await archiveWorld();
      await store(d.table, { unit: 'harbin', form: 'media' });
      if (before) await ends(await ask({}), before);
      const jobs = ofType('archive').length;
      const ids = await Promise.all(Array.from({ length: 8 }, () => ask({})));
      expect(new Set(ids).size).toBe(1);
      expect(ofType('archive')).toHaveLength(jobs + 1);
      expect(ofType('audit').filter(({ archive }) => archive === ids[0])).toHaveLength(8);
    }
  });

  it('is another one with other units, forms, states, days, or without attachments', async () => {
    const choices = [
      {},
      { units: ['harbin'] },
      { forms: ['media'] },
      { states: ['submitted'] },
      { since: '2023-06-01' },
      { attachments: false },
    ];
    const ids = [];
    for (const choice of choices) ids.push(await ask(choice));
    expect(new Set(ids).size).toBe(choices.length);
  });

  it('has one spelling, however it is written', () => {
    const forms = heilongjiang2023.requests.map(({ form }) => form);
    const units = heilongjiang2023.units.map(({ id }) => id);
    const some = <T>(all: readonly T[]) =>
      fc.option(fc.subarray([...all], { minLength: 1 }), { nil: undefined });
    const choice = fc.record({
      forms: some(forms),
      units: some(units),
      states: some(ReportState.options),
      attachments: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(
      fc.property(choice, (given) => {
        const once = spelled(heilongjiang2023, given);
        const shuffled = {
          attachments: given.attachments ?? true,
          states: [...(given.states ?? (['accepted', 'submitted'] as const))].reverse(),
          units: [...(given.units ?? units)].reverse(),
          forms: [...(given.forms ?? forms)].reverse(),
        };
        expect(JSON.stringify(spelled(heilongjiang2023, shuffled))).toBe(JSON.stringify(once));
        expect(spelled(heilongjiang2023, once)).toEqual(once);
      }),
    );
  });

  describe('cancelled', () => {
    it('ends, out of the queue, with an event that says who did it', async () => {
      const id = await ask({});
      const answer = await d.press(`/archives/${id}/cancel`, d.as.cast);
      expect([answer.status, ArchiveView.parse(await answer.json())]).toMatchObject([
        200,
        { state: 'cancelled' },
      ]);
      const [row] = ofType('archive');
      expect(row).toMatchObject({ id, state: 'cancelled' });
      expect(row).not.toHaveProperty('queue');
      expect(row).not.toHaveProperty('queuedAt');
      expect(did('archive-cancelled')).toEqual([`cast@example.org ${id}`]);
    });

    it('twice, or by two at once, stays so and is noted once', async () => {
      const id = await ask({});
      const path = `/archives/${id}/cancel`;
      const answers = await Promise.all([d.press(path, d.as.lead), d.press(path, d.as.cast)]);
      answers.push(await d.press(path, d.as.lead));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(did('archive-cancelled')).toHaveLength(1);
    });

    it.each([
      ['ready', 'zh', '不能再取消'],
      ['failed', 'en', 'nothing left to cancel'],
    ])('when it is %s is refused in plain words', async (state, language, words) => {
      const id = await ask({});
      await ends(id, state);
      const headers = { ...d.as.lead, 'accept-language': language };
      const answer = await d.press(`/archives/${id}/cancel`, headers);
      const body = await answer.json();
      expect([answer.status, body]).toMatchObject([409, { code: 'archive-ended' }]);
      expect(JSON.stringify(body)).toContain(words);
      expect(ofType('archive')).toMatchObject([{ state }]);
    });

    it('says so on its page, where it can be built again', async () => {
      const id = await ask({});
      const page = async () => (await d.get(`/archives/${id}`, inBrowser(d.as.lead))).text();
      expect(await page()).toContain(`action="/archives/${id}/cancel"`);
      const answer = await d.press(`/archives/${id}/cancel`, inBrowser(d.as.lead));
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/archives/${id}`]);
      const html = await page();
      expect(html).toContain('该归档已取消');
      expect(html).toContain(`action="/archives/${id}/retry"`);
      expect(html).not.toContain('/cancel"');
    });
  });

  describe('built again', () => {
    it.each(['failed', 'cancelled'])('after it was %s is a new job of the same choice', async (state) => {
      const choice = { units: ['harbin'], attachments: false };
      const first = await ask(choice, d.as.cast);
      await ends(first, state);
      const again = await idOf(await d.press(`/archives/${first}/retry`, d.as.lead));
      expect(again).not.toBe(first);
      expect(await idOf(await d.press(`/archives/${first}/retry`, d.as.lead))).toBe(again);
      expect(d.started).toEqual([first, again]);
      expect(ofType('archive').find(({ id }) => id === again)).toMatchObject({
        choice,
        state: 'planning',
        requestedBy: 'lead@example.org',
      });
    });

    it('after it expired is possible from its page', async () => {
      const first = await ask({});
      await ends(first, 'ready', { ':end': '2023-06-18T00:00:00.000Z' });
      const answer = await d.press(`/archives/${first}/retry`, inBrowser(d.as.lead));
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`/archives/${d.started[1]}`);
    });

    it.each(['planning', 'building', 'ready'])('while it is %s is refused in plain words', async (state) => {
      const id = await ask({});
      await ends(id, state);
      for (const [language, words] of [
        ['zh', '无需重新生成'],
        ['en', 'build a new archive'],
      ]) {
        const headers = { ...d.as.lead, 'accept-language': language ?? '' };
        const answer = await d.press(`/archives/${id}/retry`, headers);
        const body = await answer.json();
        expect([answer.status, body]).toMatchObject([409, { code: 'archive-not-failed' }]);
        expect(JSON.stringify(body)).toContain(words);
      }
      expect(d.started).toEqual([id]);
    });
  });

  it.each(['cancel', 'retry'])(
    'to %s it is the offices’ alone, and only of an archive that is there',
    async (act) => {
      const path = `/archives/${await ask({})}/${act}`;
      expect([(await d.press(path, {})).status, (await d.press(path, d.as.clerk)).status]).toEqual([
        401, 403,
      ]);
      expect((await d.press(`/archives/${anId()}/${act}`, d.as.lead)).status).toBe(404);
      expect((await d.press(`/archives/__proto__/${act}`, d.as.lead)).status).toBe(404);
    },
  );
});
