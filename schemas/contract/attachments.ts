import * as z from 'zod';
import { AttachmentState, Finding, Media, Resized } from '../attachment.ts';
import { Id } from '../identifier.ts';
import { LARGEST_PART, SMALLEST_PART } from '../slot.ts';

/** Base64 of a big-endian CRC-32, as S3 writes it. */
const Crc32 = z.string().regex(/^[A-Za-z0-9+/]{6}==$/);

/** POST /reports/{form}/attachments. Whether the slot takes such a file is the handler's to say, in plain words. */
export const UploadRequest = z.object({
  slot: z.string().min(1).max(40),
  /** Any name; path parts and control characters are taken out of it. */
  name: z.string().max(4096),
  /** Bytes. */
  size: z.int().min(0),
  type: z.string().max(200),
  upload: z.enum(['post', 'multipart']).default('post'),
  /**
   * Bytes of a part, for clients that ask for the addresses of parts themselves, with their checksums: the answer
   * then has none.
   */
  partSize: z.int().min(SMALLEST_PART).max(LARGEST_PART).optional(),
  /** A file of the same slot that is removed when this one has arrived. */
  replaces: Id.optional(),
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

/** GET /reports/{form}/attachments/{id}/parts: what has arrived of an upload in parts. */
export const PartsArrived = z.object({
  state: AttachmentState,
  /** Bytes of the whole file. */
  size: z.int().min(0),
  partSize: z.int().min(1),
  /** From part `from` on, parts are of another size. */
  resized: Resized,
  /** None any more once they are joined. */
  parts: z.array(z.object({ number: z.int().min(1), size: z.int().min(0), crc32: Crc32.optional() })),
});
export type PartsArrived = z.infer<typeof PartsArrived>;

/** POST /reports/{form}/attachments/{id}/parts: addresses for these parts, new ones when the old have expired. */
export const PartsWanted = z.object({
  parts: z
    .array(z.object({ number: z.int().min(1), crc32: Crc32.optional() }))
    .min(1)
    .max(100),
  /** From the first of these parts on, parts are of so many bytes: the line is better than was known, or worse. */
  partSize: z.int().min(SMALLEST_PART).max(LARGEST_PART).optional(),
});
export type PartsWanted = z.infer<typeof PartsWanted>;

/** Its answer: the store takes a part of exactly `size` bytes, that was asked for with its checksum only when it has that checksum. */
export const PartAddresses = z.object({
  parts: z.array(z.object({ number: z.int().min(1), size: z.int().min(1), url: z.url() })),
});
export type PartAddresses = z.infer<typeof PartAddresses>;

/** POST /reports/{form}/attachments/{id}/complete. The store holds an upload in parts to the checksum of the whole. */
export const UploadFinished = z.object({ crc32: Crc32.optional() });
export type UploadFinished = z.infer<typeof UploadFinished>;

/** Its answer: 200 when the file is there, 202 while it is being checked. */
export const UploadCompleted = z.object({ state: AttachmentState });
export type UploadCompleted = z.infer<typeof UploadCompleted>;

/** POST /reports/{form}/attachments/{id}/change: what is absent stays; the answer is the file as it is then. */
export const AttachmentChange = z.object({
  /** What it shows; empty for none. */
  caption: z.string().max(4096).optional(),
  /** Among the files of its slot, from 1. */
  position: z.int().min(1).optional(),
});

/** GET /reports/{form}/attachments/{id} */
export const AttachmentView = z.object({
  id: Id,
  slot: z.string(),
  name: z.string().optional(),
  /** What its sender calls it, where that is no name for a file everywhere. */
  originalName: z.string().optional(),
  caption: z.string().optional(),
  state: AttachmentState,
  findings: z.array(Finding),
  /** What a scanner for malware said, once the file has arrived. */
  scan: z.enum(['clean', 'infected', 'unscannable', 'not-scanned']).optional(),
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
