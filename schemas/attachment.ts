import * as z from 'zod';
import { Id, Instant, Slug } from './identifier.ts';
import { MOST_RESIZED } from './parts.ts';

/**
 * awaiting: no bytes known yet · checking: complete, being inspected · accepted / refused: by the media rules ·
 * unchecked: complete, but could not be inspected (未能检测).
 */
export const AttachmentState = z.enum(['awaiting', 'checking', 'accepted', 'refused', 'unchecked']);
export type AttachmentState = z.infer<typeof AttachmentState>;

export const Finding = z.object({ code: z.string(), message: z.string() });

/** As it is kept: `message` in Chinese, `en` where the sentence cannot be found again by its code. */
export const KeptFinding = Finding.extend({ en: z.string().optional() });
export type KeptFinding = z.infer<typeof KeptFinding>;

/** What was measured of a video or picture, as it is shown: rotation applied. */
export const Media = z.object({
  durationSeconds: z.number().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  displayAspectRatio: z.string().optional(),
});
export type Media = z.infer<typeof Media>;

/** What a scanner for malware said. None: it was not scanned, or not yet. unscannable: protected by a password, say. */
const ScanResult = z.enum(['clean', 'infected', 'unscannable']);
export type ScanResult = z.infer<typeof ScanResult>;

/** Why nobody is given a file; waiting: for its scan. */
export const Withheld = z.enum(['infected', 'unscannable', 'waiting']);
export type Withheld = z.infer<typeof Withheld>;

/** The object that an attachment is, pinned: a later object under the same key is another one. */
export const Pin = z.object({
  versionId: z.string(),
  etag: z.string(),
  size: z.int().min(0),
  /** Base64 of the big-endian CRC-32 of the whole object, where the store knows it. */
  crc32: z.string().optional(),
  completedAt: Instant,
});
export type Pin = z.infer<typeof Pin>;

/** Characters. */
export const MOST_CAPTION = 200;

/** From part `from` on, parts are of `partSize` bytes. */
export const Resized = z
  .array(z.object({ from: z.int().min(2), partSize: z.int().min(1) }))
  .max(MOST_RESIZED)
  .default([]);

export const Attachment = z.object({
  id: Id,
  campaign: Slug,
  unit: Slug,
  form: Slug,
  slot: z.string(),
  /** The name as given, made safe by `safeName`; unknown until completion when a page without script sent the file. */
  name: z.string().optional(),
  /** What its sender calls it, where that is no safe name. */
  originalName: z.string().optional(),
  key: z.string(),
  type: z.string(),
  /** Bytes announced when the upload was asked for; a page without script cannot know them. */
  announcedSize: z.int().min(0).optional(),
  state: AttachmentState,
  findings: z.array(KeptFinding).default([]),
  media: Media.optional(),
  uploadId: z.string().optional(),
  /** Bytes of each part but the last, of an upload in parts. */
  partSize: z.int().min(1).optional(),
  resized: Resized,
  /** Another file of the report that goes when this one has come. */
  replaces: Id.optional(),
  requestedAt: Instant,
  requestedBy: z.email(),
  /** What the unit says that it shows. */
  caption: z.string().optional(),
  /** Among the files of its slot, from 0; those that were never moved come last, as they were sent. */
  place: z.int().optional(),
  removed: z.boolean().default(false),
  pin: Pin.optional(),
  /** A later version of the object, of other bytes, which is not used. */
  newer: z.string().optional(),
  /** Of which version; it may be told before the upload is known to be complete. */
  scan: z.object({ versionId: z.string(), result: ScanResult }).optional(),
  /** Inspections that were begun. */
  attempts: z.int().default(0),
});
export type Attachment = z.infer<typeof Attachment>;

/** An attachment as a revision keeps it: enough to find and to prove the very bytes again. */
export const PinnedAttachment = Attachment.pick({
  id: true,
  slot: true,
  key: true,
  type: true,
  state: true,
  caption: true,
  originalName: true,
}).extend({
  name: z.string(),
  pin: Pin,
  /** As they were at the time; revisions from before there were any have none. */
  findings: z.array(KeptFinding).default([]),
});
export type PinnedAttachment = z.infer<typeof PinnedAttachment>;
