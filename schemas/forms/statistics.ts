import * as z from 'zod';
import { amount } from '../fields/amount.ts';
import { count } from '../fields/count.ts';
import { date } from '../fields/date.ts';
import { group } from '../fields/group.ts';
import { NONE, saidNumber } from '../fields/number.ts';
import { phone } from '../fields/phone.ts';
import { text } from '../fields/text.ts';
import { defineForm } from '../form.ts';
import type { Text } from '../text.ts';
import { extra, ONE_REPORT, scan } from './slots.ts';

const NUMBER = { zh: '数量', en: 'Number' };
const of = (zh: string, en: string, headline?: true) => count({ ...NUMBER, unit: { zh, en }, headline });

const ITEMS = of('项', 'items');
const SESSIONS = of('场', 'sessions');
const VISITS = of('人次', 'person-times');
const PEOPLE = of('人', 'people');
const REPORTS = of('篇（次）', 'reports');
const FUNDS = amount({ ...NUMBER, unit: { zh: '万元', en: '10,000 yuan' }, decimals: 2 });

const remark = text({ zh: '备注', en: 'Remarks', max: 200 }).optional();

const indicator = (zh: string, en: string, count: typeof ITEMS | typeof FUNDS) =>
  group({ zh, en }, { count, remark });

const INDICATORS = {
  A1: indicator('举办活动总数', 'Activities', of('项', 'items', true)),
  A2: indicator('线下活动', 'On-site activities', ITEMS),
  A3: indicator('线上活动', 'Online activities', ITEMS),
  A4: indicator('其中：重点活动', 'Of which key activities', ITEMS),
  B1: indicator('参与总人次', 'Attendance', of('人次', 'person-times', true)),
  B2: indicator('线下参与人次', 'On-site attendance', VISITS),
  B3: indicator('线上参与人次', 'Online attendance', VISITS),
  C1: indicator(
    '开放科研机构和大学数',
    'Open research institutes and universities',
    of('个', 'institutions'),
  ),
  C2: indicator('开放科研机构和大学接待人次', 'Visitors to them', VISITS),
  D1: indicator('科普讲座（报告会）场次', 'Lectures', SESSIONS),
  D2: indicator('科普讲座（报告会）参与人次', 'Attendance of lectures', VISITS),
  D3: indicator('科普展览场次', 'Exhibitions', SESSIONS),
  D4: indicator('科普展览参与人次', 'Attendance of exhibitions', VISITS),
  D5: indicator('科普竞赛场次', 'Contests', SESSIONS),
  D6: indicator('科普竞赛参与人次', 'Attendance of contests', VISITS),
  D7: indicator('科技咨询（培训）场次', 'Consultations and trainings', SESSIONS),
  D8: indicator('科技咨询（培训）参与人次', 'Attendance of consultations and trainings', VISITS),
  E1: indicator('参与科技人员', 'Scientists and engineers taking part', PEOPLE),
  E2: indicator('参与志愿者', 'Volunteers taking part', PEOPLE),
  F1: indicator('发放科普资料', 'Leaflets handed out', of('份', 'copies')),
  F2: indicator('展板', 'Display boards', of('块', 'boards')),
  G1: indicator('媒体报道总数', 'Media reports', REPORTS),
  G2: indicator('传统媒体报道', 'Reports in press and TV', REPORTS),
  G3: indicator('新媒体报道', 'Reports in new media', REPORTS),
  H1: indicator('投入经费', 'Spending', FUNDS),
};

type Code = keyof typeof INDICATORS;
type Indicators = Partial<Record<Code, { count?: number | typeof NONE }>>;

/** Events and who came to them. */
const ATTENDANCES: [Code, Code][] = [
  ['A2', 'B2'],
  ['A3', 'B3'],
  ['C1', 'C2'],
  ['D1', 'D2'],
  ['D3', 'D4'],
  ['D5', 'D6'],
  ['D7', 'D8'],
];

/** Above these a number is more likely one in the wrong unit. */
const MAGNITUDES: [Code, number, Text][] = [
  ['B1', 10_000_000, { zh: '是否误将“万人次”填成“人次”', en: 'is it meant in units of 10,000?' }],
  ['H1', 10_000, { zh: '单位是万元，是否误填为元', en: 'the unit is 10,000 yuan; is it meant in yuan?' }],
];

/** The number of an indicator; what does not exist counts as nothing. Undefined while there is no valid answer. */
function numberOf(indicators: Indicators | undefined, code: Code): number | undefined {
  const answer = indicators?.[code]?.count;
  return answer === NONE ? 0 : answer;
}

/** The same in a sentence. */
const said = (indicators: Indicators | undefined, code: Code): Text => saidNumber(indicators?.[code]?.count);

const at = (code: Code) => `/indicators/${code}/count`;

