import type { Fate } from '../../schemas/mail.ts';
import type { Log } from '../shared/log.ts';
import { noteFate, wordOf } from '../shared/mails/fates.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { MailEvent } from './event.ts';
import { noteReach } from './reach.ts';
import { wordsOf } from './words.ts';

export interface Dependencies {
  table: Table;
  log: Log;
}

/** Counted when they are news: an event that comes twice is one bounce. */
const COUNTED: { [fate in Fate]?: string } = {
  delivered: 'MailDelivered',
  bounced: 'MailBounced',
  complained: 'MailComplained',
};

/**
 * Writes down what became of a mail: on its row, by address, and on the roster's rows of the address. Events come in
 * any order and more than once; whatever the order, the rows come to the same. Codes to sign in have no row; of them
 * the roster alone learns.
 */
export async function track({ table, log }: Dependencies, event: MailEvent): Promise<void> {
  const [tag] = event.detail.mail.tags.mail ?? [];
  const id = tag === undefined ? undefined : Buffer.from(tag, 'base64url').toString('utf8');
  for (const word of wordsOf(event)) {
    const news =
      id !== undefined && (await noteFate(table, id, word.address, wordOf(word.fate, word.at, word.reason)));
    await noteReach(table, word);
    if (!news) continue;
    log.info(`mail ${word.fate}`, { mail: id });
    const metric = COUNTED[word.fate];
    if (metric !== undefined) log.count(metric);
  }
}
