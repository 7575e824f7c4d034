import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordOf } from '../../../functions/shared/mails/fates.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { mailRow } from '../../../functions/shared/records/outbox.ts';
import { MailEvent } from '../../../functions/track-mail/event.ts';
import { track } from '../../../functions/track-mail/track.ts';
import { Fate, Mail } from '../../../schemas/mail.ts';
import { Contact } from '../../../schemas/session.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { CAMPAIGN } from '../../support/stored-reports.ts';

const ID = 'ABCDEFGH2.confirmation';
const [ONE, TWO] = ['harbin@example.org', 'harbin-2@example.org'];
const at = (minute: number) => new Date(Date.UTC(2023, 5, 10, 2, minute)).toISOString();

type Kind = 'Delivery' | 'Permanent' | 'Transient' | 'Complaint' | 'DeliveryDelay' | 'Reject';

function event(
  kind: Kind,
  address: string,
  minute: number,
  tag = Buffer.from(ID).toString('base64url'),
): MailEvent {
  const timestamp = at(minute);
  const concerned = [{ emailAddress: address }];
  const said = {
    Delivery: { eventType: 'Delivery', delivery: { timestamp, recipients: [address] } },
    Permanent: {
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: address, diagnosticCode: 'smtp; 550 5.1.1\r\n user unknown' }],
        timestamp,
      },
    },
    Transient: {
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'MailboxFull',
        bouncedRecipients: concerned,
        timestamp,
      },
    },
    Complaint: {
      eventType: 'Complaint',
      complaint: { complainedRecipients: concerned, complaintFeedbackType: 'abuse', timestamp },
    },
    DeliveryDelay: {
      eventType: 'DeliveryDelay',
      deliveryDelay: { delayType: 'General', delayedRecipients: concerned, timestamp },
    },
    Reject: { eventType: 'Reject', reject: { reason: 'Bad content' } },
  }[kind];
  return MailEvent.parse({
    source: 'aws.ses',
    detail: { ...said, mail: { timestamp: at(0), destination: [address], tags: { mail: [tag] } } },
  });
}

async function world() {
  const table = memoryTable();
  const now = new Date(at(0));
  const about = {
    campaign: CAMPAIGN,
    unit: 'harbin',
    form: 'statistics',
    revision: 1,
    reference: 'ABCDEFGH2',
  };
  await table.put({
    ...mailRow({ id: ID, kind: 'confirmation', ...about }, now),
    status: 'sent',
    to: [ONE, TWO],
    fates: {},
  });
  for (const email of [ONE, TWO]) {
    const contact = { email, campaign: CAMPAIGN, role: 'unit', unit: 'harbin', type: 'contact' };
    await table.put({ ...keys.contact(email), ...contact });
    await table.put({ ...keys.rosterContact(CAMPAIGN, 'harbin', email), ...contact });
  }
  return { table, log: collectedLog() };
}

const mailIn = async (table: MemoryTable) => Mail.parse(await table.get(keys.mail(ID)));
const reachOf = async (table: MemoryTable, email: string) => {
  const rows = await Promise.all(
    [keys.contact(email), keys.rosterContact(CAMPAIGN, 'harbin', email)].map((key) => table.get(key)),
  );
  const [one, other] = rows.map((row) => Contact.parse(row).reach);
  expect(other).toEqual(one);
  return one;
};

describe('what becomes of a mail', () => {
  let d: Awaited<ReturnType<typeof world>>;
  beforeEach(async () => {
    d = await world();
  });

  it('is written on its row for each address, and on the roster', async () => {
    await track(d, event('Delivery', ONE, 1));
    await track(d, event('Permanent', 'Harbin-2@Example.org', 2));
    const { fates } = await mailIn(d.table);
    expect(fates?.[ONE]).toMatchObject({ fate: 'delivered', at: at(1) });
    expect(fates?.[TWO]).toMatchObject({
      fate: 'bounced',
      at: at(2),
      reason: 'smtp; 550 5.1.1 user unknown',
    });
    expect((await reachOf(d.table, ONE))?.fate).toBe('delivered');
    expect((await reachOf(d.table, TWO))?.fate).toBe('bounced');
    expect(d.log.lines.join('\n')).not.toMatch(/@|unknown/);
  });

  it('is the bounce, when a mailbox took it and returned it later', async () => {
    await track(d, event('Permanent', ONE, 2));
    await track(d, event('Delivery', ONE, 1));
    expect((await mailIn(d.table)).fates?.[ONE]?.fate).toBe('bounced');
    expect((await reachOf(d.table, ONE))?.fate).toBe('bounced');
  });

  it('stays delivered, when the mailbox of an absent reader answers', async () => {
    await track(d, event('Delivery', ONE, 1));
    await track(d, event('Transient', ONE, 2));
    expect((await mailIn(d.table)).fates?.[ONE]?.fate).toBe('delivered');
  });

  it('frees an address of its bounce, once a later mail is delivered', async () => {
    await track(d, event('Permanent', ONE, 1, 'another'));
    expect((await reachOf(d.table, ONE))?.fate).toBe('bounced');
    await track(d, event('Delivery', ONE, 60));
    expect((await reachOf(d.table, ONE))?.fate).toBe('delivered');
  });

  it('of a mail that is not known, or to an address that is not, changes no row and fails nothing', async () => {
    const before = d.table.rows();
    await track(d, event('Complaint', 'nobody@example.org', 1, Buffer.from('none').toString('base64url')));
    expect(d.table.rows()).toEqual(before);
  });

  it('is counted once, however often it is told', async () => {
    for (let i = 0; i < 3; i++) await track(d, event('Permanent', ONE, 1));
    expect(d.log.lines.filter((line) => line.includes('MailBounced'))).toHaveLength(1);
  });

  it('comes to the same in whichever order and however often it is told, even at once (I6)', async () => {
    const kinds: Kind[] = ['Delivery', 'Permanent', 'Transient', 'Complaint', 'DeliveryDelay', 'Reject'];
    const events = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        address: fc.constantFrom(ONE, TWO),
        minute: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const shuffled = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    const rowsAfter = async (list: { kind: Kind; address: string; minute: number }[], together: boolean) => {
      const other = await world();
      const told = list.map((one) => () => track(other, event(one.kind, one.address, one.minute)));
      if (together) await Promise.all(told.map((tell) => tell()));
      else for (const tell of told) await tell();
      return other.table.rows();
    };
    await fc.assert(
      fc.asyncProperty(shuffled, fc.boolean(), async ([list, again], together) => {
        expect(await rowsAfter(again, together)).toEqual(await rowsAfter(list, false));
      }),
      { numRuns: 60 },
    );
  });
});

describe('words about a mail', () => {
  it('are ordered by what they say first, and by time then', () => {
    const marks = Fate.options.flatMap((fate) =>
      [1, 2].map((minute) => wordOf(fate, new Date(at(minute))).mark),
    );
    expect(marks.toSorted()).toEqual(marks);
  });
});
