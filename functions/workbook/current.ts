import type { Attachment } from '../../schemas/attachment.ts';
import type { Figures } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { findRevision, findWork } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { isLive } from '../shared/reports/live-draft.ts';
import { findOnRecord } from '../shared/reports/on-record.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';

/** What a report holds now. */
export interface Current {
  head: ReportHead | undefined;
  figures: Figures;
  /** The draft's version; 0 when none was ever saved. */
  version: number;
  /** Undefined when nothing was ever saved or submitted. */
  answers: unknown;
  files: (Attachment & { name: string })[];
}

/** The draft, or the newest revision when that came after it. */
export async function findCurrent(table: Table, own: OwnReport): Promise<Current> {
  const [{ head, figures }, { draft, attachments }] = await Promise.all([
    findOnRecord(table, own),
    findWork(table, own),
  ]);
  const live = isLive(draft, head) ? draft : undefined;
  const revision = live || !head?.revision ? undefined : await findRevision(table, own, head.revision);
  return {
    head,
    figures,
    version: draft?.version ?? 0,
    answers: (live ?? revision)?.answers,
    files: attachments.map((file) => ({ ...file, name: file.name ?? file.id })),
  };
}
