import * as z from 'zod';
import { FeaturedActivity } from '../featured.ts';
import { Instant, Slug } from '../identifier.ts';

/** GET /: what is asked for, until when; texts in the reader's language. */
export const CampaignView = z.object({
  campaign: Slug,
  title: z.string(),
  theme: z.string(),
  week: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** Activities that the lead office makes known, in its own words. */
  featured: z.array(FeaturedActivity),
  forms: z.array(z.object({ form: Slug, title: z.string(), due: Instant, closes: Instant })),
});
export type CampaignView = z.infer<typeof CampaignView>;
