import * as z from 'zod';
import { Instant, Slug } from '../identifier.ts';

/** `attention`: somebody has to look at it; `unknown`: the service that knows did not answer. */
const Verdict = z.enum(['fine', 'attention', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

const Waiting = z.object({
  queue: z.enum(['mail', 'inspection', 'archive', 'upload']),
  count: z.int().min(0),
  /** There are more than were counted. */
  more: z.boolean(),
  /** Since when the first of them waits. */
  since: Instant.optional(),
  verdict: Verdict,
});

const Undelivered = z.object({
  queue: z.string(),
  /** Events that no try could get handled; null when the queue did not answer. */
  count: z.int().min(0).nullable(),
  verdict: Verdict,
});

const Run = z.object({
  job: z.enum(['reconcile', 'remind']),
  endedAt: Instant.optional(),
  outcome: z.enum(['done', 'failed']).optional(),
  count: z.int().optional(),
  /** When one last ended well. */
  doneAt: Instant.optional(),
  verdict: Verdict,
});

const MailQuota = z.object({
  /** Mails in 24 hours; null when nobody tells: a mail server of one's own, or SES did not answer. -1: no limit. */
  most: z.number().nullable(),
  sent: z.number().nullable(),
  verdict: Verdict,
});

/** What the last walk found, or the one under way, if that is more already. */
const Strays = z.object({
  /** Null before the first walk. */
  count: z.int().min(0).nullable(),
  /** When the oldest came. */
  since: Instant.optional(),
  /** Some of the oldest; objects under keys that are not ours are only counted. */
  oldest: z.array(z.object({ key: z.string(), since: Instant })),
  verdict: Verdict,
});

/** GET /status */
export const Status = z.object({
  at: Instant,
  verdict: Verdict,
  waiting: z.array(Waiting),
  undelivered: z.array(Undelivered),
  /** Archives of the last week that could not be built. */
  failedArchives: z.array(z.object({ id: z.string(), requestedAt: Instant })),
  /** Objects of the store that no record knows. */
  strays: Strays,
  /** Files whose record is complete and whose object is gone. */
  lost: Strays,
  runs: z.array(Run),
  mail: MailQuota,
  /** `attention`: its last day has passed, and nobody erased it all. */
  personalData: z.object({ until: z.iso.date(), verdict: Verdict }),
  versions: z.object({
    commit: z.string(),
    campaign: Slug,
    node: z.string(),
    /** A form's version follows from its fields: it changes when they do. */
    forms: z.array(z.object({ form: Slug, version: z.string() })),
  }),
});
export type Status = z.infer<typeof Status>;
