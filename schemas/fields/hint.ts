import type { Text } from '../text.ts';
import type { Field } from './field.ts';
import { kinds } from './kinds.ts';

function ruleOf(field: Field, isCell: boolean): Text | undefined {
  if (field.kind === 'rows' || field.kind === 'group') return undefined;
  // In a register 500 times the same: there the check tells, which is rarely needed of a short text.
  if (isCell && field.kind === 'text') return undefined;
  return kinds[field.kind].hint?.(field);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands beside a control before anything is wrong: what the form says of the field, then its rule. */
export function hintOf(field: Field, isCell: boolean): Text | undefined {
  const rule = ruleOf(field, isCell);
  const { description } = field;
  if (!rule || !description) return rule ? { ...rule, en: capital(rule.en) } : description;
  return { zh: `${description.zh}；${rule.zh}`, en: `${description.en}; ${rule.en}` };
}
