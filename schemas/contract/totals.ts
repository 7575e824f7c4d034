import * as z from 'zod';
import { Instant, Slug } from '../identifier.ts';
import { ReportState } from '../report.ts';

const Rate = z.object({ owed: z.int().min(0), reported: z.int().min(0) });

/** A day on which reports came in, and how many of those that are owed had come by its end. */
const Progress = z.object({ day: z.iso.date(), reported: z.int().min(0) });

/** GET /totals: of each form, how much of what is owed has come in, and when it came. */
export const TotalsOverview = z.object({
  campaign: Slug,
  forms: z.array(
    z.object({ form: Slug, title: z.string(), due: Instant, rate: Rate, progress: z.array(Progress) }),
  ),
});
export type TotalsOverview = z.infer<typeof TotalsOverview>;

/** `-`: the unit says that it does not exist there; null: it was left blank. Neither is 0. */
const Figure = z.union([z.number(), z.literal('-'), z.null()]);

const Measure = z.object({
  /** JSON pointer of the answer, without row numbers. */
  measure: z.string(),
  /** The official number of an indicator. */
  code: z.string().optional(),
  title: z.string(),
  unit: z.string().optional(),
  decimals: z.int().min(0),
  /** Exact; null when no unit gave a number. */
  total: z.number().nullable(),
  /** How many units gave a number, said that it does not exist there, left it blank. */
  given: z.int().min(0),
  absent: z.int().min(0),
  blank: z.int().min(0),
});

/** Rows of a list, counted: all of them, and by the choices that the form names for it. */
const Tally = z.object({
  rows: z.string(),
  title: z.string(),
  total: z.int().min(0),
  units: z.record(Slug, z.int().min(0)),
  by: z.array(
    z.object({
      field: z.string(),
      title: z.string(),
      options: z.array(
        z.object({
          value: z.string(),
          label: z.string(),
          total: z.int().min(0),
          units: z.record(Slug, z.int().min(0)),
        }),
      ),
    }),
  ),
});

/** GET /totals/{form} */
export const FormTotals = z.object({
  campaign: Slug,
  form: Slug,
  title: z.string(),
  /** Only accepted reports were counted. */
  accepted: z.boolean(),
  measures: z.array(Measure),
  tallies: z.array(Tally),
  /** The reports that were counted: the newest revision of each. */
  units: z.array(
    z.object({
      unit: Slug,
      name: z.string(),
      state: ReportState,
      revision: z.int().min(1),
      reference: z.string(),
      nil: z.boolean(),
      /** By measure. */
      figures: z.record(z.string(), Figure),
    }),
  ),
  /** Units that owe the form and are not in the totals. */
  missing: z.array(z.object({ unit: Slug, name: z.string() })),
  /** Figures that do not fit each other, or are doubtful, and how the unit explains them. */
  problems: z.array(
    z.object({
      unit: Slug,
      name: z.string(),
      pointer: z.string(),
      code: z.string(),
      severity: z.enum(['blocking', 'explanation']),
      message: z.string(),
      explanation: z.string().optional(),
    }),
  ),
});
export type FormTotals = z.infer<typeof FormTotals>;
