import * as z from 'zod';

/** One thing wrong with what was sent, in the reader's language. */
export const ProblemError = z.object({
  pointer: z.string().meta({ description: 'RFC 6901 pointer into what was sent; empty for the whole' }),
  severity: z.enum(['blocking', 'explanation', 'hint']),
  code: z.string(),
  message: z.string(),
});
export type ProblemError = z.infer<typeof ProblemError>;

/** The body of `application/problem+json`, RFC 9457. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  errors: z.array(ProblemError),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;
