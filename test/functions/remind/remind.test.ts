import { beforeEach, describe, expect, it } from '@jest/globals';
import { remind } from '../../../functions/remind/remind.ts';
import { sendAll } from '../../../functions/send-mail/stream.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
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
    await on(day);
    const units = reminders().flatMap(({ forms, unit }) => (forms?.includes('open-day') ? [unit] : []));
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
});
