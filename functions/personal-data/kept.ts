import { type PersonalAnswer, personalAnswers } from '../../schemas/fields/personal.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { FormerContact, RosterContact } from '../../schemas/roster.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { keys } from '../shared/records/keys.ts';
import { findWritten, listHeads, type Written } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';

/** Everything that is on record of a report. */
export interface KeptReport extends Written {
  head: ReportHead;
  form: Form;
  fields: Field[];
}

const PARALLEL = 16;

/**
 * Does something with each report of the campaign. Each is read whole, a few at a time, and let go again: it is done
 * once a campaign, or for one person who asks.
 */
export async function ofEachReport<Answer>(
  table: Table,
  campaign: string,
  forms: readonly Form[],
  work: (report: KeptReport) => Answer | Promise<Answer>,
): Promise<Answer[]> {
  const known = (await listHeads(table, campaign)).flatMap((head) => {
    const form = forms.find(({ id }) => id === head.form);
    return form ? [{ head, form }] : [];
  });
  return inParallel(known, PARALLEL, async ({ head, form }) =>
    work({ head, form, fields: fieldsOf(form), ...(await findWritten(table, head)) }),
  );
}

/** The personal answers of the draft and of every revision. */
export const personalOf = ({ fields, draft, revisions }: KeptReport): PersonalAnswer[] =>
  [...(draft ? [draft] : []), ...revisions].flatMap(({ answers }) => personalAnswers(fields, answers));

export async function listContacts(table: Table, campaign: string): Promise<RosterContact[]> {
  return (await table.query(keys.contactsOfAll(campaign))).map((row) => RosterContact.parse(row));
}

/** Who was responsible before, of all units and offices. */
export async function listFormer(table: Table, campaign: string): Promise<FormerContact[]> {
  return (await table.query(keys.formerContactsOfAll(campaign))).map((row) => FormerContact.parse(row));
}
