import type * as z from 'zod';
import type { Text } from '../text.ts';
import type { Field } from './field.ts';
import { kinds } from './kinds.ts';
import type { Misfit } from './normalise.ts';
import { nameOf, type Path, placeOf, type RowNumber, valueAt } from './place.ts';

/** What is wrong at one place, in words that name the field, what was given and what is wanted. */
export interface Complaint {
  path: Path;
  code: string;
  message: Text;
}

const SHOWN = 40;

const shorten = (text: string) => {
  const characters = [...text.slice(0, 4 * SHOWN)];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : text;
};

export function complainOfMisfit(
  fields: readonly Field[],
  { path, code }: Misfit,
  rowNumber?: RowNumber,
): Complaint {
  const name = nameOf(placeOf(fields, path, rowNumber));
  if (code === 'wrong-type') {
    const whole = path.length === 0;
    return {
      path,
      code,
      message: {
        zh: whole ? '报送内容不是一份表单的数据。' : `${name.zh}的数据格式不对。`,
        en: whole ? 'This is not the data of a form.' : `${name.en} has data of the wrong type.`,
      },
    };
  }
  const key = shorten(String(path.at(-1)));
  const within = name.zh ? { zh: `${name.zh}中`, en: `${name.en}: there` } : { zh: '', en: 'There' };
  return {
    path: key.endsWith('…') ? path.slice(0, -1) : path,
    code,
    message: { zh: `${within.zh}没有“${key}”这一项。`, en: `${within.en} is no field “${key}”.` },
  };
}

/** The fault that a field's check found, in the field's own words. */
export function complainOfIssue(
  fields: readonly Field[],
  answers: unknown,
  issue: z.core.$ZodIssue,
  rowNumber?: RowNumber,
): Complaint {
  const place = placeOf(fields, issue.path, rowNumber);
  const name = nameOf(place);
  const field = place.way.at(-1);
  const value = valueAt(answers, issue.path);
  const say = (code: string, zh: string, en: string) => ({ path: issue.path, code, message: { zh, en } });
  if (!field) return say('invalid', '报送内容有误。', 'The answers are not valid.');
  if (value === undefined) return say('required', ...missing(field, name));
  if (field.kind === 'rows') {
    const { minRows = 0, maxRows = 0 } = field;
    const given = Array.isArray(value) ? value.length : 0;
    return given > maxRows
      ? say(
          'too-many-rows',
          `${name.zh}有${given}行，最多${maxRows}行。`,
          `${name.en}: ${given} rows, at most ${maxRows}.`,
        )
      : say(
          'too-few-rows',
          `${name.zh}有${given}行，至少${minRows}行。`,
          `${name.en}: ${given} rows, at least ${minRows}.`,
        );
  }
  const max = field.maxLength;
  if (typeof value === 'string' && max !== undefined && value.length > max) {
    const { length } = value;
    return say(
      'too-long',
      `${name.zh}有${length}个字符，最多${max}个。`,
      `${name.en} has ${length} characters, at most ${max} are allowed.`,
    );
  }
  if (field.kind === 'group') return say('invalid', `${name.zh}填写有误。`, `${name.en} is not valid.`);
  const { code, wanted } = kinds[field.kind];
  const want = wanted(field);
  const given = shorten(String(value));
  return say(
    code,
    `${name.zh}填写的是“${given}”，应为${want.zh}。`,
    `${name.en} is “${given}”; it must be ${want.en}.`,
  );
}

/** The sentence for a field that must be answered and is not. */
function missing({ kind }: Field, { zh, en }: Text): [zh: string, en: string] {
  if (kind === 'rows') return [`${zh}至少填写1行。`, `${en}: fill in at least 1 row.`];
  if (kind === 'tick') return [`请勾选“${zh}”。`, `${en}: this box must be ticked.`];
  if (kind === 'choice' || kind === 'choices') return [`请选择${zh}。`, `${en}: choose an answer.`];
  if (kind === 'attachment') return [`请上传${zh}。`, `${en}: upload a file.`];
  return [`请填写${zh}。`, `${en}: an answer is missing.`];
}
