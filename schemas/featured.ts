import * as z from 'zod';
import { manyLines, oneLine } from './fields/clean.ts';

const line = (most: number) => z.string().overwrite(oneLine).min(1).max(most);

/** An activity that the lead office makes known (附件2); texts as they are to be read, in whatever language. */
export const FeaturedActivity = z.object({
  name: line(100),
  kind: line(50),
  time: line(100),
  place: line(200),
  mode: z.enum(['on-site', 'online', 'both']),
  organiser: line(200),
  content: z.string().overwrite(manyLines).max(1000).default(''),
});
export type FeaturedActivity = z.infer<typeof FeaturedActivity>;

/** All of them, and how often the list was changed. */
export const FeaturedList = z.object({
  version: z.int().min(0),
  activities: z.array(FeaturedActivity).max(300),
});
export type FeaturedList = z.infer<typeof FeaturedList>;
