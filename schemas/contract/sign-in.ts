import * as z from 'zod';
import { Address } from '../address.ts';
import { Instant, Slug } from '../identifier.ts';
import { Role } from '../session.ts';

/** POST /sign-in */
export const CodeRequest = z.object({ email: Address });
export type CodeRequest = z.infer<typeof CodeRequest>;

/** Its answer, 202: the same for addresses that are known and for those that are not. */
export const CodeRequested = z.object({
  status: z.literal('requested'),
  /** Seconds until the code, if one was sent, is no longer valid. */
  validSeconds: z.int(),
});
export type CodeRequested = z.infer<typeof CodeRequested>;

/** A code as people type it: full-width digits, spaces and dashes between them are read. */
const TypedCode = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, ''))
  .pipe(z.string().regex(/^\d{6}$/))
  .meta({ description: 'The six digits of the mail', examples: ['123456'] });

/** POST /sign-in/code */
export const CodeEntry = z.object({ email: Address, code: TypedCode });
export type CodeEntry = z.infer<typeof CodeEntry>;

/** Its answer, 200; programs send the token as `Authorization: Bearer`, browsers get it as a cookie. */
export const SignedIn = z.object({
  token: z.string(),
  role: Role,
  unit: Slug.optional(),
  office: Slug.optional(),
  expiresAt: Instant,
});
export type SignedIn = z.infer<typeof SignedIn>;
