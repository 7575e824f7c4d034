import * as z from 'zod';
import { Archive, ArchiveChoice, Missing, Progress } from '../archive.ts';
import { Id } from '../identifier.ts';

/** GET /archives/new: what an archive would hold if it were asked for now. */
export const ArchivePreview = z.object({
  /** In its one spelling: what goes without saying is left out. */
  choice: ArchiveChoice,
  reports: z.int().min(0),
  /** Number of files that the reports have, and their bytes; lists and spreadsheets come in addition. */
  files: z.int().min(0),
  bytes: z.int().min(0),
  missing: z.array(Missing),
});
export type ArchivePreview = z.infer<typeof ArchivePreview>;

/** The answer to POST /archives and POST /archives/{id}/retry, 202: of the same choice one is built at a time. */
export const ArchiveRequested = z.object({ id: Id });
export type ArchiveRequested = z.infer<typeof ArchiveRequested>;

/** GET /archives/{id}. Bytes of `files` and `bytes` are known once the job is planned, `size` once it is ready. */
export const ArchiveView = Archive.pick({
  id: true,
  state: true,
  choice: true,
  requestedAt: true,
  requestedBy: true,
  files: true,
  bytes: true,
  leftOut: true,
  missing: true,
  expiresAt: true,
  failure: true,
}).extend({
  done: Progress,
  /** Bytes of all volumes together. */
  size: z.int().min(0).optional(),
  /** What there is to download; more than one where no single object can hold it. */
  volumes: z.array(z.object({ size: z.int().min(0) })).optional(),
  /** Estimated from the progress so far. */
  secondsLeft: z.int().min(0).optional(),
});
export type ArchiveView = z.infer<typeof ArchiveView>;

/** GET /archives, newest first. */
export const ArchiveList = z.object({ archives: z.array(ArchiveView) });
export type ArchiveList = z.infer<typeof ArchiveList>;
