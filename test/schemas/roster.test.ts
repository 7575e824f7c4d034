import { describe, expect, it } from '@jest/globals';
import { keys } from '../../functions/shared/records/keys.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { contactRows, rosterLine } from '../../schemas/roster.ts';
import { Contact } from '../../schemas/session.ts';

const line = rosterLine(heilongjiang2023);
const contacts: Contact[] = [
  { email: 'harbin@example.org', campaign: 'heilongjiang-2023', role: 'unit', unit: 'harbin' },
  { email: 'cast@example.org', campaign: 'heilongjiang-2023', role: 'office', office: 'cast' },
];

describe('rows of a contact', () => {
  it.each(contacts.map((contact) => [contact.email, contact] as const))(
    'lie where the functions look for %s',
    (email, contact) => {
      const owner = contact.unit ?? contact.office ?? '';
      const found = contactRows(contact).map(({ pk, sk }) => ({ pk, sk }));
      expect(found).toEqual([keys.rosterContact(contact.campaign, owner, email), keys.contact(email)]);
      const range = keys.contactsOf(contact.campaign, owner);
      expect(found[0]?.pk).toBe(range.pk);
      expect(found[0]?.sk.startsWith(range.begins)).toBe(true);
    },
  );

  it.each(contacts.map((contact) => [contact.email, contact] as const))('read back as %s', (_, contact) => {
    for (const row of contactRows(contact)) expect(Contact.parse(row)).toEqual(contact);
  });
});

describe('a line of the roster', () => {
  it('makes one address of what people type', () => {
    const { data } = line.safeParse({
      email: ' Ｈarbin@Example.ORG',
      role: 'unit',
      unit: 'harbin',
      office: '',
    });
    expect(data).toMatchObject({ email: 'harbin@example.org', unit: 'harbin' });
    expect(data?.office).toBeUndefined();
  });

  it.each([
    ['has no unit "atlantis"', { email: 'a@example.org', role: 'unit', unit: 'atlantis' }],
    ['has no unit ""', { email: 'a@example.org', role: 'unit', unit: '' }],
    ['has no office', { email: 'a@example.org', role: 'office', unit: '', office: '' }],
    [
      'a contact of a unit has no office',
      { email: 'a@example.org', role: 'unit', unit: 'harbin', office: 'cast' },
    ],
    ['a coordinator has no unit', { email: 'a@example.org', role: 'office', unit: 'harbin', office: 'cast' }],
    ['not the lead office', { email: 'a@example.org', role: 'lead', office: 'cast' }],
    ['is the lead office', { email: 'a@example.org', role: 'office', office: 'lead' }],
    ['Invalid option', { email: 'a@example.org', role: 'admin', unit: 'harbin' }],
    ['Invalid email', { email: 'nobody', role: 'unit', unit: 'harbin' }],
  ])('is refused when it %s', (reason, given) => {
    const messages = line.safeParse(given).error?.issues.map(({ message }) => message) ?? [];
    expect(messages.join()).toContain(reason);
  });
});
