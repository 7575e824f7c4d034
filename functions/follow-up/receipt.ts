import { dueOf, timeliness } from '../../schemas/campaign.ts';
import type { ReceiptView } from '../../schemas/contract/reports.ts';
import type { Form } from '../../schemas/form.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { readReference } from '../../schemas/reference.ts';
import type { ReportHead, Revision } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { inLanguage, type Language } from '../../schemas/text.ts';
import { asKnownNow, type KnownFile } from '../shared/attachments/as-known-now.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { Problem } from '../shared/problems.ts';
import { findHead, findReceipt, findRevision, findWork } from '../shared/records/reports.ts';
import type { Dependencies } from './dependencies.ts';

export interface FoundReceipt {
  form: Form;
  revision: Revision;
  head: ReportHead;
  /** Its files, with what is known of them now. */
  files: KnownFile[];
}

/**
 * The revision that a reference number names, for its own unit and for the offices.
 * @throws Problem `not-found` alike for numbers that do not exist and those of others
 */
export async function findOwnReceipt(
  { table, campaign }: Dependencies,
  session: Session,
  typed: string,
): Promise<FoundReceipt> {
  const reference = readReference(typed);
  const receipt = reference === undefined ? undefined : await findReceipt(table, reference);
  const mine = session.role !== 'unit' || receipt?.unit === session.unit;
  if (!receipt || !mine || receipt.campaign !== campaign.id || session.campaign !== campaign.id) {
    throw new Problem('not-found');
  }
  const [revision, head, { attachments, removed }] = await Promise.all([
    findRevision(table, receipt, receipt.revision),
    findHead(table, receipt),
    findWork(table, receipt),
  ]);
  const form = formOf(receipt.form);
  if (!revision || !head || !form) throw new Error('a receipt without its report');
  const known = [...attachments, ...removed];
  const files = revision.attachments.map((file) => asKnownNow(known, file));
  return { form, revision, head, files };
}

export function receiptView(
  { campaign, clock }: Dependencies,
  { form, revision, head, files }: FoundReceipt,
  language: Language,
): ReceiptView {
  const { unit, reference, submittedAt, nil, answers, explanations, doubts } = revision;
  const first = new Date(head.firstSubmittedAt ?? submittedAt);
  return {
    reference,
    campaign: campaign.id,
    unit,
    form: form.id,
    title: form.title[language],
    revision: revision.revision,
    submittedAt,
    due: (dueOf(campaign, form.id, unit) ?? first).toISOString(),
    state: head.state,
    timeliness: timeliness(campaign, unit, form.id, first, clock()),
    nil,
    answers,
    explanations,
    doubts: inLanguage(doubts, language),
    attachments: files.map((attachment) => attachmentSummary(attachment, language)),
  };
}
