import * as z from 'zod';
import { narrow, orAbsent } from './clean.ts';
import { describeField, type Kind, type Label, type Plain } from './field.ts';

/**
 * A box that is ticked or absent: unticked is never stored as false, as browsers send nothing for it. Required,
 * it must be ticked.
 */
export function tick(label: Label) {
  return describeField(z.literal(true), 'tick', label);
}

const TICKED = /^(?:true|on|yes|y|1|是|√|✓|✔|☑)$/i;
const UNTICKED = /^(?:false|off|no|n|0|否|×|✗|☐|□)$/i;

function clean(value: Plain): Plain | undefined {
  const typed = narrow(String(value));
  if (TICKED.test(typed)) return true;
  return UNTICKED.test(typed) ? undefined : orAbsent(typed);
}

export const tickKind: Kind = {
  clean,
  code: 'not-a-tick',
  wanted: () => ({ zh: '“是”或留空', en: '“yes” or left blank' }),
  show: (value, _field, language) => (language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'),
};
