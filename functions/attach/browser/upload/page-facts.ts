import type { Slot } from '../../../../schemas/slot.ts';
import type { Language } from '../../../../schemas/text.ts';

/** What the page tells its script, as JSON in `data-upload`. */
export interface PageFacts {
  form: string;
  unit: string;
  /** `<campaign>/<unit>/<form>/<slot>`, and `/<id>` of the file that is replaced. */
  place: string;
  slot: Pick<Slot, 'id' | 'types' | 'maxBytes' | 'media'>;
  language: Language;
  /** The file that an upload takes the place of. */
  replaces?: string | undefined;
  /** What has arrived in the slot. */
  files: { name: string; size: number }[];
  /** The unfinished upload that the page is about. */
  begun?: { id: string; name: string; size: number } | undefined;
}
