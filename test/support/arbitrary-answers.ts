import fc from 'fast-check';
import type { Field } from '../../schemas/form.ts';

interface GivenFile {
  id: string;
  slot: string;
}

/** Text as people write it and as they should not: formulas, controls, escapes, line breaks. */
const words = (max: number, lines: boolean) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.constantFrom(
        '=1+1',
        '+86',
        '-1',
        '@SUM(A1)',
        "'x",
        '_x000D_',
        '哈尔滨 示例',
        '\u{20BB7}',
        ' a  b ',
        '<&">',
      ),
      fc.tuple(fc.string({ minLength: 1 }), fc.string()).map(([a, b]) => `${a}${lines ? '\n' : ' '}${b}`),
    )
    .map((text) => text.slice(0, max));

function leaf(field: Field, files: readonly GivenFile[]): fc.Arbitrary<unknown> {
  const { kind, options = [], decimals = 0, maxLength = 200, slots = [] } = field;
  const values = options.map(({ value }) => value);
  switch (kind) {
    case 'count':
      return fc.oneof(fc.nat(999_999_999), fc.constant('-'));
    case 'amount':
      return fc.oneof(
        fc.nat(99_999_999).map((n) => n / 10 ** decimals),
        fc.constant('-'),
      );
    case 'date':
      return fc
        .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10));
    case 'choice':
      return fc.constantFrom(...values);
    case 'choices':
      return fc.subarray(values, { minLength: 1 });
    case 'tick':
      return fc.constant(true);
    case 'phone':
      return fc.constantFrom('13800000000', '0451-00000000', '0451-00000000-801、13900000000');
    case 'email':
      return fc.constantFrom('name@example.org', 'a.b+c@mail.example.org');
    case 'link':
      return fc.constantFrom('https://www.example.org/a?b=1&c=<2>', 'https://example.org/');
    case 'attachment': {
      const own = files.filter(({ slot }) => slots.includes(slot)).map(({ id }) => id);
      return fc.constantFrom(...own);
    }
    default:
      return words(maxLength, kind === 'long-text');
  }
}

/** Answers of which each is valid by itself; optional ones are sometimes absent. */
export function arbitraryAnswers(
  fields: readonly Field[],
  files: readonly GivenFile[],
): fc.Arbitrary<Record<string, unknown>> {
  const members = fields.map((field): [string, fc.Arbitrary<unknown>] => {
    const { kind, name, required, fields: inner = [], minRows = 0 } = field;
    const value =
      kind === 'group'
        ? arbitraryAnswers(inner, files)
        : kind === 'rows'
          ? fc.array(arbitraryAnswers(inner, files), { minLength: Math.max(1, minRows), maxLength: 6 })
          : leaf(field, files);
    return [name, required ? value : fc.option(value, { nil: undefined })];
  });
  return fc.record(Object.fromEntries(members));
}
