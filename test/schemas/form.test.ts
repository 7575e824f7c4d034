import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { choice } from '../../schemas/fields/choice.ts';
import { count } from '../../schemas/fields/count.ts';
import { text } from '../../schemas/fields/text.ts';
import { check, defineForm, explanationKey, fieldsOf } from '../../schemas/form.ts';
import { media } from '../../schemas/forms/media.ts';
import { openDay } from '../../schemas/forms/open-day.ts';
import { statistics } from '../../schemas/forms/statistics.ts';
import { summary } from '../../schemas/forms/summary.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { checkContext } from '../fixtures/check-context.ts';
import { changed } from '../support/changed.ts';

const register = validAnswers['open-day']?.('harbin', { rows: 3 }) ?? {};
const found = (given: unknown, form = openDay, context = checkContext) =>
  check(form, given, context).findings.map(({ pointer, severity, code }) => `${severity} ${code} ${pointer}`);

describe('fields', () => {
  const form = defineForm({
    id: 'survey',
    version: 1,
    title: { zh: '调查表', en: 'Survey' },
    short: { zh: '调查', en: 'Survey' },
    answers: z.strictObject({
      plain: text({ zh: '名称', en: 'Name', max: 9 }),
      optional: count({ zh: '数量', en: 'Number', max: 7 }).optional(),
      defaulted: text({ zh: '地址', en: 'Address', max: 8 }).default('哈尔滨'),
      transformed: text({ zh: '备注', en: 'Remarks', max: 6 }).transform((value) => value.length),
      chosen: choice({ zh: '类别', en: 'Kind', options: [{ value: 'a', zh: '甲', en: 'A' }] }),
    }),
    rules: [],
    slots: [],
    nilReturn: false,
  });

  it('keep their wording, kind and limits behind optional, default and transform', () => {
    expect(fieldsOf(form)).toMatchObject([
      { name: 'plain', kind: 'text', required: true, maxLength: 9, title: { zh: '名称', en: 'Name' } },
      { name: 'optional', kind: 'count', required: false, min: 0, max: 7 },
      {
        name: 'defaulted',
        kind: 'text',
        required: false,
        maxLength: 8,
        title: { zh: '地址', en: 'Address' },
      },
      {
        name: 'transformed',
        kind: 'text',
        required: true,
        maxLength: 6,
        title: { zh: '备注', en: 'Remarks' },
      },
      { name: 'chosen', kind: 'choice', options: [{ value: 'a', label: { zh: '甲', en: 'A' } }] },
    ]);
  });

  it('are read once a form', () => {
    expect(fieldsOf(form)).toBe(fieldsOf(form));
  });

  it('that no constructor made are refused when the form is first read', () => {
    const bare = { ...form, answers: z.strictObject({ name: z.string() }) };
    expect(() => fieldsOf(bare)).toThrow(z.ZodError);
  });
});

