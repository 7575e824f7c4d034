import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanChoices } from '../../../schemas/fields/choice.ts';
import { MOST_CHARACTERS, oneLine } from '../../../schemas/fields/clean.ts';
import { kinds, type LeafKind } from '../../../schemas/fields/kinds.ts';
import { type Field, fieldsOf } from '../../../schemas/form.ts';
import { openDay } from '../../../schemas/forms/open-day.ts';

const fieldOf = (kind: LeafKind, more: Partial<Field> = {}): Field => ({
  name: 'answer',
  kind,
  title: { zh: '数量', en: 'Number' },
  required: true,
  ...more,
});
const clean = (kind: LeafKind, value: string | number | boolean, more?: Partial<Field>) =>
  kinds[kind].clean(value, fieldOf(kind, more));

describe('text', () => {
  it.each([
    ['  黑龙江省科学院　', '黑龙江省科学院'],
    ['（含科学之夜）：１２场', '（含科学之夜）：１２场'],
    ['一行\r\n又一行\t表格', '一行 又一行 表格'],
    ['a\u0000b\u0007c\u200bd\u202ee\ufeff', 'abcde'],
    ['e\u0301', 'é'],
    ['半个\ud842字', '半个字'],
    ['𠮷林', '𠮷林'],
    [301, '301'],
    [' \u3000\n', undefined],
  ])('%j is read as %j', (given, read) => {
    expect(clean('text', given)).toBe(read);
  });

  it('of several lines keeps its line breaks', () => {
    expect(clean('long-text', ' 一\r\n\r\n二\r三\u2028四\t五\u0000 ')).toBe('一\n\n二\n三\n四 五');
  });

  it('of megabytes is cut far above every maximum, never inside a character', () => {
    const read = clean('text', '𠮷'.repeat(1_000_000));
    expect(read).toBe('𠮷'.repeat(MOST_CHARACTERS / 2));
    expect(String(clean('text', `a${'𠮷'.repeat(1_000_000)}`))).toHaveLength(MOST_CHARACTERS - 1);
  });
});

it('an ordinary text, which takes the short way, is read like any other', () => {
  const ordinary = fc.constantFrom(...'aZ09 -~，。、；：！？（）《》“”一龥黑龙江');
  fc.assert(
    fc.property(fc.array(ordinary, { maxLength: 40 }), (characters) => {
      const text = characters.join('');
      // A mark that shows nothing sends it the long way.
      expect(oneLine(text)).toBe(oneLine(`${text}\u200b`));
    }),
  );
});

describe('a number', () => {
  it.each([
    ['１，２３４', 1234],
    ['1,234,567', 1_234_567],
    ['12,0000', 120_000],
    ['1 234', 1234],
    [' 007 ', 7],
    ['12.50', 12.5],
    ['１２．５', 12.5],
    ['0', 0],
    [-0, 0],
    ['5 万元', 5],
    ['—', '-'],
    ['——', '-'],
    ['－', '-'],
    ['／', '-'],
    ['无', '-'],
    ['-', '-'],
    ['', undefined],
    ['　', undefined],
  ])('%j is read as %j', (given, read) => {
    expect(clean('count', given, { unit: { zh: '万元', en: '10,000 yuan' } })).toBe(read);
  });

  it.each(['1,23', '1,2345,678', '12 3', '约100', '-5', '1e3', '0x10', '一百', '1.2万', '1234567890123456'])(
    '%j is not guessed at',
    (given) => {
      expect(clean('count', given)).toBe(given);
    },
  );

  it('survives being grouped by thousands, in full width, with its unit', () => {
    const wide = (text: string) =>
      text.replace(/[0-9,]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.constantFrom('', ' ', '人次', ' 人次'), (number, unit) => {
        const grouped = number.toLocaleString('en-US') + unit;
        const more = { unit: { zh: '人次', en: 'person-times' } };
        expect(clean('count', grouped, more)).toBe(number);
        expect(clean('count', wide(grouped), more)).toBe(number);
      }),
    );
  });
});

