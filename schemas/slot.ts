import type { Text } from './text.ts';

export interface FileType {
  /** Lower case, without the dot. */
  extension: string;
  contentType: string;
  label?: Text;
}

/** What the files of a slot must be like, beyond their kind. */
export type MediaRule =
  | {
      kind: 'video';
      maxSeconds: number;
      /** Width to height as the video is shown. */
      shape: readonly [number, number];
      /** Columns are asked of square pixels only: 1440x1080 with 4:3 pixels is shown as wide as 1920. */
      minWidth: number;
      minHeight: number;
    }
  | { kind: 'picture'; minLong: number; minShort: number };

/** A place of a form that files are attached to. */
export interface Slot {
  id: string;
  title: Text;
  description?: Text;
  types: FileType[];
  media?: MediaRule;
  /** Bytes of one file. */
  maxBytes: number;
  /** Files; a submission needs so many that are complete and not refused. */
  min: number;
  max: number;
}

/** `总结.PDF` => `pdf`, lower case; '' when there is none. */
export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** Bytes that S3 takes of a part that is not the last one, and what a bad line should not have to send twice. */
export const SMALLEST_PART = 5 * MIB;
export const LARGEST_PART = 64 * MIB;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const TYPES = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  wps: 'application/vnd.ms-works',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  wmv: 'video/x-ms-wmv',
  mkv: 'video/x-matroska',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
} as const;

/** The file types of these extensions, in this order. */
export function fileTypes(...extensions: (keyof typeof TYPES)[]): FileType[] {
  return extensions.map((extension) => ({ extension, contentType: TYPES[extension] }));
}
