import type { Text } from '../text.ts';
import type { Complaint } from './complain.ts';
import type { Field } from './field.ts';

export const NO_NIL_RETURN: Complaint = {
  path: [],
  code: 'no-nil-return',
  message: { zh: '本表不能零报告。', en: 'A nil return is not possible for this form.' },
};

const contradiction = ({ zh, en }: Text): Text => ({
  zh: `零报告不填写${zh}；如有内容，请取消零报告。`,
  en: `A nil return has no ${en}; if there is something to report, take the nil return back.`,
});

/** Of a nil return only the header is checked; rows and groups must be blank. */
export function complainOfNilReturn(
  fields: readonly Field[],
  answers: Record<string, unknown>,
  faults: readonly Complaint[],
): Complaint[] {
  const body = fields.filter(({ kind }) => kind === 'rows' || kind === 'group');
  const names = new Set<PropertyKey>(body.map(({ name }) => name));
  const header = faults.filter(({ path: [name = ''] }) => !names.has(name));
  const filled = body.filter(({ name }) => !isBlank(answers[name]));
  return [
    ...header,
    ...filled.map(({ name, title }) => ({
      path: [name],
      code: 'nil-with-answers',
      message: contradiction(title),
    })),
  ];
}

const isBlank = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every(isBlank));