describe('what does not fit the form', () => {
  it.each([[null], [undefined], ['text'], [7], [[]], [[register]], [() => register]])(
    'is told once when the whole is %p',
    (given) => {
      expect(found(given)).toEqual(['blocking wrong-type ']);
    },
  );

  it('is told of each unknown field, and never kept', () => {
    const given = { ...changed(register, { '/rows/1/extra': 1 }), 'a/b~c': 2, __proto__x: 3 };
    expect(found(given)).toEqual([
      'blocking unknown-field /rows/1/extra',
      'blocking unknown-field /a~1b~0c',
      'blocking unknown-field /__proto__x',
    ]);
    expect(check(openDay, given, checkContext).answers).toEqual(register);
  });

  it('cannot reach prototypes', () => {
    const given: unknown = JSON.parse(
      `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    );
    expect(found(given)).toEqual(
      expect.arrayContaining(['blocking unknown-field /__proto__', 'blocking unknown-field /constructor']),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is what an object inherits: only its own answers count', () => {
    expect(check(summary, Object.create({ filledBy: '示例' }), checkContext).answers).toEqual({});
  });

  it('does not flood the answer: neither thousands of unknown fields nor names of megabytes', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]));
    expect(found({ ...register, ...many })).toHaveLength(20);
    const { findings } = check(openDay, { ...register, ['x'.repeat(1e6)]: 1 }, checkContext);
    expect(JSON.stringify(findings).length).toBeLessThan(500);
  });

  it('is a field whose data has another shape', () => {
    expect(
      found(changed(register, { '/unit': { zh: '市' }, '/rows/0/audience': [{}], '/date': [] })),
    ).toEqual([
      'blocking wrong-type /unit',
      'blocking wrong-type /date',
      'blocking wrong-type /rows/0/audience',
    ]);
    expect(found(changed(register, { '/rows': { 0: {} } }))).toEqual(['blocking wrong-type /rows']);
    expect(found(changed(register, { '/rows': ['row'] }))).toEqual(['blocking wrong-type /rows']);
  });

  it('survives nesting of any depth', () => {
    let deep: unknown = 'end';
    for (let depth = 0; depth < 20_000; depth++) deep = { rows: [deep] };
    expect(found(deep)).toContain('blocking wrong-type /rows');
  });
});

describe('rows', () => {
  const [first] = Array.isArray(register.rows) ? register.rows : [];
  const many = (length: number) => ({
    ...register,
    rows: Array.from({ length }, (_, index) => ({ ...first, place: `第${index}处` })),
  });

  it('may be 500 and no more; 600 come back whole', () => {
    expect(found(many(500))).toEqual([]);
    expect(found(many(501))).toEqual(['blocking too-many-rows /rows']);
    const { answers, findings } = check(openDay, many(600), checkContext);
    expect(answers).toEqual(many(600));
    expect(findings[0]?.message.zh).toBe('开放场所有600行，最多500行。');
  });

  it('that are blank are dropped, and findings count the rows that are kept', () => {
    const given = {
      ...register,
      rows: [null, { remarks: ' ' }, first, {}, { ...first, place: '另一处', from: 'x' }],
    };
    expect(found(given)).toEqual(['blocking not-a-date /rows/1/from']);
    expect(found({ ...register, rows: [{}, null, ''] })).toEqual(['blocking required /rows']);
  });

  it('find at most 500 faults, and none that blocks gives way to one that does not', () => {
    const outside = many(500).rows.map((row) => ({ ...row, from: '2023-01-01', to: '2023-01-02' }));
    const findings = found({ ...register, rows: outside, phone: '1' });
    expect(findings).toHaveLength(500);
    expect(findings).toContain('blocking not-a-phone /phone');
  });
});

describe('findings', () => {
  it('name the field and the row, what was given and what is wanted, in both languages', () => {
    const { findings } = check(openDay, changed(register, { '/rows/2/phone': '12345' }), checkContext);
    expect(findings).toEqual([
      {
        pointer: '/rows/2/phone',
        severity: 'blocking',
        code: 'not-a-phone',
        message: {
          zh: '第3行联系电话填写的是“12345”，应为11位手机号，或带区号的固定电话（如0451-00000000），多个号码用“、”隔开。',
          en: 'Row 3, Phone is “12345”; it must be a mobile number of 11 digits or a landline with its area code (0451-00000000), several joined by 、.',
        },
      },
    ]);
  });

  it('shorten what was given, and only count a long text', () => {
    const phone = '九'.repeat(80);
    const abstract = '摘'.repeat(2001);
    const wrong = changed(validAnswers.summary?.('harbin') ?? {}, { '/phone': phone, '/abstract': abstract });
    const { findings, answers } = check(summary, wrong, checkContext);
    expect(answers).toMatchObject({ phone, abstract });
    expect(findings.map(({ message }) => message.zh)).toEqual([
      '摘要有2001个字符，最多2000个。',
      expect.stringContaining(`“${'九'.repeat(40)}…”`),
    ]);
  });

  it('come in the order of the form, files last, one a field', () => {
    const given = changed(register, {
      '/rows/2/phone': '1',
      '/rows/0/kind': '中学',
      '/unit': undefined,
      '/date': '1',
    });
    expect(found({ x: 1, ...given, rows: given.rows })).toEqual([
      'blocking required /unit',
      'blocking not-a-date /date',
      'blocking not-a-choice /rows/0/kind',
      'blocking not-a-phone /rows/2/phone',
      'blocking unknown-field /x',
    ]);
  });

  it('have a key for their explanation', () => {
    const [finding] = check(
      openDay,
      changed(register, { '/rows/0/from': '2023-05-01' }),
      checkContext,
    ).findings;
    expect(finding && explanationKey(finding)).toBe('outside-the-week:/rows/0/from');
  });

  it('of rules wait until the fields they look at are valid', () => {
    const wrong = changed(validAnswers.statistics?.('harbin') ?? {}, { '/indicators/A1/count': '约30' });
    expect(found(wrong, statistics)).toEqual(['blocking not-a-count /indicators/A1/count']);
  });
});

describe('a nil return', () => {
  const nil = { ...checkContext, nil: true };
  const { rows: _rows, ...header } = register;

  it('needs the header alone', () => {
    expect(found(header, openDay, nil)).toEqual([]);
    expect(found({ ...header, rows: [] }, openDay, nil)).toEqual([]);
    expect(found({}, media, nil)).toEqual([]);
  });

  it('needs no file', () => {
    const form = { ...media, slots: summary.slots };
    expect(found({}, form, { ...nil, attachments: [] })).toEqual([]);
    expect(found({}, form, { ...checkContext, attachments: [] })).toContain(
      'blocking missing-file /attachments/report',
    );
  });

  it('needs the whole header', () => {
    expect(found(changed(header, { '/phone': undefined, '/secrecyReviewed': false }), openDay, nil)).toEqual([
      'blocking required /phone',
      'blocking required /secrecyReviewed',
    ]);
  });

  it('cannot report something at the same time', () => {
    expect(found(register, openDay, nil)).toEqual(['blocking nil-with-answers /rows']);
  });

  it('is refused where the form has none', () => {
    expect(found(validAnswers.statistics?.('harbin'), statistics, nil)).toEqual(['blocking no-nil-return ']);
  });
});

describe('the files of a slot', () => {
  const report = (...states: string[]) => ({
    ...checkContext,
    attachments: states.map((state, index) => ({ id: `r${index}`, slot: 'report', state })),
  });
  const scan = (state: string) => ({
    ...checkContext,
    attachments: [...checkContext.attachments, { id: 's', slot: 'scan', state }],
  });
  const answers = validAnswers.summary?.('harbin');

  it.each([
    [[], ['blocking missing-file /attachments/report']],
    [['awaiting'], ['blocking file-incomplete /attachments/report']],
    [['checking'], ['blocking file-checking /attachments/report']],
    [['refused'], ['blocking file-refused /attachments/report']],
    [['accepted'], []],
    [['unchecked'], []],
    [['accepted', 'accepted'], ['blocking too-many-files /attachments/report']],
  ])('that is required, in states %j, find %j', (states, findings) => {
    expect(found(answers, summary, report(...states))).toEqual(findings);
  });

  it('that is not required only hint', () => {
    expect(found(answers, summary, scan('refused'))).toEqual(['hint file-refused /attachments/scan']);
    expect(found(answers, summary, scan('checking'))).toEqual(['hint file-checking /attachments/scan']);
    expect(found(answers, summary, scan('accepted'))).toEqual([]);
  });
});
