import { expect, it, describe as suite } from '@jest/globals';
import { describe } from '../../../schemas/fields/describe.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import { openDay } from '../../../schemas/forms/open-day.ts';
import { statistics } from '../../../schemas/forms/statistics.ts';
import { summary } from '../../../schemas/forms/summary.ts';

function field(form: Form, ...names: string[]): Field {
  let fields = fieldsOf(form);
  let found: Field | undefined;
  for (const name of names) {
    found = fields.find((one) => one.name === name);
    fields = found?.fields ?? [];
  }
  if (!found) throw new Error(`no field ${names}`);
  return found;
}

suite('an answer in words', () => {
  it.each([
    [field(openDay, 'unit'), '哈尔滨市', '哈尔滨市', '哈尔滨市'],
    [field(openDay, 'date'), '2023-05-09', '2023年5月9日', '9 May 2023'],
    [field(openDay, 'secrecyReviewed'), true, '是', 'yes'],
    [field(openDay, 'rows', 'kind'), 'university', '大学', 'University'],
    [
      field(openDay, 'rows', 'audience'),
      ['pupils', 'public'],
      '中小学生、公众',
      'School pupils, General public',
    ],
    [field(openDay, 'rows'), [{}, {}], '共2行', '2 rows'],
    [field(openDay, 'rows'), [{}], '共1行', '1 row'],
    [field(statistics, 'indicators', 'B1', 'count'), 1_234_567, '1,234,567', '1,234,567'],
    [field(statistics, 'indicators', 'B1', 'count'), 0, '0', '0'],
    [field(statistics, 'indicators', 'B1', 'count'), '-', '无此项', 'does not exist here'],
    [field(statistics, 'indicators', 'H1', 'count'), 1234.5, '1,234.50', '1,234.50'],
    [
      field(statistics, 'indicators', 'A2'),
      { count: 3, remark: '夜' },
      '数量：3；备注：夜',
      'Number: 3; Remarks: 夜',
    ],
    [field(summary, 'abstract'), '一\n二', '一\n二', '一\n二'],
    [field(summary, 'abstract'), undefined, '', ''],
  ])('reads as a person would write it (%#)', (of, value, zh, en) => {
    expect(describe(of, value, 'zh')).toBe(zh);
    expect(describe(of, value, 'en')).toBe(en);
  });

  it('shows a draft that is wrong as it was typed', () => {
    expect(describe(field(openDay, 'date'), '明天', 'zh')).toBe('明天');
    expect(describe(field(openDay, 'rows', 'kind'), '中学', 'en')).toBe('中学');
    expect(describe(field(statistics, 'indicators', 'B1', 'count'), '约5', 'zh')).toBe('约5');
    expect(describe(field(openDay, 'rows'), { no: 'rows' }, 'zh')).toBe('共0行');
  });
});
