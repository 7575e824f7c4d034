import * as z from 'zod';
import { Address } from './address.ts';
import type { Campaign } from './campaign.ts';
import { Slug } from './identifier.ts';
import { type Contact, Role } from './session.ts';

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

/** A row of the table. */
type Row = Contact & { pk: string; sk: string; type: 'contact' };

/** Found by whom they act for, so that mails reach all contacts of a unit. */
export const rosterKey = ({ campaign, unit, office, email }: Contact) => ({
  pk: `ROSTER#${campaign}`,
  sk: `CONTACT#${unit ?? office}#${email}`,
});

/** Found by address, to sign in. */
export const contactKey = (email: string) => ({ pk: `CONTACT#${email}`, sk: 'ROW' });

/** A contact as it is stored: twice, so that either key finds it whole. */
export const contactRows = (contact: Contact): Row[] => [
  { ...rosterKey(contact), type: 'contact', ...contact },
  { ...contactKey(contact.email), type: 'contact', ...contact },
];
