import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CodeHash } from '../../schemas/sign-in.ts';

const BYTES = 32;

/** A million codes are tried fast, so each hash costs about 40 ms: a stolen table outlives its codes (10 minutes). */
const derive = promisify((code: string, salt: string, done: (error: Error | null, key: Buffer) => void) =>
  scrypt(code, salt, BYTES, { N: 16_384, r: 8, p: 1 }, done),
);

/** Six digits, each of the million as likely as the others. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

export async function hashCode(code: string): Promise<CodeHash> {
  const salt = randomBytes(16).toString('hex');
  return { salt, codeHash: (await derive(code, salt)).toString('hex') };
}

/** Takes as long for a code that was never made as for a wrong one, so that timing tells no address. */
export async function isCode(typed: string, { salt, codeHash }: Partial<CodeHash>): Promise<boolean> {
  const stored = Buffer.from(codeHash ?? '', 'hex');
  const given = await derive(typed, salt ?? '');
  return timingSafeEqual(given, stored.length === BYTES ? stored : randomBytes(BYTES));
}
