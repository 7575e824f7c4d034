import * as z from 'zod';
import { Extra, type Field } from './field.ts';

const Range = z.object({ minimum: z.number().optional(), maximum: z.number().optional() });

/** What a constructor of this folder leaves in a form's JSON Schema. */
const Node = z.object({
  title: z.string(),
  description: z.string().optional(),
  'x-field': Extra,
  maxLength: z.int().optional(),
  minItems: z.int().optional(),
  maxItems: z.int().optional(),
  anyOf: z.array(Range).optional(),
  items: z.unknown().optional(),
  properties: z.unknown().optional(),
  required: z.unknown().optional(),
});
type Node = z.infer<typeof Node>;

const Fieldset = z.object({
  properties: z.record(z.string(), Node),
  required: z.array(z.string()).default([]),
});

/**
 * The fields of an object's JSON Schema.
 * @throws ZodError when a property was not made by a constructor of this folder
 */
export function readFields(schema: unknown): Field[] {
  const { properties, required } = Fieldset.parse(schema);
  return Object.entries(properties).map(([name, node]) => readField(name, node, required.includes(name)));
}

function readField(name: string, node: Node, required: boolean): Field {
  const { title, description, ...extra } = node['x-field'];
  const field: Field = { name, required, ...extra, title: { zh: node.title, en: title } };
  if (node.description && description) field.description = { zh: node.description, en: description };
  if (node.maxLength !== undefined) field.maxLength = node.maxLength;
  const [number] = node.anyOf ?? [];
  if (number) Object.assign(field, { min: number.minimum, max: number.maximum });
  if (field.kind === 'rows') {
    Object.assign(field, { fields: readFields(node.items), minRows: node.minItems, maxRows: node.maxItems });
  }
  if (field.kind === 'group') field.fields = readFields(node);
  if (field.layout === 'table') for (const member of field.fields ?? []) member.code = member.name;
  return field;
}
