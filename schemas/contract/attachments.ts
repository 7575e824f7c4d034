import * as z from 'zod';
import { AttachmentState, Finding, Media } from '../attachment.ts';
import { Id } from '../identifier.ts';

/** POST /reports/{form}/attachments. Whether the slot takes such a file is the handler's to say, in plain words. */
export const UploadRequest = z.object({
  slot: z.string().min(1).max(40),
  /** Any name; path parts and control characters are taken out of it. */
  name: z.string().max(4096),
  /** Bytes. */
  size: z.int().min(0),
  type: z.string().max(200),
  upload: z.enum(['post', 'multipart']).default('post'),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/** Its answer, 201, for a form post: send `fields`, then the file as `file`, to `url` as multipart/form-data. */
const PostUpload = z.object({
  id: Id,
  post: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});

/** Its answer, 201, for a multipart upload: PUT each part of `partSize` bytes (the last is shorter) to its URL. */
const MultipartUpload = z.object({
  id: Id,
  multipart: z.object({
    partSize: z.int().min(1),
    parts: z.array(z.object({ number: z.int().min(1), url: z.url() })),
  }),
});

export const UploadStarted = z.union([PostUpload, MultipartUpload]);
export type UploadStarted = z.infer<typeof UploadStarted>;

/** POST /reports/{form}/attachments/{id}/complete: 200 when the file is there, 202 while it is being checked. */
export const UploadCompleted = z.object({ state: AttachmentState });
export type UploadCompleted = z.infer<typeof UploadCompleted>;

/** GET /reports/{form}/attachments/{id} */
export const AttachmentView = z.object({
  id: Id,
  slot: z.string(),
  name: z.string().optional(),
  state: AttachmentState,
  findings: z.array(Finding),
  media: Media.optional(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

/** A file in the list of a report's files. */
export const AttachmentSummary = AttachmentView.omit({ media: true }).extend({
  type: z.string(),
  /** Bytes; absent until the file is complete. */
  size: z.int().min(0).optional(),
  crc32: z.string().optional(),
});
export type AttachmentSummary = z.infer<typeof AttachmentSummary>;
