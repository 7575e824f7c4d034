/**
 * Reference numbers (受理编号): 8 characters and a check character of an alphabet without look-alikes
 * (no 0 O 1 I L U V), so that they survive telephone and handwriting. The alphabet has a prime number of
 * characters, so the weighted check sum finds every single wrong character and every swap of two neighbours.
 */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const LENGTH = 8;

function checkCharacter(body: string): string {
  let sum = 0;
  for (const [index, character] of [...body].entries()) sum += (index + 1) * ALPHABET.indexOf(character);
  return ALPHABET.charAt(sum % ALPHABET.length);
}

/** The reference number that belongs to a hash (hex, at least 16 digits): the same hash gives the same number. */
export function referenceFrom(hash: string): string {
  let value = BigInt(`0x${hash.slice(0, 32)}`);
  let body = '';
  for (let i = 0; i < LENGTH; i++) {
    body += ALPHABET.charAt(Number(value % BigInt(ALPHABET.length)));
    value /= BigInt(ALPHABET.length);
  }
  return body + checkCharacter(body);
}

/** What somebody typed as a reference number, or undefined when it cannot be one. `ab2c-3d4e-f` is read too. */
export function readReference(typed: string): string | undefined {
  const reference = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const body = reference.slice(0, LENGTH);
  if (reference.length !== LENGTH + 1 || [...reference].some((c) => !ALPHABET.includes(c))) return undefined;
  return checkCharacter(body) === reference.slice(LENGTH) ? reference : undefined;
}
