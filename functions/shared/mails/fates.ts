import { type AddressFate, Fate } from '../../../schemas/mail.ts';
import { keys } from '../records/keys.ts';
import type { Table } from '../records/shapes.ts';
import { updateIf } from '../records/update-if.ts';

const LONGEST_REASON = 200;

/** A word about a mail at one address. Mail servers say much, and over several lines: the beginning is enough. */
export function wordOf(fate: Fate, instant: Date, said?: string): AddressFate {
  const at = instant.toISOString();
  const reason = said
    ?.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);
  const rank = Fate.options.indexOf(fate);
  return { fate, at, ...(reason && { reason }), mark: `${rank} ${at} ${reason ?? ''}` };
}

/** Addresses are told of in whichever case their server likes. */
export const fateKey = (address: string): string => address.trim().toLowerCase();

/**
 * Keeps the greater of what is known and what is told, so that words in any order, told again or at the same moment,
 * come to the same (I6).
 * @returns false when nothing changed: no such mail, or the same or more was known
 */
export async function noteFate(
  table: Table,
  id: string,
  address: string,
  word: AddressFate,
): Promise<boolean> {
  const noted = await updateIf(table, {
    key: keys.mail(id),
    update: 'SET fates.#address = :word',
    // The map is there from the first attempt on.
    condition:
      'attribute_exists(fates) AND (attribute_not_exists(fates.#address) OR fates.#address.mark < :mark)',
    names: { '#address': fateKey(address) },
    values: { ':word': word, ':mark': word.mark },
  });
  return noted !== undefined;
}
