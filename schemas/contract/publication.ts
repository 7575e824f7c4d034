import * as z from 'zod';
import { FeaturedActivity } from '../featured.ts';
import { Slug } from '../identifier.ts';
import { WorkbookError } from './workbook.ts';

/** GET /open-days: places that open to the public, from accepted reports. */
export const OpenDays = z.object({
  campaign: Slug,
  places: z.array(
    z.object({
      /** The same for the same place as long as its report is not corrected. */
      id: z.string(),
      unit: Slug,
      /** The unit's name. */
      city: z.string(),
      name: z.string(),
      place: z.string(),
      from: z.string(),
      to: z.string(),
      /** What else is public, by the form's field; choices by their value. */
      details: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type OpenDays = z.infer<typeof OpenDays>;

/** POST /featured/import: what a spreadsheet says. Nothing is written; with errors nothing should be. */
export const FeaturedPreview = z.object({
  /** Of the list that there is, to be sent with the next one. */
  version: z.int().min(0),
  activities: z.array(FeaturedActivity),
  errors: z.array(WorkbookError),
});
export type FeaturedPreview = z.infer<typeof FeaturedPreview>;

/** POST /featured: the whole list was replaced. */
export const FeaturedSaved = z.object({ version: z.int().min(1) });
export type FeaturedSaved = z.infer<typeof FeaturedSaved>;
