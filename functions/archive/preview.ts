import type { ArchiveChoice } from '../../schemas/archive.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { ArchivePreview } from '../../schemas/contract/archives.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { attachedTo, choose } from '../shared/archives/choice.ts';
import { knownChoice } from './known-choice.ts';

/**
 * What an archive would hold if it were asked for now, from the heads alone: it costs the same for ten files and for
 * ten thousand.
 * @throws Problem `invalid-input` for forms and units that the campaign does not have
 */
export function preview(
  campaign: Campaign,
  given: ArchiveChoice,
  heads: readonly ReportHead[],
): ArchivePreview {
  const choice = knownChoice(campaign, given);
  const { reports, missing } = choose(campaign, choice, heads);
  return { choice, reports: reports.length, ...attachedTo(choice, reports), missing };
}
