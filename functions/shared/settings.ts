import * as z from 'zod';

/** What every function finds in its environment; each function's own settings extend it. */
export const BaseSettings = z.object({
  CAMPAIGN: z.string().min(1),
  /** Seconds that the campaign's clock is ahead of the real one; only set on one machine. */
  CLOCK_OFFSET_SECONDS: z.coerce.number().int().default(0),
});

/**
 * Reads a function's environment once, at cold start.
 * @throws ZodError naming the missing variables, so that a wrong deployment fails at its first start and not at its first user.
 */
export function readSettings<T>(shape: z.ZodType<T>, environment: NodeJS.ProcessEnv = process.env): T {
  return shape.parse(environment);
}
