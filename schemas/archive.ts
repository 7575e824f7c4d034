import * as z from 'zod';
import { Withheld } from './attachment.ts';
import { Id, Instant, Slug } from './identifier.ts';
import { ReportState } from './report.ts';

/** Far more than any campaign has of anything, far less than a row of the table takes. */
const MOST_CHOSEN = 1000;

/** Each once, however often it was named. */
const choice = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .min(1)
    .max(MOST_CHOSEN)
    .overwrite((list) => [...new Set(list)]);

/** What a coordinator chose to have in an archive; an absent list means all. */
export const ArchiveChoice = z.object({
  forms: choice(Slug).optional(),
  units: choice(Slug).optional(),
  states: choice(ReportState).optional(),
  /** Only reports submitted at or after this instant or day. */
  since: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
  /** Without its files an archive holds what was answered, and is small. They are in unless this says no. */
  attachments: z.boolean().optional(),
});
export type ArchiveChoice = z.infer<typeof ArchiveChoice>;

/** Files that are in the archive already, and their bytes. */
export const Progress = z.object({ files: z.int().min(0), bytes: z.int().min(0) });
export type Progress = z.infer<typeof Progress>;

/** A unit that owes some of the chosen forms, and those of which there was nothing when the archive was asked for. */
export const Missing = z.object({ unit: Slug, forms: z.array(Slug) });
export type Missing = z.infer<typeof Missing>;

/** Why a job ended without an archive. */
export const ArchiveFailure = z.object({
  reason: z.enum(['file-gone', 'too-large', 'unexpected']),
  /** The path in the archive of the file that it failed at. */
  file: z.string().optional(),
});
export type ArchiveFailure = z.infer<typeof ArchiveFailure>;

/** A finished ZIP object; an archive that one object cannot hold has several, each a ZIP by itself. */
const Volume = z.object({ key: z.string(), size: z.int().min(0) });

/** A job that ends as finished ZIP objects, nearly always one. */
export const Archive = z.object({
  id: Id,
  campaign: Slug,
  choice: ArchiveChoice,
  requestedBy: z.email(),
  office: Slug,
  requestedAt: Instant,
  state: z.enum(['planning', 'building', 'ready', 'failed', 'cancelled']),
  files: z.int().min(0).default(0),
  bytes: z.int().min(0).default(0),
  /** How many submitted files are not in it, by the reason; once it is planned. */
  leftOut: z.partialRecord(Withheld, z.int().min(1)).optional(),
  /** When the building began, once it is planned. */
  startedAt: Instant.optional(),
  /** As it was when the archive was asked for. */
  missing: z.array(Missing).optional(),
  /** What each of those who build it at once has brought in, by the number of its slice. */
  progress: z.record(z.string(), Progress).default({}),
  /** Once it is ready. */
  volumes: z.array(Volume).min(1).optional(),
  expiresAt: Instant.optional(),
  failure: ArchiveFailure.optional(),
});
export type Archive = z.infer<typeof Archive>;
