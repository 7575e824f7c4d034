import * as z from 'zod';
import { Id, Instant, Slug } from './identifier.ts';

/**
 * confirmation: a submission arrived · returned, accepted: an office decided · extension: a due day was changed, a mail
 * to each unit concerned · reminder: something is owed · invitation: an address was added to the roster ·
 * message: the other side wrote about a report · archive-ready: an archive that was asked for has ended ·
 * erasure-due: the last day for personal data has passed.
 */
export const MailKind = z.enum([
  'confirmation',
  'returned',
  'accepted',
  'extension',
  'reminder',
  'invitation',
  'message',
  'archive-ready',
  'erasure-due',
]);
export type MailKind = z.infer<typeof MailKind>;

/**
 * Why a mail was given up. `unreachable`: earlier mails to all of its contacts came back · `uncertain`: two attempts
 * ended without an answer, so it may have arrived.
 */
export const MailFailure = z.enum([
  'no-recipient',
  'unreachable',
  'recipient-refused',
  'message-refused',
  'tried-too-long',
  'uncertain',
]);
export type MailFailure = z.infer<typeof MailFailure>;

/**
 * What is known of a mail at one address, the later ones counting more: a mailbox that took a mail may still return it,
 * and only who got it can complain. `undelivered` is a soft bounce: the mailbox was full or away for too long; one that
 * took the mail and then says so answers for an absent reader. `refused`: the mail system in between would not have it.
 */
export const Fate = z.enum(['delayed', 'undelivered', 'delivered', 'refused', 'bounced', 'complained']);
export type Fate = z.infer<typeof Fate>;

/** The newest word about one address. */
export const AddressFate = z.object({
  fate: Fate,
  at: Instant,
  /** What the other side said, cut short. */
  reason: z.string().optional(),
  /** Rank, time and reason in one text: of two words the greater one stays, in whichever order they come. */
  mark: z.string(),
});
export type AddressFate = z.infer<typeof AddressFate>;

/** A day that was changed: the last one on time, before and now, and the last on which a report is taken. */
export const ChangedDay = z.object({
  form: Slug,
  before: z.iso.date(),
  due: z.iso.date(),
  closes: z.iso.date().optional(),
});
export type ChangedDay = z.infer<typeof ChangedDay>;

/**
 * A row of the outbox: a mail that must be sent. The row is written with what it tells of, in one transaction;
 * its text is made when it is sent. `id` is `<what it tells of>.<kind>`, so the same news is never queued twice.
 */
export const Mail = z.object({
  id: z.string(),
  kind: MailKind,
  campaign: Slug,
  /**
   * Whose contacts get it: a unit or an office. With an address only that one gets it: answers to one person, and
   * invitations, whose unit or office is the one that the address was added to.
   */
  unit: Slug.optional(),
  office: Slug.optional(),
  address: z.email().optional(),
  form: Slug.optional(),
  revision: z.int().optional(),
  reference: z.string().optional(),
  archive: Id.optional(),
  /** Messages to an office: the unit whose report they are about. */
  about: Slug.optional(),
  /** Messages: when it was written, which finds it among those of the report. */
  message: Instant.optional(),
  /** Reminders: the forms still owed when it was queued. */
  forms: z.array(Slug).optional(),
  /** Extensions: what changed, as it was told then, and why. */
  changed: z.array(ChangedDay).optional(),
  reason: z.string().max(1000).optional(),
  status: z.enum(['pending', 'sending', 'sent', 'failed']),
  createdAt: Instant,
  /** Set while an attempt runs; left standing by one that died, taken away by one that surely sent nothing. */
  claimedAt: Instant.optional(),
  sentAt: Instant.optional(),
  messageId: z.string().optional(),
  failure: MailFailure.optional(),
  /** Who it went to, by the roster of that moment. */
  to: z.array(z.email()).optional(),
  /** Those of them that have it although the rest must be tried again. */
  handed: z.array(z.email()).optional(),
  /** Does whoever carries it tell what becomes of it? A plain mail server does not. */
  tracked: z.boolean().optional(),
  /** By address, in lower case. */
  fates: z.record(z.string(), AddressFate).optional(),
  /** The mail that an office had sent once more, and who did. */
  again: z.object({ of: z.string(), by: z.email() }).optional(),
  attempts: z.int().default(0),
  /** An earlier attempt died between claiming and marking, so the reader may have this mail twice. */
  possiblySentBefore: z.boolean().default(false),
});
export type Mail = z.infer<typeof Mail>;
