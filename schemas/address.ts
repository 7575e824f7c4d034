import * as z from 'zod';

/** RFC 5321, 4.5.3.1: 64 before the @, 255 after it. */
const MOST_CHARACTERS = 320;
const MOST_BEFORE_AT = 64;

/**
 * An e-mail address as people type it, made one: ` Ｈarbin＠Example.org ` => `harbin@example.org`. Upper case before
 * the @ is folded too: no mailbox of an office depends on it, and people type it either way.
 */
export const Address = z
  .string()
  .max(MOST_CHARACTERS)
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email().refine((address) => address.indexOf('@') <= MOST_BEFORE_AT))
  .meta({ description: 'An e-mail address', examples: ['harbin@example.org'] });
