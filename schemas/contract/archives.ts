import * as z from 'zod';
import { Archive } from '../archive.ts';
import { Id } from '../identifier.ts';

/** The answer to POST /archives, 202. */
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
  missing: true,
  done: true,
  size: true,
  expiresAt: true,
  failure: true,
});
export type ArchiveView = z.infer<typeof ArchiveView>;

/** GET /archives, newest first. */
export const ArchiveList = z.object({ archives: z.array(ArchiveView) });
export type ArchiveList = z.infer<typeof ArchiveList>;
