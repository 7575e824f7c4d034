import { type Campaign, closesOf, dueOf, obligation } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Session } from '../../../schemas/session.ts';
import { Problem } from '../problems.ts';
import type { ReportId } from '../records/keys.ts';

/** A report of the unit that asks: its form, its keys and its deadlines. */
export interface OwnReport extends ReportId {
  definition: Form;
  due: Date;
  closes: Date;
}

/** @throws Problem `not-allowed` when the session acts for no unit of this campaign */
export function unitOfSession(campaign: Campaign, session: Session): string {
  if (session.campaign !== campaign.id || session.unit === undefined) throw new Problem('not-allowed');
  return session.unit;
}

/**
 * The report that a unit may send for a form, owed or optional.
 * @throws Problem `not-found` alike for forms that do not exist and those that are not asked of this unit
 */
export function ownReport(campaign: Campaign, session: Session, form: string): OwnReport {
  const unit = unitOfSession(campaign, session);
  const definition = formOf(form);
  const due = dueOf(campaign, form, unit);
  const closes = closesOf(campaign, form, unit);
  if (!definition || !due || !closes || obligation(campaign, unit, form) === 'none') {
    throw new Problem('not-found');
  }
  return { campaign: campaign.id, unit, form, definition, due, closes };
}
