import type { Attachment } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { DeskReport } from '../../schemas/contract/desk.ts';
import type { Message, ReportHead, Revision, RevisionInBrief } from '../../schemas/report.ts';
import { inLanguage, type Language } from '../../schemas/text.ts';
import { asKnownNow } from '../shared/attachments/as-known-now.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import {
  findHead,
  findNewest,
  findRevision,
  findWork,
  listMessages,
  listRevisions,
  listRevisionsInBrief,
} from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { standingOf } from '../shared/reports/standing.ts';
import type { AskedReport } from './asked-report.ts';

/** A report as the office sees it, beside what was submitted; never what the unit is still typing. */
interface Around {
  head: ReportHead | undefined;
  messages: Message[];
  /** The unit's files as they stand, removed ones too: an inspection may end after the submission. */
  files: Attachment[];
}

async function loadAround(table: Table, asked: AskedReport): Promise<Around> {
  const [head, messages, { attachments, removed }] = await Promise.all([
    findHead(table, asked),
    listMessages(table, asked),
    findWork(table, asked),
  ]);
  return { head, messages, files: [...attachments, ...removed] };
}

/** With all that was ever submitted, the newest first. */
export interface Report extends Around {
  revisions: Revision[];
}

export async function loadReport(table: Table, asked: AskedReport): Promise<Report> {
  const [around, revisions] = await Promise.all([loadAround(table, asked), listRevisions(table, asked)]);
  return { ...around, revisions: revisions.toReversed() };
}

/** With what a page shows of it: one revision and the one before it; of the others what a list says, newest first. */
export interface ShownReport extends Around {
  revisions: RevisionInBrief[];
  shown: Revision | undefined;
  before: Revision | undefined;
}

/** A revision, by default the newest, and the one before it. */
async function findPair(table: Table, asked: AskedReport, revision: number | undefined) {
  if (revision === undefined) return findNewest(table, asked, 2);
  const pair = await Promise.all([revision, revision - 1].map((one) => findRevision(table, asked, one)));
  return pair[0] ? pair : findNewest(table, asked, 2);
}

export async function loadShown(
  table: Table,
  asked: AskedReport,
  revision: number | undefined,
): Promise<ShownReport> {
  const [around, revisions, [shown, before]] = await Promise.all([
    loadAround(table, asked),
    listRevisionsInBrief(table, asked),
    findPair(table, asked, revision),
  ]);
  return { ...around, revisions: revisions.toReversed(), shown, before };
}

/** What is told of a report beside its revisions. */
export type ReportFacts = Omit<DeskReport, 'revisions'>;
export type ToldRevision = DeskReport['revisions'][number];

export function reportFacts(
  campaign: Campaign,
  asked: AskedReport,
  { head, messages }: Around,
  now: Date,
  language: Language,
): ReportFacts {
  return {
    ...standingOf(campaign, asked, head, now),
    campaign: asked.campaign,
    unit: asked.unit,
    name: asked.who.name[language],
    form: asked.form,
    title: asked.definition.title[language],
    due: asked.due.toISOString(),
    closes: asked.closes.toISOString(),
    messages,
  };
}

export function toldRevision(
  {
    revision,
    reference,
    submittedAt,
    submittedBy,
    nil,
    answers,
    explanations,
    doubts,
    attachments,
  }: Revision,
  { timeliness }: ReportFacts,
  files: readonly Attachment[],
  language: Language,
): ToldRevision {
  return {
    revision,
    reference,
    submittedAt,
    submittedBy,
    timeliness,
    nil,
    answers,
    explanations,
    doubts: inLanguage(doubts, language),
    attachments: attachments.map((file) => attachmentSummary(asKnownNow(files, file), language)),
  };
}

export function deskReport(
  campaign: Campaign,
  asked: AskedReport,
  report: Report,
  now: Date,
  language: Language,
): DeskReport {
  const facts = reportFacts(campaign, asked, report, now, language);
  const { revisions, files } = report;
  return { ...facts, revisions: revisions.map((one) => toldRevision(one, facts, files, language)) };
}
