import * as z from 'zod';
import { asText, oneLine } from './clean.ts';
import { describeField, type Kind, type Label } from './field.ts';

const MOST_CHARACTERS = 100;

/** The id of a file that was uploaded to one of the slots. */
export function attachment({ slots, ...label }: Label & { slots: string[] }) {
  return describeField(z.string().max(MOST_CHARACTERS), 'attachment', label, { slots });
}

export const attachmentKind: Kind = {
  clean: (value) => asText(value, oneLine),
  code: 'not-an-attachment',
  wanted: () => ({ zh: '已上传的文件', en: 'an uploaded file' }),
  show: String,
};
