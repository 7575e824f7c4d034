import type { Language } from '../text.ts';
import type { Field, Plain } from './field.ts';
import { kinds } from './kinds.ts';
import { valueAt } from './place.ts';

/**
 * An answer as a person reads it, on pages, in mails and spreadsheets; '' when there is none. A file is named by its
 * id: who has the report's attachments shows their names instead.
 */
export function describe(field: Field, value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  const zh = language === 'zh';
  if (field.kind === 'rows') {
    const rows = Array.isArray(value) ? value.length : 0;
    return zh ? `共${rows}行` : `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  }
  if (field.kind === 'group') {
    const lines = (field.fields ?? []).map((member) => {
      const answer = describe(member, valueAt(value, [member.name]), language);
      return answer && `${member.title[language]}${zh ? '：' : ': '}${answer}`;
    });
    return lines.filter((line) => line !== '').join(zh ? '；' : '; ');
  }
  const { show } = kinds[field.kind];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter(isPlain)
    .map((one) => show(one, field, language))
    .join(zh ? '、' : ', ');
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
