import type { FileType, Form, Slot } from '../../../schemas/form.ts';
import { extensionOf } from '../../../schemas/slot.ts';

export const slotOf = ({ slots }: Form, id: string): Slot | undefined => slots.find((slot) => slot.id === id);

/** The kind of file that a name claims to be, among those that belong into the slot. */
export function typeByName({ types }: Slot, name: string): FileType | undefined {
  const extension = extensionOf(name);
  return types.find((type) => type.extension === extension);
}

/** What browsers and office suites call kinds of files, beside their proper names. Nothing known is no lie. */
const ALIASES: { [contentType: string]: RegExp } = {
  'image/jpeg': /^image\/(jpg|pjpeg)$/,
  'image/png': /^image\/x-png$/,
  'application/pdf': /^application\/(x-pdf|wps-office\.pdf)$/,
};
const UNKNOWN = /^(application\/octet-stream|binary\/octet-stream)?$/;
const OFFICE = /^application\/(wps-office\.\w+|kswps|kset|zip|x-zip-compressed|msword|vnd\.[\w.-]+)$/;

/** Does what the browser says of a file go together with its kind? Videos have many names, so any will do. */
export function isSameType(given: string, { contentType }: FileType): boolean {
  const said = given.toLowerCase().split(';')[0]?.trim() ?? '';
  if (said === contentType || UNKNOWN.test(said) || ALIASES[contentType]?.test(said)) return true;
  if (contentType.startsWith('video/')) return said.startsWith('video/');
  return /msword|vnd\./.test(contentType) && OFFICE.test(said);
}
