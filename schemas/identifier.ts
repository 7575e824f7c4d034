import * as z from 'zod';

/** Names of forms, units, offices and campaigns: they stand in URLs, keys and file names. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40);

/** An instant in UTC, ISO 8601 with milliseconds, so that text order is time order. */
export const Instant = z.iso.datetime({ precision: 3 });

/** A random identifier of the server: 26 characters of Crockford's base 32 in lower case, older ones sort first. */
export const Id = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);
export type Id = z.infer<typeof Id>;
