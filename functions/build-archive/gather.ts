import type { Attachment } from '../../schemas/attachment.ts';
import type { Unit } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { ReportHead, Revision } from '../../schemas/report.ts';
import { findRevision, findWork } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';

/** All that an archive needs to know of one report, as it was when it was planned. */
export interface Gathered {
  head: ReportHead;
  unit: Unit;
  form: Form;
  revision: Revision;
  /** The unit's files as they stand, removed ones too: what was inspected after the submission is known here, not in the revision. */
  attachments: Attachment[];
}

/** Reports read at once. */
const PARALLEL = 8;

async function gatherOne(table: Table, head: ReportHead, unit: Unit, form: Form): Promise<Gathered> {
  const [revision, { attachments, removed }] = await Promise.all([
    findRevision(table, head, head.revision),
    findWork(table, head),
  ]);
  // The head names it and was written with it in one transaction: without it something is broken, and to leave
  // the report out silently would be worse than to fail.
  if (!revision) throw new Error('a report has no row for its newest revision');
  return { head, unit, form, revision, attachments: [...attachments, ...removed] };
}

/** Reads the newest revision of each report; the order stays. */
export async function gather(
  table: Table,
  heads: readonly ReportHead[],
  units: readonly Unit[],
  forms: readonly Form[],
): Promise<Gathered[]> {
  const gathered: Gathered[] = [];
  for (let at = 0; at < heads.length; at += PARALLEL) {
    const some = heads.slice(at, at + PARALLEL).map(async (head) => {
      const unit = units.find(({ id }) => id === head.unit);
      const form = forms.find(({ id }) => id === head.form);
      return unit && form ? [await gatherOne(table, head, unit, form)] : [];
    });
    gathered.push(...(await Promise.all(some)).flat());
  }
  return gathered;
}
