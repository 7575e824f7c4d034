import type { Field } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { type Area, addressOf, columnName } from '../shared/workbook/address.ts';
import { serialOf } from '../shared/workbook/days.ts';
import type { OutSheet, Validation } from '../shared/workbook/write/sheet.ts';
import { choicesFor, type NamedFile } from './cells.ts';
import { wantedOf } from './wanted.ts';

const SHEET = '_lists';

/** What cells are chosen from, on a sheet that nobody sees: lists inside a rule end at 255 characters. */
export interface Lists {
  /** The place of a list, as a formula. */
  of(values: readonly string[]): string;
  sheet(): OutSheet;
}

export function createLists(): Lists {
  const lists: (readonly string[])[] = [];
  return {
    of(values) {
      const same = lists.findIndex((list) => list.join('\n') === values.join('\n'));
      const index = same < 0 ? lists.push(values) - 1 : same;
      const column = columnName(index + 1);
      return `${SHEET}!$${column}$1:$${column}$${values.length}`;
    },
    sheet() {
      const height = Math.max(1, ...lists.map(({ length }) => length));
      return {
        name: SHEET,
        hidden: true,
        columns: [{ width: 20 }],
        rows: Array.from({ length: height }, (_, row) => ({
          cells: lists.map((list) => (list[row] === undefined ? undefined : { value: list[row] })),
        })),
      };
    },
  };
}

export interface Choosing {
  lists: Lists;
  files: readonly NamedFile[];
  language: Language;
}

const FIRST_DAY = String(serialOf('2000-01-01'));
const LAST_DAY = String(serialOf('2099-12-31'));

/** Beyond what any phone number or address has: the rule is there for its prompt. */
const MOST_TYPED = 1000;

const atMost = (characters: number): Pick<Validation, 'type' | 'operator' | 'formulas'> => ({
  type: 'textLength',
  operator: 'lessThanOrEqual',
  formulas: [String(characters)],
});

/** What a program offers and asks about while a field is filled in; the check that counts comes at the import. */
export function validationOf(field: Field, area: Area, { lists, files, language }: Choosing): Validation[] {
  const want = wantedOf(field);
  const told = `${want.zh}\n${want.en}`;
  const asked = { area, prompt: told, warning: told };
  const first = addressOf(area.top, area.left);
  switch (field.kind) {
    case 'choice':
    case 'choices':
    case 'tick':
    case 'attachment': {
      const choices = choicesFor(field, files, language);
      if (choices.length === 0) return [];
      const list: Validation = { area, prompt: told, type: 'list', formulas: [lists.of(choices)] };
      return [field.kind === 'choices' ? list : { ...list, warning: told }];
    }
    case 'count': {
      const whole = `AND(ISNUMBER(${first}),${first}>=0,${first}=INT(${first}))`;
      return [{ ...asked, type: 'custom', formulas: [`OR(${first}="-",${whole})`] }];
    }
    case 'amount':
      return [
        { ...asked, type: 'custom', formulas: [`OR(${first}="-",AND(ISNUMBER(${first}),${first}>=0))`] },
      ];
    case 'date':
      return [{ ...asked, type: 'date', operator: 'between', formulas: [FIRST_DAY, LAST_DAY] }];
    case 'text':
    case 'long-text':
      return field.maxLength === undefined ? [] : [{ area, warning: told, ...atMost(field.maxLength) }];
    default:
      return [{ area, prompt: told, ...atMost(MOST_TYPED) }];
  }
}
