import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { answersSchema, check, type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import { formOf, forms } from '../../../schemas/forms/index.ts';
import { Slug } from '../../../schemas/identifier.ts';
import { Text } from '../../../schemas/text.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { checkContext } from '../../fixtures/check-context.ts';

const every = forms.map((form) => [form.id, form] as const);
const answersOf = (form: Form, unit = 'harbin') => validAnswers[form.id]?.(unit) ?? {};

/** All fields, those of rows and groups too. */
const flat = (fields: Field[]): Field[] => fields.flatMap((field) => [field, ...flat(field.fields ?? [])]);

const NAMES: Record<string, string> = {
  'open-day':
    'unit filledBy phone date secrecyReviewed rows institution kind place address from to hours content audience ' +
    'booking bookingContact capacity contact phone publicContact email remarks',
  summary: 'abstract filledBy phone',
  statistics: `indicators ${'A1 A2 A3 A4 B1 B2 B3 C1 C2 D1 D2 D3 D4 D5 D6 D7 D8 E1 E2 F1 F2 G1 G2 G3 H1'
    .split(' ')
    .map((code) => `${code} count remark`)
    .join(' ')} responsible filledBy phone date`,
  media: 'items kind title caption date credit file link',
};

describe('the live forms', () => {
  it('are found by their id and by nothing else', () => {
    expect(forms.map(({ id }) => formOf(id))).toEqual(forms);
    for (const id of ['', '__proto__', 'constructor', 'OPEN-DAY', 'open-day '])
      expect(formOf(id)).toBeUndefined();
  });

  it('are those that the campaign asks for', () => {
    expect(heilongjiang2023.requests.map(({ form }) => form)).toEqual(forms.map(({ id }) => id));
  });
});

describe.each(every)('%s', (id, form) => {
  const fields = fieldsOf(form);

  it('has every field, in the order of the paper', () => {
    expect(
      flat(fields)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(NAMES[id]);
  });

  it('is worded in both languages, its fields, options, units and slots too', () => {
    expect(Slug.safeParse(form.id).success).toBe(true);
    const texts = [form.title, form.short];
    for (const field of flat(fields)) {
      texts.push(field.title, ...(field.options ?? []).map(({ label }) => label));
      if (field.description) texts.push(field.description);
      if (field.unit) texts.push(field.unit);
    }
    for (const slot of form.slots) texts.push(slot.title, slot.description ?? slot.title);
    for (const text of texts) {
      expect(Text.safeParse(text).success).toBe(true);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('has fields only of slots that it has', () => {
    const slots = form.slots.map((slot) => slot.id);
    for (const field of flat(fields)) expect(slots).toEqual(expect.arrayContaining(field.slots ?? []));
  });

  it('takes the complete answers of every unit as they are', () => {
    for (const { id: unit } of heilongjiang2023.units) {
      const answers = answersOf(form, unit);
      const checked = check(form, answers, checkContext);
      expect(checked.answers).toEqual(answers);
      expect(checked.findings.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    }
  });

  it('blocks while anything required is missing, and names each', () => {
    const { findings } = check(form, {}, checkContext);
    for (const field of fields.filter(({ required, kind }) => required && kind !== 'group')) {
      const finding = findings.find(({ pointer }) => pointer === `/${field.name}`);
      expect(finding).toMatchObject({ code: 'required', severity: 'blocking' });
      expect(finding?.message.zh).toContain(field.title.zh);
      expect(finding?.message.en).toContain(field.title.en);
    }
  });

  it('has a JSON Schema that is valid, takes complete answers, and refuses unknown and missing ones', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
    ajv.addKeyword('x-field');
    const validate = ajv.compile(answersSchema(form));
    expect(validate(answersOf(form))).toBe(true);
    expect(validate({ ...answersOf(form), other: 1 })).toBe(false);
    expect(validate({})).toBe(false);
  });

  it('never throws, keeps only its own fields, and reads its own answers back unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue(), nearly(fields)), fc.boolean(), (given, nil) => {
        const once = check(form, given, { ...checkContext, nil });
        const twice = check(form, once.answers, { ...checkContext, nil });
        expect(twice.answers).toEqual(once.answers);
        expect(JSON.parse(JSON.stringify(once.answers))).toEqual(once.answers);
        expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(once.answers)));
        for (const { message } of once.findings) expect(Text.safeParse(message).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Values that resemble what officials type, so that the readers of each kind are reached. */
const typed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.stringMatching(/^[0-9０-９,，. ·年月日/\-—－+()（）转、;@：a-z无是√￥]{0,24}$/),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.anything() },
  fc.double(),
  fc.constantFrom(
    '公众、大学生',
    ['public', '大学生', 3],
    'https：／／example.org/ａ',
    '２０２３年５月２５日',
    '1,234',
    '　—　',
  ),
);

/** Objects of the form's shape, with anything in its fields and anything beside them. */
function nearly(fields: Field[]): fc.Arbitrary<unknown> {
  const members = fields.map(({ name, kind, fields: inner }) => {
    const shaped = inner && nearly(inner);
    const value = !shaped ? typed : kind === 'rows' ? fc.array(shaped, { maxLength: 4 }) : shaped;
    return [
      name,
      fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.anything() }),
    ] as const;
  });
  return fc
    .tuple(
      fc.record(Object.fromEntries(members), { requiredKeys: [] }),
      fc.dictionary(fc.string(), fc.anything(), { maxKeys: 2 }),
    )
    .map(([known, other]) => ({ ...other, ...known }));
}
