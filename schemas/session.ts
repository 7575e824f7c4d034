import * as z from 'zod';
import { Instant, Slug } from './identifier.ts';

/** unit: a reporting unit's contacts · office: coordinators of one office · lead: the lead office. */
export const Role = z.enum(['unit', 'office', 'lead']);
export type Role = z.infer<typeof Role>;

/** An address that may sign in, and for whom it acts. */
export const Contact = z.object({
  email: z.email(),
  campaign: Slug,
  role: Role,
  unit: Slug.optional(),
  office: Slug.optional(),
});
export type Contact = z.infer<typeof Contact>;

export const Session = Contact.extend({
  createdAt: Instant,
  seenAt: Instant,
  /** Ends then whatever happens; it also ends after an idle time. */
  expiresAt: Instant,
});
export type Session = z.infer<typeof Session>;
