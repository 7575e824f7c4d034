import * as z from 'zod';
import { choice, choices } from '../fields/choice.ts';
import { count } from '../fields/count.ts';
import { date, showDate } from '../fields/date.ts';
import { email } from '../fields/email.ts';
import { rows } from '../fields/group.ts';
import { phone } from '../fields/phone.ts';
import { text } from '../fields/text.ts';
import { tick } from '../fields/tick.ts';
import { defineForm } from '../form.ts';
import { extra, ONE_REPORT, scan } from './slots.ts';

const ROWS = '/rows';
const person = { max: 100, autocomplete: 'name', personal: true } as const;

/** The register of who opens to the public: one row per open place. */
export const openDay = defineForm({
  id: 'open-day',
  version: 2,
  title: {
    zh: '2023年参与开放活动的科研机构和大学备案表',
    en: 'Register of research institutes and universities taking part in open activities, 2023',
  },
  short: { zh: '备案表', en: 'Register' },
  answers: z.strictObject({
    unit: text({
      zh: '填报单位',
      en: 'Reporting unit',
      max: 100,
      prefill: 'unit',
      autocomplete: 'organization',
    }),
    filledBy: text({ zh: '填表人', en: 'Filled in by', ...person }),
    phone: phone({ zh: '联系电话', en: 'Phone' }),
    date: date({ zh: '填报日期', en: 'Date of filling in', prefill: 'today' }),
    secrecyReviewed: tick({
      zh: '已履行保密审查，内容不涉密',
      en: 'The secrecy review has been done; nothing here is classified',
    }),
    rows: rows(
      { zh: '开放场所', en: 'Open places', max: 500 },
      {
        institution: text({ zh: '单位名称', en: 'Institution', max: 100 }),
        kind: choice({
          zh: '单位类型',
          en: 'Kind of institution',
          tally: true,
          options: [
            { value: 'institute', zh: '科研机构', en: 'Research institute' },
            { value: 'university', zh: '大学', en: 'University' },
            { value: 'other', zh: '其他', en: 'Other' },
          ],
        }),
        place: text({ zh: '开放场所名称', en: 'Place', max: 100 }).optional(),
        address: text({ zh: '地址', en: 'Address', max: 200 }),
        from: date({ zh: '开放开始日期', en: 'Open from' }),
        to: date({ zh: '开放结束日期', en: 'Open to' }),
        hours: text({ zh: '每日开放时段', en: 'Daily hours', max: 100 }).optional(),
        content: text({ zh: '开放内容', en: 'What is open', max: 500 }),
        audience: choices({
          zh: '面向对象',
          en: 'Audience',
          options: [
            { value: 'pupils', zh: '中小学生', en: 'School pupils' },
            { value: 'students', zh: '大学生', en: 'University students' },
            { value: 'public', zh: '公众', en: 'General public' },
            { value: 'professionals', zh: '专业人士', en: 'Professionals' },
          ],
        }).optional(),
        booking: choice({
          zh: '预约方式',
          en: 'Booking',
          options: [
            { value: 'none', zh: '无需预约', en: 'Not needed' },
            { value: 'phone', zh: '电话', en: 'By phone' },
            { value: 'online', zh: '网络', en: 'Online' },
            { value: 'on-site', zh: '现场', en: 'On site' },
          ],
        }),
        bookingContact: text({
          zh: '预约电话或网址',
          en: 'Booking phone or address',
          max: 200,
          personal: true,
          description: { zh: '除无需预约外必填', en: 'Required unless no booking is needed' },
        }).optional(),
        capacity: count({
          zh: '接待上限',
          en: 'Capacity',
          unit: { zh: '人/日', en: 'people a day' },
        }).optional(),
        contact: text({ zh: '联系人', en: 'Contact person', max: 100, personal: true }),
        phone: phone({ zh: '联系电话', en: 'Phone' }),
        publicContact: tick({
          zh: '公开联系方式',
          en: 'Make the contacts public',
          description: {
            zh: '勾选后，审核通过时向公众公开本行的预约方式、联系人、电话和邮箱',
            en: 'Once accepted, everybody sees this row’s booking contact, contact person, phone and e-mail',
          },
        }).optional(),
        email: email({ zh: '电子邮箱', en: 'E-mail' }).optional(),
        remarks: text({ zh: '备注', en: 'Remarks', max: 200 }).optional(),
      },
    ),
  }),
  publication: {
    rows: 'rows',
    name: ['institution', 'place'],
    place: 'address',
    from: 'from',
    to: 'to',
    filters: ['kind', 'audience'],
    shown: ['hours', 'content', 'booking', 'capacity'],
    agreement: 'publicContact',
    agreed: ['bookingContact', 'contact', 'phone', 'email'],
  },
  slots: [scan, extra],
  quota: ONE_REPORT,
  nilReturn: true,
  /** What C1 of the statistics counts. */
  figures: ({ rows = [] }) => ({
    institutions: rows.filter(({ kind }) => kind === 'institute' || kind === 'university').length,
  }),
  rules: [
    {
      code: 'required',
      severity: 'blocking',
      *check({ rows = [] }, { rowNumber }) {
        for (const [index, { booking, bookingContact }] of rows.entries()) {
          if (!booking || booking === 'none' || bookingContact) continue;
          yield {
            pointer: `${ROWS}/${index}/bookingContact`,
            message: {
              zh: `第${rowNumber(ROWS, index)}行预约电话或网址未填写：预约方式不是“无需预约”时必须填写。`,
              en: `Row ${rowNumber(ROWS, index)}, Booking phone or address is missing: it is wanted unless no booking is needed.`,
            },
          };
        }
      },
    },
    {
      code: 'ends-before-it-begins',
      severity: 'blocking',
      *check({ rows = [] }, { rowNumber }) {
        for (const [index, { from, to }] of rows.entries()) {
          if (!from || !to || from <= to) continue;
          yield {
            pointer: `${ROWS}/${index}/to`,
            message: {
              zh: `第${rowNumber(ROWS, index)}行开放结束日期（${showDate(to, 'zh')}）早于开放开始日期（${showDate(from, 'zh')}）。`,
              en: `Row ${rowNumber(ROWS, index)}, Open to (${showDate(to, 'en')}) is before Open from (${showDate(from, 'en')}).`,
            },
          };
        }
      },
    },
    {
      code: 'outside-the-week',
      severity: 'explanation',
      *check({ rows = [] }, { campaign: { week }, rowNumber }) {
        for (const [index, row] of rows.entries()) {
          for (const [name, zh, en] of DAYS) {
            const day = row[name];
            if (!day || (week.from <= day && day <= week.to)) continue;
            yield {
              pointer: `${ROWS}/${index}/${name}`,
              message: {
                zh: `第${rowNumber(ROWS, index)}行${zh}（${showDate(day, 'zh')}）不在活动周内（${showDate(week.from, 'zh')}至${showDate(week.to, 'zh')}）。请核实；如无误，请说明情况。`,
                en: `Row ${rowNumber(ROWS, index)}, ${en} (${showDate(day, 'en')}) is outside the week (${showDate(week.from, 'en')} to ${showDate(week.to, 'en')}). Check it, and explain if it is right.`,
              },
            };
          }
        }
      },
    },
    {
      code: 'same-place-twice',
      severity: 'explanation',
      *check({ rows = [] }, { rowNumber }) {
        const seen = new Map<string, number>();
        for (const [index, { institution, place = '' }] of rows.entries()) {
          if (!institution) continue;
          const key = JSON.stringify([squeeze(institution), squeeze(place)]);
          const first = seen.get(key);
          if (first === undefined) seen.set(key, index);
          else {
            yield {
              pointer: `${ROWS}/${index}/institution`,
              message: {
                zh: `第${rowNumber(ROWS, index)}行与第${rowNumber(ROWS, first)}行的单位名称和开放场所名称相同（${named(institution, place, '、')}）。请核实；如无误，请说明情况。`,
                en: `Row ${rowNumber(ROWS, index)} has the same institution and place as row ${rowNumber(ROWS, first)} (${named(institution, place, ', ')}). Check it, and explain if it is right.`,
              },
            };
          }
        }
      },
    },
  ],
});

const DAYS = [
  ['from', '开放开始日期', 'Open from'],
  ['to', '开放结束日期', 'Open to'],
] as const;

const named = (institution: string, place: string, between: string) =>
  place ? institution + between + place : institution;

/** Names that differ by spaces or case are the same. */
const squeeze = (name: string) => name.replace(/\s/g, '').toLowerCase();
