import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { findChanges } from '../../functions/shared/records/campaign-changes.ts';
import { keys } from '../../functions/shared/records/keys.ts';
import { leadsFirst, putContact, staysOpen } from '../../infra/put-contact.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { contactRows, type RosterContact } from '../../schemas/roster.ts';
import type { Contact } from '../../schemas/session.ts';
import { type MemoryTable, memoryTable } from '../support/memory-table.ts';
import { tableClient } from '../support/table-client.ts';

const campaign = heilongjiang2023.id;
const AT = '2023-06-01T01:00:00.000Z';
const now = new Date(AT);
const harbin: Contact = { email: 'a@example.org', campaign, role: 'unit', unit: 'harbin' };
const lead: Contact = { email: 'lead@example.org', campaign, role: 'lead', office: 'lead' };
const bounced = { fate: 'bounced' as const, at: AT, mark: `${AT} 1` };

let table: MemoryTable;
let client: DynamoDBClient;

beforeEach(() => {
  table = memoryTable();
  client = tableClient(table);
});

const have = async (contact: RosterContact) => {
  for (const row of contactRows(contact)) await table.put({ ...row });
};
const put = (contact: Contact) => putContact(client, 'records', contact, now);
const contactsOf = async (owner: string) =>
  (await table.query(keys.contactsOf(campaign, owner))).map(({ email }) => email);

describe('putting a contact', () => {
  it('writes both rows at once and raises the roster’s version; the same again writes nothing', async () => {
    await put(harbin);
    expect(await table.get(keys.contact(harbin.email))).toMatchObject({ unit: 'harbin', since: AT });
    expect(await contactsOf('harbin')).toEqual([harbin.email]);
    expect((await findChanges(table, campaign)).version).toBe(1);
    const before = table.rows();
    await put(harbin);
    expect(table.rows()).toEqual(before);
  });

  it('ends what the address did before: its mails, its sessions; what was noted on it goes along', async () => {
    await have({ ...harbin, unit: 'jixi', reach: bounced, language: 'en', name: '王某' });
    await put(harbin);
    expect(await contactsOf('jixi')).toEqual([]);
    expect(await table.query(keys.formerContacts(campaign, 'jixi'))).toMatchObject([{ until: AT }]);
    for (const key of [keys.contact(harbin.email), keys.rosterContact(campaign, 'harbin', harbin.email)]) {
      expect(await table.get(key)).toMatchObject({ reach: bounced, language: 'en', name: '王某' });
    }
    expect(Object.values((await findChanges(table, campaign)).ended)).toEqual([AT]);
  });

  it('takes it out of the campaign in which it acted before, and ends its sessions there', async () => {
    await have({ ...harbin, campaign: 'elsewhere' });
    await put(harbin);
    expect(await table.query(keys.contactsOf('elsewhere', 'harbin'))).toEqual([]);
    for (const one of [campaign, 'elsewhere']) {
      expect(Object.values((await findChanges(table, one)).ended)).toEqual([AT]);
    }
  });

  it('keeps a bounce that is noted between its reading and its writing', async () => {
    await have({ ...harbin, unit: 'jixi' });
    const { transact } = table;
    table.transact = async (...writes) => {
      table.transact = transact;
      await table.update({
        key: keys.contact(harbin.email),
        update: 'SET reach = :reach',
        values: { ':reach': bounced },
      });
      return transact(...writes);
    };
    await put(harbin);
    expect(await table.get(keys.contact(harbin.email))).toMatchObject({ unit: 'harbin', reach: bounced });
  });
});

describe('the lead office', () => {
  it('keeps a contact who can sign in, whatever a file says', async () => {
    expect(await staysOpen(client, 'records', campaign, [harbin])).toBe(false);
    expect(await staysOpen(client, 'records', campaign, [harbin, lead])).toBe(true);
    await have(lead);
    expect(await staysOpen(client, 'records', campaign, [harbin])).toBe(true);
    const moved: Contact = { ...lead, role: 'office', office: 'cast' };
    expect(await staysOpen(client, 'records', campaign, [moved])).toBe(false);
    const second = { ...lead, email: 'second@example.org' };
    expect(await staysOpen(client, 'records', campaign, [moved, second])).toBe(true);
    await have({ ...second, reach: bounced });
    expect(await staysOpen(client, 'records', campaign, [moved])).toBe(false);
    expect(leadsFirst([moved, harbin, second])[0]).toBe(second);
  });

  it.each([
    ['another office', { ...lead, role: 'office', office: 'cast' } satisfies Contact],
    ['a unit', { ...lead, role: 'unit', office: undefined, unit: 'harbin' } satisfies Contact],
    ['another campaign', { ...lead, campaign: 'elsewhere' }],
  ])('does not lose its last contact to %s', async (_, moved) => {
    await have(lead);
    const before = table.rows();
    await expect(put(moved)).rejects.toThrow(/牵头部门至少要保留一位/);
    expect(table.rows()).toEqual(before);
    await have({ ...lead, email: 'second@example.org' });
    await put(moved);
    expect(await contactsOf('lead')).toEqual(['second@example.org']);
  });
});
