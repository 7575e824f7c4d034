import * as z from 'zod';
import { Instant, Slug } from '../identifier.ts';
import { Fate, Mail, MailKind } from '../mail.ts';

/**
 * What became of a mail as a whole; of several addresses the gravest. `handed-over`: a mail server took it that tells
 * nothing more · `sent`: SES took it, and nothing was heard yet.
 */
export const MailState = z.enum(['queued', 'sending', 'sent', 'handed-over', 'failed', ...Fate.options]);
export type MailState = z.infer<typeof MailState>;

/** A line of GET /mails. */
export const MailView = Mail.pick({
  id: true,
  kind: true,
  unit: true,
  office: true,
  form: true,
  revision: true,
  reference: true,
  createdAt: true,
  sentAt: true,
  failure: true,
}).extend({
  state: MailState,
  /** A copy may have left before: the answer of an earlier attempt was lost. */
  possiblyTwice: z.boolean(),
  /** Empty until it is sent for the first time. */
  to: z.array(
    z.object({
      address: z.string(),
      state: z.enum(['sent', 'handed-over', 'waiting', ...Fate.options]),
      at: Instant.optional(),
      reason: z.string().optional(),
    }),
  ),
  again: z.object({ of: z.string(), by: z.string() }).optional(),
});
export type MailView = z.infer<typeof MailView>;

/** GET /mails, newest first. `next` is the `from` of the next page; a page may be short and have one. */
export const MailList = z.object({ mails: z.array(MailView), next: z.string().optional() });
export type MailList = z.infer<typeof MailList>;

/** What GET /mails can be narrowed to. `trouble`: whatever did not reach somebody, or perhaps reached them twice. */
export const MailFilter = z.object({
  unit: Slug.optional(),
  kind: MailKind.optional(),
  state: z.enum([...MailState.options, 'trouble']).optional(),
});
export type MailFilter = z.infer<typeof MailFilter>;

/** GET /mails/{id}: with its words, made from what is on record now. */
export const MailDetail = MailView.extend({
  words: z
    .object({ subject: z.string(), text: z.string(), html: z.string(), files: z.array(z.string()) })
    .optional(),
  /** The mail that it was sent again as. */
  sentAgain: z.string().optional(),
});
export type MailDetail = z.infer<typeof MailDetail>;

/** The answer to POST /mails/{id}/resend, 202. */
export const MailQueued = z.object({ id: z.string() });
export type MailQueued = z.infer<typeof MailQueued>;
