import * as z from 'zod';
import { Slug } from '../identifier.ts';

const Amount = z.int().min(0);

/** What an erasure leaves, how much of it where that is counted, and what ends it. */
const Stays = z.object({
  what: z.enum([
    'addresses',
    'texts',
    'explanations',
    'messages',
    'attachments',
    'audit',
    'mails',
    'archives',
    'backups',
  ]),
  count: Amount.optional(),
  until: z.enum(['removal', 'shutdown', 'expiry', 'backup']),
});

/** GET /personal-data: what is kept of people, and what of it an erasure takes away. */
export const PersonalDataView = z.object({
  /** The last day on which it is kept. */
  until: z.iso.date(),
  /** Whether that day has passed. */
  erasable: z.boolean(),
  /** Personal answers in drafts and revisions, by form. */
  forms: z.array(z.object({ form: Slug, title: z.string(), reports: Amount, answers: Amount })),
  /** Submitted revisions that name the address they were sent from. */
  submitters: Amount,
  /** Names of contacts on the roster; their addresses stay, or nobody could sign in. */
  names: Amount,
  /** Contacts of before, with their addresses. */
  former: Amount,
  /** Of what is named above an erasure takes all, of this nothing. */
  stays: z.array(Stays),
});
export type PersonalDataView = z.infer<typeof PersonalDataView>;

/** POST /personal-data/erasure */
export const ErasureOrder = z.object({ confirm: z.literal('yes') });

/** What was erased; `left` reports were changed meanwhile: erase again. */
export const Erased = z.object({ reports: Amount, contacts: Amount, former: Amount, left: Amount });
export type Erased = z.infer<typeof Erased>;

/** POST /personal-data/person: an address, a name or a phone number. The page shows what it finds before it hands it out. */
export const PersonSearch = z.object({
  who: z.string().trim().min(2).max(200),
  download: z.literal('yes').optional(),
});

/** Rows of a log: how many there are, and the newest of them. */
const Traces = z.object({ count: Amount, newest: z.array(z.record(z.string(), z.unknown())) });

/** Everything that is kept of one person. */
export const PersonExport = z.object({
  campaign: Slug,
  who: z.string(),
  contacts: z.array(z.looseObject({ email: z.string() })),
  former: z.array(z.looseObject({ email: z.string(), until: z.string() })),
  reports: z.array(
    z.object({
      unit: Slug,
      form: Slug,
      /** Absent: the draft. */
      revision: z.int().optional(),
      submittedBy: z.string().optional(),
      /** The answers that are this person's. */
      answers: z.array(z.object({ pointer: z.string(), title: z.string(), value: z.unknown() })),
    }),
  ),
  /** Of an address: what it did or had done to it, by the audit log of the last 400 days. */
  events: Traces,
  /** Of an address: the mails that were sent to it. */
  mails: Traces,
});
export type PersonExport = z.infer<typeof PersonExport>;
