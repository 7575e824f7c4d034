import type { Quota } from '../quota.ts';
import { fileTypes, GIB, MIB, type Slot } from '../slot.ts';

/** Of a report that is mostly paper. */
export const ONE_REPORT: Quota = { files: 30, bytes: GIB };

/** The stamped scan. Whether a form requires it is its `min`. */
export const scan: Slot = {
  id: 'scan',
  title: { zh: '盖章扫描件', en: 'Stamped scan' },
  description: {
    zh: '加盖公章后的扫描件，PDF或jpg，每个不超过100 MB',
    en: 'The form with the official seal affixed, as PDF or jpg, at most 100 MB each',
  },
  types: fileTypes('pdf', 'jpg', 'jpeg'),
  maxBytes: 100 * MIB,
  min: 0,
  max: 20,
};

export const extra: Slot = {
  id: 'extra',
  title: { zh: '其他附件', en: 'Other attachments' },
  description: {
    zh: 'PDF、docx、xlsx、jpg或png，每个不超过100 MB',
    en: 'PDF, docx, xlsx, jpg or png, at most 100 MB each',
  },
  types: fileTypes('pdf', 'docx', 'xlsx', 'jpg', 'jpeg', 'png'),
  maxBytes: 100 * MIB,
  min: 0,
  max: 20,
};
