import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { putContact, readRoster } from '../../infra/roster.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { contactKey, contactRows, rosterKey } from '../../schemas/roster.ts';
import type { Contact } from '../../schemas/session.ts';

const read = (csv: string) => readRoster(csv, heilongjiang2023);
const harbin: Contact = {
  email: 'a@example.org',
  campaign: 'heilongjiang-2023',
  role: 'unit',
  unit: 'harbin',
};

describe('a file of contacts', () => {
  it('may come from a spreadsheet: with a byte order mark, other columns, short lines and empty ones', () => {
    const { contacts, wrong } = read(
      '\uFEFFEmail,Role,Unit,Office,备注\r\na@example.org,unit,harbin,,x\r\n\r\n b@example.org ,lead,,lead\r\n',
    );
    expect(wrong).toEqual([]);
    expect(contacts).toEqual([
      harbin,
      { email: 'b@example.org', campaign: 'heilongjiang-2023', role: 'lead', office: 'lead' },
    ]);
  });

  it('names each wrong line by its number in the file', () => {
    const { wrong } = read(
      'email,role,unit,office\na@example.org,unit,harbin,\nb@example.org,unit,nowhere,\nA@example.org,unit,jixi,\n',
    );
    expect(wrong).toEqual([
      'line 3: heilongjiang-2023 has no unit "nowhere"',
      'line 4: the address of line 2 again; one address acts for one unit or office',
    ]);
  });

  it.each(['', 'email,role,unit,office\n'])('is not taken when it is empty (%j)', (csv) => {
    expect(read(csv)).toEqual({ contacts: [], wrong: ['there are no lines below the names of the columns'] });
  });

  it('is not taken when it has other columns', () => {
    expect(read('mail\na@example.org\n').wrong[0]).toMatch(/^line 2: email: /);
  });
});

/** A table in which one contact may stand already; keeps what is written to it. */
function tableWith(stored?: Contact, standing?: object) {
  const written: unknown[] = [];
  const client = {
    async send(command: unknown) {
      if (command instanceof GetItemCommand) {
        const [key, contact] = [command.input.Key, marshall(contactKey('a@example.org'))];
        if (key?.pk?.S !== contact.pk?.S) return { Item: standing && marshall(standing) };
        return { Item: stored && marshall({ ...contactKey(stored.email), ...stored }) };
      }
      if (command instanceof TransactWriteItemsCommand) written.push(...(command.input.TransactItems ?? []));
      return {};
    },
  };
  return { client: client as unknown as DynamoDBClient, written };
}

describe('putting a contact', () => {
  const puts = contactRows(harbin).map((row) => ({
    Put: { TableName: 'records', Item: marshall(row, { removeUndefinedValues: true }) },
  }));

  it.each([
    ['a new one', undefined],
    ['the same again', harbin],
  ])('writes both rows at once: %s', async (_, stored) => {
    const { client, written } = tableWith(stored);
    await putContact(client, 'records', harbin);
    expect(written).toEqual(puts);
  });

  it('ends what the address did before, so that mails of the former unit no longer reach it', async () => {
    const former: Contact = { ...harbin, unit: 'jixi' };
    const { client, written } = tableWith(former);
    const now = new Date('2023-06-01T01:00:00.000Z');
    await putContact(client, 'records', harbin, now);
    expect(written).toMatchObject([
      ...puts,
      { Delete: { TableName: 'records', Key: marshall(rosterKey(former)) } },
      { Put: { Item: { sk: { S: 'FORMER#jixi#2023-06-01T01:00:00.000Z#a@example.org' } } } },
      { Update: { Key: { pk: { S: 'STANDING#heilongjiang-2023' } } } },
    ]);
  });

  it.each([
    [undefined, 'SET ended = :ended, version = :one, #type = :type'],
    [{ version: 3, ended: {} }, 'SET ended.#hash = :at, version = version + :one'],
  ])('ends its sessions beside what the lead office changed: %j', async (standing, expression) => {
    const { client, written } = tableWith({ ...harbin, unit: 'jixi' }, standing);
    await putContact(client, 'records', harbin);
    expect(written.at(-1)).toMatchObject({ Update: { UpdateExpression: expression } });
  });
});
