import * as z from 'zod';
import { manyLines } from '../fields/clean.ts';
import { Instant, Slug } from '../identifier.ts';
import { Message } from '../report.ts';

/** GET /reports/{form}/messages and GET /desk/reports/{unit}/{form}/messages, the oldest first. */
export const Conversation = z.object({ unit: Slug, form: Slug, messages: z.array(Message) });
export type Conversation = z.infer<typeof Conversation>;

/** POST to either: what one side writes to the other. */
export const MessageEntry = z.object({
  message: z.string().overwrite(manyLines).min(1).max(2000),
  /** Of one's own choice: the same key again is the same message, said once. */
  key: z.string().min(1).max(200).optional(),
});
export type MessageEntry = z.infer<typeof MessageEntry>;

/** Its answer, 201. */
export const Said = z.object({ at: Instant });
export type Said = z.infer<typeof Said>;
