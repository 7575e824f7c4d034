import type { Figures } from '../../../schemas/form.ts';
import type { ReportHead } from '../../../schemas/report.ts';
import { listHeads } from '../records/reports.ts';
import type { Table } from '../records/shapes.ts';
import type { OwnReport } from './own-report.ts';

/** Where a report stands, and what the unit's other reports say that its checks compare with. */
export interface OnRecord {
  head: ReportHead | undefined;
  figures: Figures;
}

const counts = ({ revision, state }: ReportHead) => revision > 0 && state !== 'withdrawn';

/** What a unit's reports but this one say, from the heads of the unit. */
export const figuresBeside = (form: string, heads: readonly ReportHead[]): Figures =>
  Object.fromEntries(
    heads.filter((head) => head.form !== form && counts(head)).map((head) => [head.form, head.figures]),
  );

/**
 * All heads of the unit, in one call of the store: it takes the place of reading one head, so that a check across
 * forms costs a submission no further call.
 */
export async function findOnRecord(table: Table, own: OwnReport): Promise<OnRecord> {
  const heads = await listHeads(table, own.campaign, own.unit);
  return {
    head: heads.find(({ form }) => form === own.form),
    figures: figuresBeside(own.form, heads),
  };
}
