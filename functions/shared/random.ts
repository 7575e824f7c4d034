import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new identifier: 10 characters of time in ms, then 16 random ones (80 bits); older ones sort first. */
export function newId(now: Date): string {
  let time = now.getTime();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = CROCKFORD[time % 32] + head;
    time = Math.floor(time / 32);
  }
  let tail = '';
  for (const byte of randomBytes(16)) tail += CROCKFORD[byte & 31];
  return head + tail;
}

/** A secret of 256 bits, safe in cookies and headers. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex: what is stored in place of a secret. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
