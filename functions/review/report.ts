import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { DeskReport } from '../../schemas/contract/desk.ts';
import type { Message, ReportHead, Revision } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { findHead, findWork, listMessages, listRevisions } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { standingOf } from '../shared/reports/standing.ts';
import type { AskedReport } from './asked-report.ts';
import type { FoundFile } from './find-file.ts';

/** A report as the office sees it: what was submitted, never what the unit is still typing. */
export interface Report {
  head: ReportHead | undefined;
  /** Newest first. */
  revisions: Revision[];
  messages: Message[];
  /** The unit's files as they stand: an inspection may end after the submission. */
  files: Attachment[];
}

export async function loadReport(table: Table, asked: AskedReport): Promise<Report> {
  const [head, revisions, messages, { attachments }] = await Promise.all([
    findHead(table, asked),
    listRevisions(table, asked),
    listMessages(table, asked),
    findWork(table, asked),
  ]);
  return { head, revisions: revisions.toReversed(), messages, files: attachments };
}

/** The file with what is known of the very same bytes now, else as it was submitted. */
export function asKnownNow(files: readonly Attachment[], submitted: PinnedAttachment): FoundFile {
  const now = files.find(({ id, pin }) => id === submitted.id && pin?.versionId === submitted.pin.versionId);
  const { name, caption, pin } = submitted;
  return now ? { ...now, name, caption, pin } : submitted;
}

export function deskReport(
  campaign: Campaign,
  asked: AskedReport,
  { head, revisions, messages, files }: Report,
  now: Date,
  language: Language,
): DeskReport {
  const standing = standingOf(campaign, asked, head, now);
  return {
    ...standing,
    campaign: asked.campaign,
    unit: asked.unit,
    name: asked.who.name[language],
    form: asked.form,
    title: asked.definition.title[language],
    due: asked.due.toISOString(),
    closes: asked.closes.toISOString(),
    revisions: revisions.map(
      ({ revision, reference, submittedAt, submittedBy, nil, answers, explanations, attachments }) => ({
        revision,
        reference,
        submittedAt,
        submittedBy,
        timeliness: standing.timeliness,
        nil,
        answers,
        explanations,
        attachments: attachments.map((file) => attachmentSummary(asKnownNow(files, file), language)),
      }),
    ),
    messages,
  };
}
