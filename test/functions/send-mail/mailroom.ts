import type { Dependencies } from '../../../functions/send-mail/dependencies.ts';
import { type Batch, sendAll } from '../../../functions/send-mail/stream.ts';
import type { Letter } from '../../../functions/send-mail/transports/transport.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { mailRow, type News } from '../../../functions/shared/records/outbox.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { Mail } from '../../../schemas/mail.ts';
import type { Contact } from '../../../schemas/session.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { CAMPAIGN } from '../../support/stored-reports.ts';

export interface Mailroom extends Dependencies {
  table: MemoryTable;
  log: ReturnType<typeof collectedLog>;
  /** What left, oldest first. */
  sent: Letter[];
  /** What the transport does with the next letters: nothing more than sending them, unless told. */
  transportDoes: ((letter: Letter) => void)[];
  now: Date;
}

export function mailroom(table = memoryTable()): Mailroom {
  const sent: Letter[] = [];
  const transportDoes: Mailroom['transportDoes'] = [];
  const room: Mailroom = {
    campaign: heilongjiang2023,
    table,
    log: collectedLog(),
    now: new Date('2023-06-10T02:00:05.000Z'),
    clock: () => room.now,
    siteUrl: 'https://report.example.org',
    from: '科技活动周 <no-reply@mail.example.org>',
    sent,
    transportDoes,
    transport: {
      async send(letter) {
        transportDoes.shift()?.(letter);
        sent.push(letter);
        return { messageId: `message-${sent.length}`, tracked: true, refused: [], later: [] };
      },
    },
  };
  return room;
}

/** An address of the roster, found both ways. */
export async function enrol({ table }: Pick<Mailroom, 'table'>, contact: Contact): Promise<void> {
  const owner = contact.unit ?? contact.office ?? '';
  await table.put({ ...keys.contact(contact.email), type: 'contact', ...contact });
  await table.put({
    ...keys.rosterContact(contact.campaign, owner, contact.email),
    type: 'contact',
    ...contact,
  });
}

export const harbin = (email = 'harbin@example.org'): Contact => ({
  email,
  campaign: CAMPAIGN,
  role: 'unit',
  unit: 'harbin',
});

export async function queue({ table, now }: Mailroom, news: News): Promise<void> {
  await table.put(mailRow(news, now));
}

/** The stream's news of all rows that are pending, as the event source filters them. */
export function pending({ table }: Pick<Mailroom, 'table'>): Batch {
  const rows = table.rows().filter(({ status }) => status === 'pending');
  return {
    Records: rows.map(({ pk, sk, type }, index) => ({
      dynamodb: {
        SequenceNumber: String(index),
        Keys: { pk: { S: pk }, sk: { S: sk } },
        NewImage: { type: { S: String(type) } },
      },
    })),
  };
}

export const deliver = (room: Mailroom, batch = pending(room)) => sendAll(room, batch);

export async function mailOf({ table }: Mailroom, id: string): Promise<Mail & { queue?: unknown }> {
  const row = await table.get(keys.mail(id));
  return { ...Mail.parse(row), queue: row?.queue };
}
