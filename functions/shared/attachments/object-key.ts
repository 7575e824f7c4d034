import * as z from 'zod';
import { Id, Slug } from '../../../schemas/identifier.ts';
import type { ReportId } from '../records/keys.ts';

const Key = z.tuple([Slug, Slug, Slug, Id]);

/** Whose object a key names; undefined when it is none of ours. */
export function attachmentOf(key: string): { report: ReportId; id: string } | undefined {
  const parts = Key.safeParse(key.split('/'));
  if (!parts.success) return undefined;
  const [campaign, unit, form, id] = parts.data;
  return { report: { campaign, unit, form }, id };
}
