import * as z from 'zod';
import { Instant, Slug } from '../identifier.ts';
import { Mail } from '../mail.ts';

/** GET /reminders: who would be chased now, and who was. */
export const RemindersView = z.object({
  /** Only those who owe: what they must report, have not, and still can. */
  owing: z.array(
    z.object({
      unit: Slug,
      name: z.string(),
      /** When it was last reminded, by whomever; absent where that is long ago or never was. */
      remindedAt: Instant.optional(),
      forms: z.array(z.object({ form: Slug, title: z.string(), due: Instant, overdue: z.boolean() })),
    }),
  ),
  /** The newest first. */
  log: z.array(
    z.object({
      at: Instant,
      unit: Slug,
      name: z.string(),
      forms: z.array(Slug),
      /** Who chased; absent where the schedule did. */
      by: z.string().optional(),
      status: Mail.shape.status.optional(),
      failure: Mail.shape.failure,
    }),
  ),
});
export type RemindersView = z.infer<typeof RemindersView>;

/** POST /reminders: chases those who owe; without lists, all of them for all they owe. */
export const ChaseEntry = z.object({
  units: z.array(Slug).max(500).optional(),
  forms: z.array(Slug).max(100).optional(),
  /** Made by the client: sent again with the same key, nobody is chased twice. */
  key: z.string().regex(/^[\w-]{8,64}$/),
});
export type ChaseEntry = z.infer<typeof ChaseEntry>;

/** Its answer: who got a mail by this request. */
export const Chased = z.object({ units: z.array(Slug) });
export type Chased = z.infer<typeof Chased>;
