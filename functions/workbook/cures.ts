import { placeOf } from '../../schemas/fields/place.ts';
import { type Finding, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import { wantedOf } from './wanted.ts';

const CURES: { [code: string]: Text } = {
  required: { zh: '请在此单元格填写。', en: 'Fill in this cell.' },
  'too-long': { zh: '请缩短此单元格的内容。', en: 'Shorten what stands in this cell.' },
  'too-few-rows': { zh: '请至少填写一行。', en: 'Fill in one row at least.' },
  'unknown-file': {
    zh: '请先在报表页面上传文件，再从下拉列表选择文件名。',
    en: 'Upload the file on the page of the report, then choose its name from the list.',
  },
};

const EXPLAIN = {
  zh: '请核实；无误的，提交时说明情况。',
  en: 'Check it; if it is right, explain it when you submit.',
};
const HINT = { zh: '请核实；无误可不处理。', en: 'Check it; if it is right, leave it.' };
const CORRECT = {
  zh: '请更正此单元格，或在报表页面上更正。',
  en: 'Correct this cell, or correct it on the page.',
};

/** What to do about a finding, at its cell. */
export function cureOf(form: Form, { code, pointer, severity }: Finding): Text {
  const known = CURES[code];
  if (known) return known;
  if (severity !== 'blocking') return severity === 'explanation' ? EXPLAIN : HINT;
  if (!code.startsWith('not-')) return CORRECT;
  const path = pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const field = placeOf(fieldsOf(form), path).way.at(-1);
  const want = field && wantedOf(field);
  return want ? { zh: `请改为${want.zh}。`, en: `Make it ${want.en}.` } : CORRECT;
}
