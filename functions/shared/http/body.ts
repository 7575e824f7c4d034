import type { Context } from 'hono';
import type * as z from 'zod';
import { strangersIn } from '../../../schemas/contract/exact.ts';
import type { Text } from '../../../schemas/text.ts';
import { type Detail, Problem } from '../problems.ts';

/** API Gateway's own limit; on one machine we hold it ourselves. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Fields of an HTML form; one that stands several times (tick boxes) is a list. */
export type FormFields = { [name: string]: string | string[] };

/** Was this posted by the form of a page? */
export const isFormPost = (c: Context): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');

async function text(c: Context): Promise<string> {
  const body = await c.req.text();
  if (Buffer.byteLength(body) > MOST_BYTES) throw new Problem('too-large');
  return body;
}

async function json(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await text(c));
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('malformed-request');
  }
}

/** @throws Problem `too-large` */
export async function readFields(c: Context): Promise<FormFields> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(await text(c))) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

const stepOf = (part: PropertyKey): string => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** So many members that nobody asked for are named, and so much of each. */
const MOST_STRANGERS = 20;
const MOST_SHOWN = 200;

function strangerDetail(name: string): Detail {
  const pointer = stepOf(name).slice(0, MOST_SHOWN);
  return {
    pointer,
    severity: 'blocking',
    code: 'unknown-member',
    message: {
      zh: `没有“${pointer}”这一项，请检查拼写。`,
      en: `There is no member "${pointer}" here. Check its spelling.`,
    },
  };
}

/** What is wanted of a value, where more can be said than that it is not well formed. */
function wantedBy(issue: z.core.$ZodIssue): Text | undefined {
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return { zh: '应为日期，如2023-05-25。', en: 'must be a date, as 2023-05-25.' };
  if (issue.code === 'invalid_format' && issue.format === 'email')
    return {
      zh: '应为电子邮箱，如name@example.org。',
      en: 'must be an e-mail address, as name@example.org.',
    };
  if (issue.code === 'invalid_value')
    return {
      zh: `应为以下之一：${issue.values.join('、')}。`,
      en: `must be one of: ${issue.values.join(', ')}.`,
    };
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { zh: `最多${issue.maximum}个字。`, en: `may have ${issue.maximum} characters at most.` };
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum > 1)
    return { zh: `至少${issue.minimum}个字。`, en: `must have ${issue.minimum} characters at least.` };
  return undefined;
}

const ILL_FORMED: Text = { zh: '的值缺失或格式不正确。', en: 'is missing or not well formed.' };

/** How a page calls its fields, or the whole of what it says of a wrong one, by the field's pointer. */
export type Wording = { [pointer: string]: { label: Text } | { sentence: Text } | undefined };

function sentenceOf(label: Text, issue: z.core.$ZodIssue): Text {
  const { zh, en } = wantedBy(issue) ?? ILL_FORMED;
  return { zh: `“${label.zh}”${zh}`, en: `“${label.en}” ${en}` };
}

function toDetail(issue: z.core.$ZodIssue, wording: Wording): Detail {
  const pointer = issue.path.map(stepOf).join('');
  const own = wording[pointer] ?? { label: { zh: pointer || '/', en: pointer || '/' } };
  const message = 'sentence' in own ? own.sentence : sentenceOf(own.label, issue);
  return { pointer, severity: 'blocking', code: issue.code, message };
}

/** @throws Problem `invalid-input` with a detail for each thing wrong */
export function parseWith<T>(shape: z.ZodType<T>, given: unknown, wording: Wording = {}): T {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw new Problem(
    'invalid-input',
    result.error.issues.map((issue) => toDetail(issue, wording)),
  );
}

/**
 * What was posted, as JSON or by a page's form, parsed once: handlers never see an unparsed body. Members that are not
 * asked for are refused in JSON; forms post their buttons along.
 * @throws Problem `unsupported-type`, `malformed-request`, `too-large`, `invalid-input`
 */
export async function readBody<T>(c: Context, shape: z.ZodType<T>, wording?: Wording): Promise<T> {
  if (isFormPost(c)) return parseWith(shape, await readFields(c), wording);
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(c.req.header('content-type') ?? '')) {
    throw new Problem('unsupported-type');
  }
  const given = await json(c);
  const strangers = strangersIn(shape, given).slice(0, MOST_STRANGERS);
  if (strangers.length > 0) throw new Problem('invalid-input', strangers.map(strangerDetail));
  return parseWith(shape, given, wording);
}