describe('a date', () => {
  it.each([
    ['2023-05-25', '2023-05-25'],
    ['2023年5月25日', '2023-05-25'],
    ['2023 年 5 月 25 日', '2023-05-25'],
    ['２０２３年５月２５号', '2023-05-25'],
    ['2023/5/25', '2023-05-25'],
    ['2023.5.25', '2023-05-25'],
    ['20230525', '2023-05-25'],
    ['2023-05-25T00:00:00.000Z', '2023-05-25'],
    ['2023年13月1日', '2023-13-01'],
    ['5月25日', '5月25日'],
    ['明天', '明天'],
  ])('%j is read as %j', (given, read) => {
    expect(clean('date', given)).toBe(read);
  });
});

describe('a phone number', () => {
  it.each([
    ['13800000000', '13800000000'],
    ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'],
    ['+86 138 0000 0000', '13800000000'],
    ['0086-13800000000', '13800000000'],
    ['８６１３８００００００００', '13800000000'],
    ['0451-00000000', '0451-00000000'],
    ['045100000000', '0451-00000000'],
    ['（0451）0000 0000', '0451-00000000'],
    ['0451—0000000转801', '0451-0000000-801'],
    ['0451-00000000-801', '0451-00000000-801'],
    ['0451-00000000 ext. 801', '0451-00000000-801'],
    ['0451-0000-0000', '0451-00000000'],
    ['010-00000000', '010-00000000'],
    ['01000000000', '010-00000000'],
    ['+86 451 0000 0000', '0451-00000000'],
    [
      '13800000000，0451-00000000／13900000000；13700000000',
      '13800000000、0451-00000000、13900000000、13700000000',
    ],
    ['13800000000、', '13800000000'],
    ['12800000000', '12800000000'],
    ['请打总机', '请打总机'],
  ])('%j is read as %j', (given, read) => {
    expect(clean('phone', given)).toBe(read);
  });
});

describe('an e-mail address and a link', () => {
  it.each([
    ['email', ' ｎａｍｅ＠ｅｘａｍｐｌｅ。org ', 'name@example.org'],
    ['email', 'name @ example.org', 'name@example.org'],
    ['link', ' https：／／example.org/路径？ａ ', 'https://example.org/路径？ａ'],
    ['link', 'http://example.org', 'http://example.org'],
  ] as const)('%s %j is read as %j', (kind, given, read) => {
    expect(clean(kind, given)).toBe(read);
  });
});

describe('a tick', () => {
  it.each([true, 'on', 'TRUE', '是', '√', 1, '１'])('%j is a tick', (given) => {
    expect(clean('tick', given)).toBe(true);
  });
  it.each([false, 'off', '否', 0, '', '×'])('%j is none', (given) => {
    expect(clean('tick', given)).toBeUndefined();
  });
  it('is not read into other words', () => {
    expect(clean('tick', '大概')).toBe('大概');
  });
});

describe('a choice', () => {
  const [institution] = fieldsOf(openDay).flatMap(({ fields = [] }) =>
    fields.filter(({ kind }) => kind === 'choice'),
  );
  const [audience] = fieldsOf(openDay).flatMap(({ fields = [] }) =>
    fields.filter(({ kind }) => kind === 'choices'),
  );
  if (!institution || !audience) throw new Error('open-day has lost its choices');

  it.each([
    ['university', 'university'],
    ['大学', 'university'],
    [' research INSTITUTE ', 'institute'],
    ['中学', '中学'],
  ])('%j is read as %j', (given, read) => {
    expect(kinds.choice.clean(given, institution)).toBe(read);
  });

  it.each([
    [
      ['public', 'pupils', 'public'],
      ['pupils', 'public'],
    ],
    [['公众、中小学生'], ['pupils', 'public']],
    [['University students; Professionals'], ['students', 'professionals']],
    [
      ['公众', '外星人'],
      ['public', '外星人'],
    ],
    [['', ' '], undefined],
    [[], undefined],
  ])('%j is read as %j', (given, read) => {
    expect(cleanChoices(given, audience)).toEqual(read);
  });

  it('whose label holds a separator is not taken apart', () => {
    const label = { zh: '讲座、报告会', en: 'Lectures, talks' };
    const field = fieldOf('choices', { options: [{ value: 'talks', label }] });
    expect(cleanChoices(['讲座、报告会'], field)).toEqual(['talks']);
    expect(cleanChoices(['Lectures, talks'], field)).toEqual(['talks']);
  });
});
