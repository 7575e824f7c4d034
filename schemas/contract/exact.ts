import * as z from 'zod';

/** An object whose shape names all of its members. */
const isClosed = (shape: z.ZodType): shape is z.ZodObject =>
  shape instanceof z.ZodObject && shape.def.catchall === undefined;

/** The shape as it is described to programs: it has no members but its own. */
export const exact = (shape: z.ZodType): z.ZodType => (isClosed(shape) ? shape.strict() : shape);

/**
 * Members that the shape does not have. Left out silently, a misspelt `unit` would make an order for one an order for
 * all.
 */
export const strangersIn = (shape: z.ZodType, given: unknown): string[] =>
  isClosed(shape) && typeof given === 'object' && given !== null
    ? Object.keys(given).filter((name) => !Object.hasOwn(shape.shape, name))
    : [];
