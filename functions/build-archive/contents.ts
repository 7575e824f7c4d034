import type { PinnedAttachment } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { asKnownNow } from '../shared/attachments/as-known-now.ts';
import { findingsIn } from '../shared/attachments/findings.ts';
import { withheldAs } from '../shared/attachments/scan.ts';
import { localTime } from '../shared/local-time.ts';
import { fileWords, STATE_WORDS } from '../shared/state-words.ts';
import type { Gathered } from './gather.ts';
import type { Paths } from './paths.ts';
import type { Entry, LeftOut, Provenance } from './plan-shape.ts';

/**
 * Accepted by inspection, refused, waiting or unchecked: as it is known now.
 */
function inspection({ attachments }: Gathered, file: PinnedAttachment) {
  const known = asKnownNow(attachments, file);
  return {
    inspection: `${known.state} ${fileWords(known).zh}`,
    findings: findingsIn(known, 'zh')
      .map(({ message }) => message)
      .join('；'),
  };
}

/** The archive holds no file that nobody is given; it says itself that it was left out. */
const leftOutAs = ({ attachments }: Gathered, file: PinnedAttachment, scanned: boolean) =>
  withheldAs(asKnownNow(attachments, file), scanned);

/** The files of the reports that are not in the archive. @param scanned are files scanned for malware here? */
export const leftOutOf = (campaign: Campaign, reports: readonly Gathered[], scanned: boolean): LeftOut[] =>
  reports.flatMap((report) =>
    report.revision.attachments.flatMap((file) => {
      const why = leftOutAs(report, file, scanned);
      return why === undefined
        ? []
        : [{ size: file.pin.size, provenance: provenance(campaign, report, file), why }];
    }),
  );

function provenance(campaign: Campaign, report: Gathered, file: PinnedAttachment): Provenance {
  const { head, unit, revision } = report;
  return {
    unit: head.unit,
    unitName: unit.name.zh,
    form: head.form,
    reference: revision.reference,
    revision: revision.revision,
    state: `${head.state} ${STATE_WORDS[head.state].zh}`,
    originalName: file.originalName ?? file.name,
    caption: file.caption ?? '',
    ...inspection(report, file),
    uploadedAt: localTime(campaign, file.pin.completedAt),
  };
}

/** The files of the reports, `哈尔滨市/媒体资料/开幕式.mp4`: each once, pinned to the bytes that were submitted. */
export function fileEntries(
  campaign: Campaign,
  reports: readonly Gathered[],
  paths: Paths,
  scanned: boolean,
): Map<string, Entry> {
  const folders = new Map<string, string>();
  const folder = (parent: string, name: string, id: string) => {
    const known = folders.get(id) ?? paths.folder(parent, name);
    folders.set(id, known);
    return known;
  };
  const entries = new Map<string, Entry>();
  for (const report of reports) {
    const { unit, form, revision } = report;
    for (const file of revision.attachments) {
      if (leftOutAs(report, file, scanned)) continue;
      const ofUnit = folder('', unit.name.zh, unit.id);
      const ofForm = folder(ofUnit, form.short.zh, `${unit.id}/${form.id}`);
      const { versionId, etag, size, crc32, completedAt } = file.pin;
      entries.set(file.id, {
        path: paths.file(ofForm, file.name),
        source: { bucket: 'attachments', key: file.key, versionId, etag, size, crc32 },
        modifiedAt: completedAt,
        provenance: provenance(campaign, report, file),
      });
    }
  }
  return entries;
}
