import * as z from 'zod';
import { Address } from './address.ts';
import type { Campaign } from './campaign.ts';
import { Instant, Slug } from './identifier.ts';
import { Contact, Role } from './session.ts';

const empty = z.literal('').transform(() => undefined);

/**
 * One line of a roster: a unit's contact names its unit, a coordinator the office, and only the lead office has
 * leads. Empty cells are as good as absent ones.
 */
export const rosterLine = (campaign: Campaign) =>
  z
    .object({
      email: Address,
      role: Role,
      unit: z.union([empty, Slug]).optional(),
      office: z.union([empty, Slug]).optional(),
    })
    .transform(({ email, role, unit, office }, context): Contact => {
      const wrong = (message: string) => context.addIssue({ code: 'custom', message });
      const known = campaign.offices.find(({ id }) => id === office);
      if (role === 'unit') {
        if (office !== undefined) wrong('a contact of a unit has no office');
        if (!campaign.units.some(({ id }) => id === unit))
          wrong(`${campaign.id} has no unit "${unit ?? ''}"`);
      } else {
        if (unit !== undefined) wrong('a coordinator has no unit');
        if (!known) wrong(`${campaign.id} has no office "${office ?? ''}"`);
        else if (known.lead !== (role === 'lead'))
          wrong(`"${office}" is ${known.lead ? '' : 'not '}the lead office`);
      }
      return { email, campaign: campaign.id, role, unit, office };
    });

/** A contact as the roster keeps it; signing in needs no more than who it is. */
export const RosterContact = Contact.extend({
  name: z.string().max(80).optional(),
  /** Responsible since then. */
  since: Instant.optional(),
});
export type RosterContact = z.infer<typeof RosterContact>;

/** Who was responsible until when. */
export const FormerContact = RosterContact.extend({ until: Instant });
export type FormerContact = z.infer<typeof FormerContact>;

/** Somebody whose mails come back never gets a code to sign in with. */
const canSignIn = ({ reach }: RosterContact) => reach?.fate !== 'bounced' && reach?.fate !== 'complained';

/**
 * May the roster become so? Somebody of the lead office must be left who can sign in, or nobody could undo anything;
 * where nobody could before, at least somebody must be left.
 */
export function keepsLead(before: readonly RosterContact[], after: readonly RosterContact[]): boolean {
  const leads = (contacts: readonly RosterContact[]) => contacts.filter(({ role }) => role === 'lead');
  return leads(after).some(canSignIn) || (leads(after).length > 0 && !leads(before).some(canSignIn));
}

interface Key {
  pk: string;
  sk: string;
}
type Row = Key & RosterContact & { type: string };

const ownerOf = ({ unit, office }: Contact) => unit ?? office;

/** Found by whom they act for, so that mails reach all contacts of a unit. */
export const rosterKey = (contact: Contact): Key => ({
  pk: `ROSTER#${contact.campaign}`,
  sk: `CONTACT#${ownerOf(contact)}#${contact.email}`,
});

/** Found by address, to sign in. */
export const contactKey = (email: string): Key => ({ pk: `CONTACT#${email}`, sk: 'ROW' });

/** A contact as it is stored: twice, so that either key finds it whole. */
export const contactRows = (contact: RosterContact): Row[] => [
  { ...rosterKey(contact), type: 'contact', ...contact },
  { ...contactKey(contact.email), type: 'contact', ...contact },
];

/** What stays of a contact that was taken off the roster. */
export const formerRow = (contact: RosterContact, until: string): Row & FormerContact => ({
  pk: `ROSTER#${contact.campaign}`,
  sk: `FORMER#${ownerOf(contact)}#${until}#${contact.email}`,
  type: 'former-contact',
  ...contact,
  until,
});

/**
 * The condition of putting a contact in another's place: nothing was noted on its row since it was read, as that its
 * mails come back, or the note would be lost.
 */
export const sameNotes = ({ reach, language }: RosterContact) => ({
  expression: [
    'attribute_exists(pk)',
    reach ? 'reach.mark = :mark' : 'attribute_not_exists(reach)',
    language ? '#language = :language' : 'attribute_not_exists(#language)',
  ].join(' AND '),
  names: { '#language': 'language' },
  values: { ...(reach && { ':mark': reach.mark }), ...(language && { ':language': language }) },
});
