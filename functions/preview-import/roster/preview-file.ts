import type { Campaign } from '../../../schemas/campaign.ts';
import type { RosterImportPreview } from '../../../schemas/contract/roster-import.ts';
import type { Language } from '../../../schemas/text.ts';
import { previewLines } from '../../shared/roster/import/preview.ts';
import type { Dependencies } from '../dependencies.ts';
import { readGrids } from '../grids.ts';
import { readLines } from './read.ts';
import { findTables } from './tables.ts';

/** What a file would change; nothing is written. @throws Problem `unreadable-workbook` */
export async function previewFile(
  d: Pick<Dependencies, 'table' | 'campaign'>,
  standing: Campaign,
  bytes: Buffer,
  language: Language,
): Promise<RosterImportPreview> {
  return previewLines(d, readLines(findTables(await readGrids(bytes), standing), standing), language);
}
