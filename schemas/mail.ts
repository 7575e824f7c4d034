import * as z from 'zod';
import { Id, Instant, Slug } from './identifier.ts';

/**
 * confirmation: a submission arrived · returned, accepted: an office decided · extension: a due day was changed, a mail
 * to each unit concerned · reminder: something is owed · invitation: an address was added to the roster ·
 * message: the other side wrote about a report · archive-ready: an archive that was asked for has ended.
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
]);
export type MailKind = z.infer<typeof MailKind>;

/** Why a mail was given up. `uncertain`: two attempts ended without an answer, so it may have arrived. */
export const MailFailure = z.enum([
  'no-recipient',
  'recipient-refused',
  'message-refused',
  'tried-too-long',
  'uncertain',
]);
export type MailFailure = z.infer<typeof MailFailure>;

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
  attempts: z.int().default(0),
  /** An earlier attempt died between claiming and marking, so the reader may have this mail twice. */
  possiblySentBefore: z.boolean().default(false),
});
export type Mail = z.infer<typeof Mail>;
