import type { Field, FieldKind } from '../../../schemas/form.ts';
import type { FormFields } from '../http/body.ts';
import { attachmentPage } from './attachment.tsx';
import { choicePage } from './choice.tsx';
import { choicesPage } from './choices.tsx';
import { emailPage, linkPage, phonePage } from './contact.tsx';
import { datePage } from './date.tsx';
import { type Draw, type FieldPage, type FormDrawing, memberOf, type Read, readMembers } from './drawing.ts';
import { groupPage } from './group.tsx';
import { longTextPage } from './long-text.tsx';
import { numberPage } from './number.tsx';
import { rowsPage } from './rows.tsx';
import { textPage } from './text.tsx';
import { tickPage } from './tick.tsx';

const PAGES: { [kind in FieldKind]: FieldPage } = {
  text: textPage,
  'long-text': longTextPage,
  count: numberPage,
  amount: numberPage,
  date: datePage,
  choice: choicePage,
  choices: choicesPage,
  tick: tickPage,
  phone: phonePage,
  email: emailPage,
  link: linkPage,
  attachment: attachmentPage,
  rows: rowsPage,
  group: groupPage,
};

const draw: Draw = (drawing) => PAGES[drawing.field.kind].draw(drawing, draw);
const read: Read = (field, name, posted) => PAGES[field.kind].read(field, name, posted, read);

/** The controls of a form, filled with answers. */
export function Controls({
  fields,
  answers,
  form,
}: {
  fields: Field[];
  answers: unknown;
  form: FormDrawing;
}) {
  return (
    <>
      {fields.map((field) => draw({ field, name: field.name, value: memberOf(answers, field.name), form }))}
    </>
  );
}

/** The answers of a form from what its page posted: as they were typed, to be normalised like any others. */
export const readAnswers = (fields: readonly Field[], posted: FormFields) =>
  readMembers(fields, '', posted, read);
