import { Reach } from '../../schemas/session.ts';
import { fateKey } from '../shared/mails/fates.ts';
import { noteOnContact } from '../shared/records/contacts.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { Word } from './words.ts';

/** The fates that say something about the address and not only about this mail, the graver ones later. */
const TELLING = Reach.shape.fate.options;

/**
 * Marks the address on the roster: what the newest mail to it met. Of two words at one moment the graver one stays, so
 * the order in which they come does not matter (I6).
 */
export async function noteReach(table: Table, { address, fate: told, at: instant }: Word): Promise<void> {
  const fate = TELLING.find((known) => known === told);
  if (fate === undefined) return;
  const at = instant.toISOString();
  const reach: Reach = { fate, at, mark: `${at} ${TELLING.indexOf(fate)}` };
  await noteOnContact(table, fateKey(address), {
    update: 'SET reach = :reach',
    condition: 'attribute_exists(pk) AND (attribute_not_exists(reach) OR reach.mark < :mark)',
    values: { ':reach': reach, ':mark': reach.mark },
  });
}
