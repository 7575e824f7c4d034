import * as z from 'zod';
import { Instant, Slug } from '../identifier.ts';

/** An event as it is read; facts that only some kinds of events have are kept as they were written. */
export const AuditEntry = z.object({
  at: Instant,
  /** An address, or the name of a function. */
  by: z.string(),
  action: z.string(),
  unit: z.string().optional(),
  office: z.string().optional(),
  form: z.string().optional(),
  revision: z.int().optional(),
  reference: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What GET /audit and GET /audit.csv are narrowed to; days are the campaign's, the last 30 if absent. */
export const AuditFilter = z.object({
  unit: Slug.optional(),
  form: Slug.optional(),
  kind: Slug.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** `next` of the page before. */
  before: z.string().max(100).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** GET /audit, the newest first. */
export const AuditLog = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  events: z.array(AuditEntry),
  /** There are older ones in these days: send it as `before`. */
  next: z.string().optional(),
});
export type AuditLog = z.infer<typeof AuditLog>;
