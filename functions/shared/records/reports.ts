import { Attachment } from '../../../schemas/attachment.ts';
import {
  Draft,
  HeadInBrief,
  Message,
  Receipt,
  ReportHead,
  Revision,
  RevisionInBrief,
} from '../../../schemas/report.ts';
import { withScan } from '../attachments/scan.ts';
import { successorsOf, withSuccessors } from '../attachments/successors.ts';
import { keys, type ReportId, reportIdOf } from './keys.ts';
import { pack, unpacked } from './packed.ts';
import type { Record, Table } from './shapes.ts';

/** What a unit is working on: its draft, and its attachments in their order within a slot. */
export interface Work {
  draft: Draft | undefined;
  attachments: Attachment[];
  /** Those that were removed; what had arrived of them can be taken back. */
  removed: Attachment[];
  /** What stands in the place of files that were replaced; the draft's answers name it already. */
  successors: ReadonlyMap<string, string>;
}

/** The queue of attachments whose bytes are not known to have arrived. */
export const UPLOAD_QUEUE = 'upload';

/** The queue of attachments that have arrived and wait for their verdict. */
export const INSPECTION_QUEUE = 'inspection';

/** Rows of reports as they are stored; answers are packed, because 500 rows of text pass DynamoDB's 400 KB. */
export const toRow = {
  /** Whose it is stands in the key alone, and what is no nil return says nothing: a desk reads thousands of these. */
  head: ({ campaign, unit, form, nil, ...head }: ReportHead): Record => ({
    ...keys.head({ campaign, unit, form }),
    type: 'head',
    ...head,
    ...(nil && { nil }),
  }),
  draft: (report: ReportId, draft: Draft): Record => pack({ ...keys.draft(report), type: 'draft', ...draft }),
  /** The file's content type makes room for the row's own type. */
  attachment: (attachment: Attachment): Record => ({
    ...keys.attachment(attachment, attachment.id),
    ...attachment,
    type: 'attachment',
    contentType: attachment.type,
    ...(attachment.state === 'awaiting' && { queue: UPLOAD_QUEUE, queuedAt: attachment.requestedAt }),
  }),
  revision: (revision: Revision): Record =>
    pack({ ...keys.revision(revision, revision.revision), type: 'revision', ...revision }),
  receipt: (receipt: Receipt): Record => ({
    ...keys.receipt(receipt.reference),
    type: 'receipt',
    ...receipt,
  }),
  message: (report: ReportId, message: Message): Record => ({
    ...keys.message(report, message.at),
    type: 'message',
    ...message,
  }),
};

const readDraft = (row: Record): Draft => Draft.parse({ ...row, ...unpacked(row) });

const readRevision = (row: Record): Revision => Revision.parse({ ...row, ...unpacked(row) });

export const readAttachment = (row: Record): Attachment =>
  withScan(Attachment.parse({ ...row, type: row.contentType }));

export async function findHead(table: Table, report: ReportId): Promise<ReportHead | undefined> {
  const row = await table.get(keys.head(report));
  return row && ReportHead.parse({ ...row, ...reportIdOf(row) });
}

/** Where every report of a campaign stands, or of one unit: one row a report that was ever touched. */
export async function listHeads(table: Table, campaign: string, unit?: string): Promise<ReportHead[]> {
  const rows = await table.query(keys.heads(campaign, unit));
  return rows.map((row) => ReportHead.parse({ ...row, ...reportIdOf(row) }));
}

/** The same in brief, for whoever looks at all reports of a campaign at once. */
export async function listStandings(table: Table, campaign: string): Promise<HeadInBrief[]> {
  const { unit: _unit, form: _form, ...told } = HeadInBrief.shape;
  const range = keys.heads(campaign);
  const rows = await table.query({ ...range, attributes: ['sk', ...Object.keys(told)] });
  return rows.map((row) => HeadInBrief.parse({ ...row, ...reportIdOf({ ...range, sk: row.sk }) }));
}

/** Identifiers are in the order in which files were asked for. */
export const byPlace = (a: Attachment, b: Attachment): number =>
  (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1);

export async function findWork(table: Table, report: ReportId): Promise<Work> {
  const rows = await table.query(keys.work(report));
  const row = rows.find(({ type }) => type === 'draft');
  const draft = row && readDraft(row);
  const attachments = rows.filter(({ type }) => type === 'attachment').map(readAttachment);
  const successors = successorsOf(attachments);
  return {
    draft: draft && { ...draft, answers: withSuccessors(draft.answers, successors) },
    successors,
    attachments: attachments.filter(({ removed }) => !removed).sort(byPlace),
    removed: attachments.filter(({ removed }) => removed),
  };
}

/** Removed ones too: revisions may keep them. */
export async function findAttachment(
  table: Table,
  report: ReportId,
  id: string,
): Promise<Attachment | undefined> {
  const row = await table.get(keys.attachment(report, id));
  return row && readAttachment(row);
}

export async function findRevision(
  table: Table,
  report: ReportId,
  revision: number,
): Promise<Revision | undefined> {
  const row = await table.get(keys.revision(report, revision));
  return row && readRevision(row);
}

/** What every revision of a report is called and when it came, oldest first: none of its answers. */
export async function listRevisionsInBrief(table: Table, report: ReportId): Promise<RevisionInBrief[]> {
  const attributes = Object.keys(RevisionInBrief.shape);
  const rows = await table.query({ ...keys.revisions(report), attributes });
  return rows.map((row) => RevisionInBrief.parse(row));
}

/** The newest revisions of a report, at most so many, the newest first. */
export async function findNewest(table: Table, report: ReportId, most: number): Promise<Revision[]> {
  const rows = await table.query({ ...keys.revisions(report), newestFirst: true, limit: most });
  return rows.map(readRevision);
}

/** All revisions of a report, oldest first. */
export async function listRevisions(table: Table, report: ReportId): Promise<Revision[]> {
  return (await table.query(keys.revisions(report))).map(readRevision);
}

/** All that is on record of a report: its draft and every revision, oldest first, and how much beside; read at once. */
export interface Written {
  draft: Draft | undefined;
  revisions: Revision[];
  messages: number;
  attachments: number;
}

export async function findWritten(table: Table, report: ReportId): Promise<Written> {
  const rows = await table.query(keys.report(report));
  const draft = rows.find(({ type }) => type === 'draft');
  return {
    draft: draft && readDraft(draft),
    revisions: rows.filter(({ type }) => type === 'revision').map(readRevision),
    messages: rows.filter(({ type }) => type === 'message').length,
    attachments: rows.filter(({ type }) => type === 'attachment').length,
  };
}

export async function listMessages(table: Table, report: ReportId): Promise<Message[]> {
  return (await table.query(keys.messages(report))).map((row) => Message.parse(row));
}

export async function findReceipt(table: Table, reference: string): Promise<Receipt | undefined> {
  const row = await table.get(keys.receipt(reference));
  return row && Receipt.parse(row);
}
