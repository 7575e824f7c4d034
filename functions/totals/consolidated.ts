import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import { localTime } from '../shared/local-time.ts';
import { Problem } from '../shared/problems.ts';
import { safeName } from '../shared/safe-name.ts';
import { consolidatedTable } from '../shared/workbook/consolidated.ts';
import type { Counted } from './counted.ts';

/** A function answers at most 6 MB, and bytes travel as text of 4/3 their length. */
const MOST_BYTES = 4_400_000;

/**
 * All answers to a form as a spreadsheet; files by the names that the units gave them.
 * @throws Problem `too-large-table`
 */
export async function consolidated(
  campaign: Campaign,
  form: Form,
  reports: readonly Counted[],
  now: Date,
): Promise<{ name: string; bytes: Buffer }> {
  const files = reports.flatMap(({ revision }) => revision.attachments);
  const names = new Map(files.map(({ id, name }) => [id, name]));
  const bytes = await consolidatedTable(form, reports, campaign.timeZone, (id) => names.get(id));
  if (bytes.length > MOST_BYTES) throw new Problem('table-too-large');
  const time = localTime(campaign, now).replaceAll(/[-:]/g, '').replace(' ', '-');
  return { name: safeName(`${campaign.title.zh}-${form.short.zh}-汇总表-${time}.xlsx`), bytes };
}
