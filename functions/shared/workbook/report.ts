import type { Unit } from '../../../schemas/campaign.ts';
import type { ReportHead, Revision } from '../../../schemas/report.ts';

/** What a consolidated table tells of one report. */
export interface ConsolidatedReport {
  unit: Pick<Unit, 'name'>;
  head: Pick<ReportHead, 'state'>;
  revision: Pick<Revision, 'answers' | 'explanations' | 'nil' | 'reference' | 'revision' | 'submittedAt'>;
}
