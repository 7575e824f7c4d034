import * as z from 'zod';

/** One thing wrong with what was sent, in the reader's language. */
export const ProblemError = z.object({
  pointer: z.string().meta({ description: 'RFC 6901 pointer into what was sent; empty for the whole' }),
  severity: z.enum(['blocking', 'explanation', 'hint']),
  code: z.string(),
  message: z.string(),
});
export type ProblemError = z.infer<typeof ProblemError>;

/**
 * The body of `application/problem+json`, RFC 9457. Members beside these are facts that a program needs to go on, as
 * `version`, the newest one, of a stale write.
 */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    errors: z.array(ProblemError),
  })
  .catchall(z.union([z.string(), z.number()]));
export type ProblemDocument = z.infer<typeof ProblemDocument>;
