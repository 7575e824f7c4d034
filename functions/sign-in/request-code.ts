import { type SignInRequest, VALID_SECONDS } from '../../schemas/sign-in.ts';
import type { Language } from '../../schemas/text.ts';
import { sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';

/**
 * Writes down that a code is wanted. The code itself is made by whoever sends the mail, so that it is never at rest;
 * a request of the same browser for the same address takes the place of its earlier one.
 */
export async function requestCode(
  table: Table,
  { email, browser, language, now }: { email: string; browser: string; language: Language; now: Date },
): Promise<void> {
  const expires = new Date(now.getTime() + VALID_SECONDS * 1000);
  const request: SignInRequest = {
    email,
    language,
    status: 'pending',
    requestedAt: now.toISOString(),
    expiresAt: expires.toISOString(),
    tries: 0,
    attempts: 0,
  };
  const ttl = Math.ceil(expires.getTime() / 1000);
  await table.put({ ...keys.signIn(sha256(email), browser), type: 'sign-in', ...request, ttl });
}