const balance = (total: Code, ...parts: Code[]) => ({ total: at(total), parts: parts.map(at) });

/** The week in numbers. Blank is not zero: zero is typed, and `-` says that there is no such thing here. */
export const statistics = defineForm({
  id: 'statistics',
  version: 1,
  title: {
    zh: '2023年全省科技活动周开展情况统计表',
    en: 'Statistics of the 2023 Science and Technology Activity Week in the province',
  },
  short: { zh: '统计表', en: 'Statistics' },
  answers: z.strictObject({
    indicators: group(
      {
        zh: '统计指标',
        en: 'Indicators',
        description: {
          zh: '没有发生的填0，本地没有该项的填“-”，不能留空。平衡关系：A1=A2+A3，B1=B2+B3，G1=G2+G3；A4不大于A1。',
          en: 'Type 0 where nothing happened and “-” where there is no such thing here; leave none blank. A1 = A2 + A3, B1 = B2 + B3, G1 = G2 + G3; A4 is at most A1.',
        },
        layout: 'table',
      },
      INDICATORS,
    ),
    responsible: text({ zh: '单位负责人', en: 'Responsible person', max: 100, personal: true }),
    filledBy: text({ zh: '填表人', en: 'Filled in by', max: 100, autocomplete: 'name', personal: true }),
    phone: phone({ zh: '联系电话', en: 'Phone' }),
    date: date({ zh: '填报日期', en: 'Date of filling in', prefill: 'today' }),
  }),
  slots: [scan, extra],
  quota: ONE_REPORT,
  nilReturn: false,
  balances: [balance('A1', 'A2', 'A3'), balance('B1', 'B2', 'B3'), balance('G1', 'G2', 'G3')],
  rules: [
    {
      code: 'part-exceeds-total',
      severity: 'blocking',
      *check({ indicators }) {
        const [key, all] = [numberOf(indicators, 'A4'), numberOf(indicators, 'A1')];
        if (key === undefined || all === undefined || key <= all) return;
        const most = said(indicators, 'A1');
        yield {
          pointer: at('A4'),
          message: {
            zh: `A4（${key}）不能大于A1（${most.zh}）。`,
            en: `A4 (${key}) must not be more than A1 (${most.en}).`,
          },
        };
      },
    },
    {
      code: 'differs-from-register',
      severity: 'explanation',
      *check({ indicators }, { onRecord }) {
        const open = numberOf(indicators, 'C1');
        const registered = onRecord?.['open-day']?.institutions;
        if (open === undefined || registered === undefined || open === registered) return;
        const given = said(indicators, 'C1');
        yield {
          pointer: at('C1'),
          message: {
            zh: `C1填写的是${given.zh}，本单位已报送的备案表中科研机构和大学共${registered}个。请核实；如无误，请说明情况。`,
            en: `C1 is ${given.en}; the register that your unit has submitted lists ${registered} research institutes and universities. Check it, and explain if it is right.`,
          },
        };
      },
    },
    {
      code: 'magnitude',
      severity: 'explanation',
      *check({ indicators }) {
        for (const [code, usual, doubt] of MAGNITUDES) {
          const number = numberOf(indicators, code);
          if (number === undefined || number <= usual) continue;
          yield {
            pointer: at(code),
            message: {
              zh: `${code}填写的是${number}，超过${usual}：${doubt.zh}？请核实并说明情况。`,
              en: `${code} is ${number}, above ${usual}: ${doubt.en} Check it and explain.`,
            },
          };
        }
      },
    },
    {
      code: 'attendance-without-event',
      severity: 'explanation',
      *check({ indicators }) {
        for (const [events, attendance] of ATTENDANCES) {
          const people = numberOf(indicators, attendance);
          if (numberOf(indicators, events) !== 0 || !people) continue;
          const none = said(indicators, events);
          yield {
            pointer: at(attendance),
            message: {
              zh: `${attendance}填写的是${people}，而${events}为${none.zh}：没有活动却有人次，请核实并说明情况。`,
              en: `${attendance} is ${people}, but ${events} is ${none.en}: attendance without an event. Check it and explain.`,
            },
          };
        }
      },
    },
    {
      code: 'event-without-attendance',
      severity: 'explanation',
      *check({ indicators }) {
        for (const [events, attendance] of ATTENDANCES) {
          const held = numberOf(indicators, events);
          if (numberOf(indicators, attendance) !== 0 || !held) continue;
          const none = said(indicators, attendance);
          yield {
            pointer: at(attendance),
            message: {
              zh: `${attendance}为${none.zh}，而${events}填写的是${held}：有活动却没有人次，请核实并说明情况。`,
              en: `${attendance} is ${none.en}, but ${events} is ${held}: an event without attendance. Check it and explain.`,
            },
          };
        }
      },
    },
  ],
});
