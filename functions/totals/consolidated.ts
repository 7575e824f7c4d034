import { localTime } from '../shared/local-time.ts';
import { Problem } from '../shared/problems.ts';
import { safeName } from '../shared/safe-name.ts';
import { consolidatedTable } from '../shared/workbook/consolidated.ts';
import { type Asked, aboutTable } from './about.ts';
import { WORDS } from './words.ts';

/** A function answers at most 6 MB, and bytes travel as text of 4/3 their length. */
const MOST_BYTES = 4_400_000;

/**
 * All answers to a form as a spreadsheet; files by the names that the units gave them.
 * @throws Problem `table-too-large`
 */
export async function consolidated(asked: Asked): Promise<{ name: string; bytes: Buffer }> {
  const { campaign, form, reports, now, language } = asked;
  const files = reports.flatMap(({ revision }) => revision.attachments);
  const names = new Map(files.map(({ id, name }) => [id, name]));
  const pathOf = (id: string) => names.get(id);
  const reader = { language, timeZone: campaign.timeZone, pathOf };
  const bytes = await consolidatedTable(form, reports, reader, aboutTable(asked));
  if (bytes.length > MOST_BYTES) throw new Problem('table-too-large');
  const time = localTime(campaign, now).replaceAll(/[-:]/g, '').replace(' ', '-');
  const title = [campaign.title, form.short, WORDS.table].map((text) => text[language]).join('-');
  return { name: safeName(`${title}-${time}.xlsx`), bytes };
}
