import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { remind } from '../../../functions/remind/remind.ts';
import { sendAll } from '../../../functions/send-mail/stream.ts';
import { writeChanges } from '../../../functions/shared/records/campaign-changes.ts';
import { noteErasure } from '../../../functions/shared/records/erasure.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { addDays } from '../../../schemas/campaign.ts';
import { NO_CHANGES } from '../../../schemas/campaign-changes.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { Mail } from '../../../schemas/mail.ts';
import { ReportHead, type ReportState } from '../../../schemas/report.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { CAMPAIGN } from '../../support/stored-reports.ts';
import { enrol, harbin, type Mailroom, mailroom, pending } from '../send-mail/mailroom.ts';

const CITIES = heilongjiang2023.units.filter(({ group }) => group === 'city').map(({ id }) => id);
const LATER_FORMS = ['summary', 'statistics', 'media'];

describe('the daily reminder', () => {
  let room: Mailroom;

  beforeEach(() => {
    room = mailroom(memoryTable());
  });

  const on = (day: string, time = '10:00:00') => {
    room.now = new Date(`${day}T${time}+08:00`);
    return remind(room);
  };

  const head = (unit: string, form: string, state: ReportState, revision: number) =>
    room.table.put(
      toRow.head(ReportHead.parse({ campaign: CAMPAIGN, unit, form, state, version: 1, revision })),
    );

  const reminders = () =>
    room.table
      .rows()
      .filter(({ type }) => type === 'mail')
      .map((row) => Mail.parse(row));

  it.each([
    ['2023-05-12', false],
    ['2023-05-13', true],
    ['2023-05-14', false],
    ['2023-05-15', true],
    ['2023-05-16', true],
    ['2023-05-17', true],
    ['2023-06-15', true],
    ['2023-06-17', false],
  ])('of the register on %s goes out: %s', async (day, expected) => {
    for (const before of [-3, -2, -1]) await on(addDays(day, before));
    const earlier = new Set(reminders().map(({ id }) => id));
    await on(day);
    const units = reminders()
      .filter(({ id }) => !earlier.has(id))
      .flatMap(({ forms, unit }) => (forms?.includes('open-day') ? [unit] : []));
    expect(units.toSorted()).toEqual(expected ? CITIES.toSorted() : []);
  });

  it('tells of all forms in one mail a unit', async () => {
    await on('2023-06-16', '09:59:59');
    expect(reminders()).toHaveLength(CITIES.length);
    for (const { forms } of reminders()) expect(forms).toEqual(LATER_FORMS);
  });

  it('goes to nobody who reported, whatever became of it, and to those who took it back', async () => {
    await head('harbin', 'open-day', 'submitted', 1);
    await head('qiqihar', 'open-day', 'returned', 1);
    await head('jixi', 'open-day', 'accepted', 2);
    await head('hegang', 'open-day', 'draft', 1);
    await head('daqing', 'open-day', 'draft', 0);
    await head('heihe', 'open-day', 'withdrawn', 1);
    await on('2023-05-16');
    const units = reminders().map(({ unit }) => unit);
    expect(units).toEqual(expect.arrayContaining(['daqing', 'heihe', 'yichun']));
    for (const unit of ['harbin', 'qiqihar', 'jixi', 'hegang']) expect(units).not.toContain(unit);
  });

  it('changes nothing when it runs again on the same day (I6)', async () => {
    expect(await on('2023-05-16')).toEqual({ queued: CITIES.length });
    const before = room.table.rows();
    expect(await on('2023-05-16', '23:00:00')).toEqual({ queued: 0 });
    expect(room.table.rows()).toEqual(before);
    expect(await on('2023-05-17')).toEqual({ queued: CITIES.length });
  });

  it('makes up for mornings that were missed, once', async () => {
    expect(await on('2023-05-14', '16:00:00')).toEqual({ queued: CITIES.length });
    expect(await on('2023-05-14', '17:00:00')).toEqual({ queued: 0 });
    expect(await on('2023-05-15', '08:00:00')).toEqual({ queued: 0 });
    expect(await on('2023-05-15')).toEqual({ queued: CITIES.length });
  });

  it('warns of a draft two days before, whoever has typed and not submitted', async () => {
    await on('2023-05-13');
    await head('harbin', 'open-day', 'draft', 0);
    expect(await on('2023-05-14')).toEqual({ queued: 1 });
    expect(reminders().filter(({ unit }) => unit === 'harbin')).toHaveLength(2);
  });

  it('follows an extension: that unit is reminded by its own days, the others by theirs', async () => {
    const changes = { ...NO_CHANGES, extensions: { harbin: { 'open-day': { due: '2023-05-20' } } } };
    await room.table.put(writeChanges(CAMPAIGN, { version: 0, ended: {}, changes }).put);
    await on('2023-05-16');
    expect(reminders().map(({ unit }) => unit)).not.toContain('harbin');
    await on('2023-05-17');
    const harbins = reminders().filter(({ unit }) => unit === 'harbin');
    expect(harbins.map(({ forms }) => forms)).toEqual([['open-day']]);
  });

  it('goes once for each of its days to those who owe, whatever is missed, repeated, reported or extended', async () => {
    const START = '2023-05-10';
    const event = fc.oneof(
      fc.record({ kind: fc.constant('run' as const), hour: fc.integer({ min: 0, max: 23 }) }),
      fc.record({ kind: fc.constant('report' as const), unit: fc.constantFrom('harbin', 'jixi') }),
      fc.record({
        kind: fc.constant('extend' as const),
        unit: fc.constantFrom('harbin', 'jixi'),
        days: fc.integer({ min: 0, max: 20 }),
      }),
    );
    const days = fc.array(fc.array(event, { maxLength: 3 }), { minLength: 5, maxLength: 20 });
    const world = async (given: typeof days extends fc.Arbitrary<infer T> ? T : never) => {
      room = mailroom(memoryTable());
      const reported = new Set<string>();
      let version = 0;
      let extensions: { [unit: string]: { 'open-day': { due: string } } } = {};
      for (const [index, events] of given.entries()) {
        const day = addDays(START, index);
        for (const one of events) {
          if (one.kind === 'report') {
            reported.add(one.unit);
            await head(one.unit, 'open-day', 'submitted', 1);
          } else if (one.kind === 'extend') {
            extensions = {
              ...extensions,
              [one.unit]: { 'open-day': { due: addDays('2023-05-16', one.days) } },
            };
            const stored = { version, ended: {}, changes: { ...NO_CHANGES, extensions } };
            await room.table.put(writeChanges(CAMPAIGN, stored).put);
            version++;
          } else {
            const before = new Set(reminders().map(({ id }) => id));
            await on(day, `${String(one.hour).padStart(2, '0')}:30:00`);
            const sent = reminders().filter(({ id }) => !before.has(id));
            expect(new Set(sent.map(({ unit }) => unit)).size).toBe(sent.length);
            for (const unit of ['harbin', 'jixi']) {
              if (reported.has(unit)) expect(sent.map((mail) => mail.unit)).not.toContain(unit);
            }
            // Run again at once, it finds everything sent.
            expect(await remind(room)).toEqual({ queued: 0 });
          }
        }
      }
      const marks = room.table.rows().filter(({ type }) => type === 'reminded');
      const told = reminders().flatMap(({ unit, forms = [] }) => forms.map((form) => `${unit} ${form}`));
      expect(marks.map(({ unit, form }) => `${unit} ${form}`).sort()).toEqual(told.sort());
    };
    await fc.assert(fc.asyncProperty(days, world), { numRuns: 25 });
  });

  it('is sent with the titles and due dates of what is owed', async () => {
    await enrol(room, harbin());
    await on('2023-06-20');
    const { Records } = pending(room);
    await sendAll(room, {
      Records: Records.filter(({ dynamodb }) => dynamodb.Keys.pk.S.includes('.harbin.')),
    });
    const [letter] = room.sent;
    expect(letter?.to).toEqual(['harbin@example.org']);
    expect(letter?.subject).toMatch(/^催报 \(逾期\) 总结报告、统计表、媒体资料/);
    expect(letter?.text).toContain('2023年全省科技活动周开展情况统计表');
    expect(letter?.text).toContain('2023年6月19日（星期一）23:59');
    expect(letter?.text).toContain('https://report.example.org/reports');
  });

  it('tells the lead office once, in both languages, that personal data is to be erased', async () => {
    const lead = (email: string, language: 'zh' | 'en') =>
      enrol(room, { email, campaign: CAMPAIGN, role: 'lead', office: 'lead', language });
    await lead('lead@example.org', 'zh');
    await lead('second@example.org', 'en');
    const told = () => reminders().filter(({ kind }) => kind === 'erasure-due');
    await on('2024-06-30');
    expect(told()).toEqual([]);
    await on('2024-07-01');
    await Promise.all([on('2024-07-02'), on('2024-07-02')]);
    expect(told()).toMatchObject([{ id: `${CAMPAIGN}.erasure-due`, office: 'lead' }]);
    await sendAll(room, pending(room));
    const letter = room.sent.find(({ id }) => id.endsWith('.erasure-due'));
    expect(letter?.to.toSorted()).toEqual(['lead@example.org', 'second@example.org']);
    expect(letter?.text).toMatch(
      /个人信息.*保存期已满.*https:\/\/report\.example\.org\/personal-data.*last day has passed/s,
    );
  });

  it('says nothing of personal data that is erased already', async () => {
    await noteErasure(room.table, CAMPAIGN, 0, room.now);
    await on('2024-07-01');
    expect(reminders().filter(({ kind }) => kind === 'erasure-due')).toEqual([]);
  });
});
