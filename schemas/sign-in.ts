import * as z from 'zod';
import { Instant } from './identifier.ts';
import { Language } from './text.ts';

/** Tries that one code takes; the next is refused even when it is right. */
export const MOST_TRIES = 5;

/** How long a code can be typed. */
export const VALID_SECONDS = 600;

/** A code as it is stored: never the code itself. */
export const CodeHash = z.object({
  salt: z.string(),
  /** scrypt of the code and the salt, hex. */
  codeHash: z.string(),
});
export type CodeHash = z.infer<typeof CodeHash>;

/**
 * Somebody asked for a code, from one browser. The row is written for every address that is given, known or not, so
 * that answer and timing tell nothing; whoever sends the mail finds out whether the address is known.
 */
export const SignInRequest = z.object({
  email: z.email(),
  language: Language,
  /** pending: no mail yet · sending: a code was made · sent · used: somebody signed in with it. */
  status: z.enum(['pending', 'sending', 'sent', 'used']),
  requestedAt: Instant,
  expiresAt: Instant,
  tries: z.int().min(0),
  /** Mails that were begun for this request. */
  attempts: z.int().min(0).default(0),
  ...CodeHash.partial().shape,
});
export type SignInRequest = z.infer<typeof SignInRequest>;
