import { obligation } from '../../schemas/campaign.ts';
import type { ReportList } from '../../schemas/contract/reports.ts';
import { forms } from '../../schemas/forms/index.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { listUnread } from '../shared/messages/talk.ts';
import { listHeads, listMessages } from '../shared/records/reports.ts';
import { ownReport, unitOfSession } from '../shared/reports/own-report.ts';
import { standingOf } from '../shared/reports/standing.ts';
import type { Dependencies } from './dependencies.ts';

/** Lists show as much; the report itself shows the whole reason. */
const MOST_SHOWN = 120;

function excerpt(reason: string): string {
  const characters = [...reason.replace(/\s+/g, ' ').trim()];
  return characters.slice(0, MOST_SHOWN).join('') + (characters.length > MOST_SHOWN ? '…' : '');
}

/** The reports that a unit owes or may send, in the order of the forms. */
export async function reportList(
  { table, campaign, clock }: Dependencies,
  session: Session,
  language: Language,
): Promise<ReportList> {
  const unit = unitOfSession(campaign, session);
  const [heads, unread] = await Promise.all([
    listHeads(table, campaign.id, unit),
    listUnread(table, 'unit', campaign.id, unit),
  ]);
  const returned = heads.filter(({ state }) => state === 'returned').map(({ form }) => form);
  const reasons = new Map(
    await Promise.all(
      returned.map(async (form) => {
        const messages = await listMessages(table, { campaign: campaign.id, unit, form });
        return [form, messages.findLast(({ decision }) => decision === 'return')?.message] as const;
      }),
    ),
  );
  const asked = forms.filter(({ id }) => obligation(campaign, unit, id) !== 'none');
  return {
    campaign: campaign.id,
    unit,
    reports: asked.map(({ id, title }) => {
      const own = ownReport(campaign, session, id);
      const head = heads.find(({ form }) => form === id);
      const reason = reasons.get(id);
      return {
        form: id,
        title: title[language],
        due: own.due.toISOString(),
        closes: own.closes.toISOString(),
        ...standingOf(campaign, own, head, clock()),
        ...(unread.some(({ form }) => form === id) && { unread: true as const }),
        ...(reason !== undefined && { returned: excerpt(reason) }),
      };
    }),
  };
}
