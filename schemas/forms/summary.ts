import * as z from 'zod';
import { phone } from '../fields/phone.ts';
import { longText, text } from '../fields/text.ts';
import { defineForm } from '../form.ts';
import { fileTypes, MIB } from '../slot.ts';
import { extra, ONE_REPORT, scan } from './slots.ts';

const SHORT_ABSTRACT = 100;

/** The report document and who answers for it. */
export const summary = defineForm({
  id: 'summary',
  version: 1,
  title: {
    zh: '2023年科技活动周总结报告',
    en: 'Summary report on the 2023 Science and Technology Activity Week',
  },
  short: { zh: '总结报告', en: 'Summary' },
  answers: z.strictObject({
    abstract: longText({ zh: '摘要', en: 'Abstract', max: 2000 }).optional(),
    filledBy: text({ zh: '填表人', en: 'Filled in by', max: 100, autocomplete: 'name', personal: true }),
    phone: phone({ zh: '联系电话', en: 'Phone' }),
  }),
  slots: [
    {
      id: 'report',
      title: { zh: '总结报告', en: 'Summary report' },
      description: {
        zh: '1个文件：docx、doc、pdf或wps，不超过100 MB',
        en: 'One file: docx, doc, pdf or wps, at most 100 MB',
      },
      types: fileTypes('docx', 'doc', 'pdf', 'wps'),
      maxBytes: 100 * MIB,
      min: 1,
      max: 1,
    },
    scan,
    extra,
  ],
  quota: ONE_REPORT,
  nilReturn: false,
  rules: [
    {
      code: 'short-abstract',
      severity: 'hint',
      *check({ abstract }) {
        if (abstract === undefined || abstract.length >= SHORT_ABSTRACT) return;
        const { length } = abstract;
        yield {
          pointer: '/abstract',
          message: {
            zh: `摘要只有${length}个字符，建议不少于${SHORT_ABSTRACT}个。`,
            en: `Abstract has only ${length} characters; ${SHORT_ABSTRACT} or more are advised.`,
          },
        };
      },
    },
  ],
});
