import * as z from 'zod';
import { answersSchema, type Form } from '../../../schemas/form.ts';

/** What stands in a document as JSON Schema. */
export type Schema = { [keyword: string]: unknown };

const IN_COMPONENTS = '#/components/schemas/';

/** Names of shared parts lead into the document's components instead of the schema's own `$defs`. */
function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$defs' && key !== '$schema')
      .map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string'
          ? part.replace(/^#\/\$defs\//, IN_COMPONENTS)
          : relocated(part),
      ]),
  );
}

const asSchema = (value: object): Schema => Object.fromEntries(Object.entries(Object(relocated(value))));

/** `input`: what is sent to us; `output`: what we answer. */
export const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Schema =>
  asSchema(z.toJSONSchema(shape, { io }));

export const refTo = (name: string): Schema => ({ $ref: `${IN_COMPONENTS}${name}` });

/** `open-day` => `OpenDayAnswers` */
const nameOf = ({ id }: Form) =>
  `${id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Answers`;

/** The answers of every live form, and `Answers`: those of the form in the path, or a part of them. */
export function answerSchemas(forms: readonly Form[]): { [name: string]: Schema } {
  return {
    ...Object.fromEntries(forms.map((form) => [nameOf(form), asSchema(answersSchema(form))])),
    Answers: {
      description:
        'Answers of the form in the path, as its own schema says. Drafts and nil returns may hold any part of them, right or wrong; a submission is checked.',
      anyOf: [...forms.map((form) => refTo(nameOf(form))), { type: 'object' }],
    },
  };
}
