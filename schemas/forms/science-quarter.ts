import * as z from 'zod';
import { amount } from '../fields/amount.ts';
import { choice } from '../fields/choice.ts';
import { count } from '../fields/count.ts';
import { date } from '../fields/date.ts';
import { group, rows } from '../fields/group.ts';
import { phone } from '../fields/phone.ts';
import { text } from '../fields/text.ts';
import { defineForm } from '../form.ts';
import { scan } from './slots.ts';

const BASES = '/bases';
const NUMBER = { zh: '数量', en: 'Number' };
const times = { zh: '人次', en: 'person-times' };

/**
 * Quarterly figures of popular science (科普统计). Not live: the tests run every output on it, to prove that another
 * campaign's form is this file and a line.
 */
export const scienceQuarter = defineForm({
  id: 'science-quarter',
  version: 1,
  title: { zh: '科普统计季度报表', en: 'Quarterly statistics of popular science' },
  short: { zh: '科普季报', en: 'Quarter' },
  answers: z.strictObject({
    quarter: choice({
      zh: '季度',
      en: 'Quarter',
      options: [
        { value: 'q1', zh: '第一季度', en: 'First quarter' },
        { value: 'q2', zh: '第二季度', en: 'Second quarter' },
      ],
    }),
    figures: group(
      { zh: '科普指标', en: 'Figures', layout: 'table' },
      {
        P1: group(
          { zh: '科普专职人员', en: 'Full-time staff' },
          { count: count({ ...NUMBER, unit: { zh: '人', en: 'people' } }) },
        ),
        P2: group(
          { zh: '科普经费筹集额', en: 'Funds raised' },
          { count: amount({ ...NUMBER, unit: { zh: '万元', en: '10,000 yuan' }, decimals: 2 }) },
        ),
        P3: group(
          { zh: '其中：政府拨款', en: 'Of which from government' },
          { count: amount({ ...NUMBER, unit: { zh: '万元', en: '10,000 yuan' }, decimals: 2 }) },
        ),
        P4: group(
          { zh: '科普活动参加人次', en: 'Attendance' },
          { count: count({ ...NUMBER, unit: times, headline: true }) },
        ),
      },
    ),
    bases: rows(
      { zh: '科普基地', en: 'Bases', max: 50 },
      {
        name: text({ zh: '基地名称', en: 'Base', max: 100 }),
        level: choice({
          zh: '级别',
          en: 'Level',
          tally: true,
          options: [
            { value: 'national', zh: '国家级', en: 'National' },
            { value: 'provincial', zh: '省级', en: 'Provincial' },
          ],
        }),
        visitors: count({ zh: '参观人次', en: 'Visitors', unit: times }),
      },
    ),
    filledBy: text({ zh: '填表人', en: 'Filled in by', max: 100, autocomplete: 'name', personal: true }),
    phone: phone({ zh: '联系电话', en: 'Phone' }),
    date: date({ zh: '填报日期', en: 'Date of filling in', prefill: 'today' }),
  }),
  slots: [scan],
  nilReturn: false,
  rules: [
    {
      code: 'part-exceeds-total',
      severity: 'blocking',
      *check({ figures }) {
        const [part, all] = [figures?.P3?.count, figures?.P2?.count];
        if (typeof part !== 'number' || typeof all !== 'number' || part <= all) return;
        yield {
          pointer: '/figures/P3/count',
          message: {
            zh: `P3（${part}）不能大于P2（${all}）。`,
            en: `P3 (${part}) must not be more than P2 (${all}).`,
          },
        };
      },
    },
    {
      code: 'nobody-came',
      severity: 'explanation',
      *check({ bases = [] }, { rowNumber }) {
        for (const [index, { visitors }] of bases.entries()) {
          if (visitors !== 0) continue;
          yield {
            pointer: `${BASES}/${index}/visitors`,
            message: {
              zh: `第${rowNumber(BASES, index)}行参观人次为0，请说明情况。`,
              en: `Row ${rowNumber(BASES, index)} has no visitors. Explain.`,
            },
          };
        }
      },
    },
  ],
});
