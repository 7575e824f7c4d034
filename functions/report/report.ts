import type { Attachment } from '../../schemas/attachment.ts';
import type { Figures } from '../../schemas/form.ts';
import type { Message, ReportHead, Revision, RevisionInBrief } from '../../schemas/report.ts';
import { withSuccessors } from '../shared/attachments/successors.ts';
import { findNewest, findWork, listMessages, listRevisionsInBrief } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { isLive } from '../shared/reports/live-draft.ts';
import { findOnRecord } from '../shared/reports/on-record.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';

/** What a unit sees of its report. */
export interface Report {
  head: ReportHead | undefined;
  /** Of the unit's other reports: what the check of this one compares with. */
  figures: Figures;
  /** The draft's version, to be sent with the next save; 0 when none was ever saved. */
  version: number;
  /** When the draft was saved, if what is shown is a draft and not the newest revision. */
  savedAt: string | undefined;
  answers: unknown;
  explanations: { [key: string]: string };
  attachments: Attachment[];
  /** Files that were removed; those that had arrived can be taken back. */
  removed: Attachment[];
  /** What was submitted last. */
  newest: Revision | undefined;
  /** All of them, oldest first. */
  revisions: RevisionInBrief[];
  messages: Message[];
}

export async function loadReport(table: Table, own: OwnReport): Promise<Report> {
  const [{ head, figures }, { draft, attachments, removed, successors }, [newest], revisions, messages] =
    await Promise.all([
      findOnRecord(table, own),
      findWork(table, own),
      findNewest(table, own, 1),
      listRevisionsInBrief(table, own),
      listMessages(table, own),
    ]);
  const shown = isLive(draft, head) ? draft : newest;
  return {
    head,
    figures,
    version: draft?.version ?? 0,
    savedAt: isLive(draft, head) ? draft.savedAt : undefined,
    answers: withSuccessors(shown?.answers ?? {}, successors),
    explanations: shown?.explanations ?? {},
    attachments,
    removed,
    newest,
    revisions,
    messages,
  };
}
