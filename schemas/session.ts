import * as z from 'zod';
import { Instant, Slug } from './identifier.ts';
import { Language } from './text.ts';

/** unit: a reporting unit's contacts · office: coordinators of one office · lead: the lead office. */
export const Role = z.enum(['unit', 'office', 'lead']);
export type Role = z.infer<typeof Role>;

/** What the newest mail to an address met. Who bounces or complains is not written to until an office asks for it. */
export const Reach = z.object({
  fate: z.enum(['delivered', 'bounced', 'complained']),
  at: Instant,
  /** Time and gravity in one text: of two words the greater one stays, in whichever order they come. */
  mark: z.string(),
});
export type Reach = z.infer<typeof Reach>;

/** An address that may sign in, and for whom it acts. */
export const Contact = z.object({
  email: z.email(),
  campaign: Slug,
  role: Role,
  unit: Slug.optional(),
  office: Slug.optional(),
  /** In which mails are written to it: the one in which it last asked for a code. */
  language: Language.optional(),
  reach: Reach.optional(),
});
export type Contact = z.infer<typeof Contact>;

export const Session = Contact.omit({ language: true, reach: true }).extend({
  createdAt: Instant,
  seenAt: Instant,
  /** Ends then whatever happens; it also ends after an idle time. */
  expiresAt: Instant,
});
export type Session = z.infer<typeof Session>;
