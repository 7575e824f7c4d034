import { Talk } from '../../../schemas/report.ts';
import { keys, type ReportId } from '../records/keys.ts';
import type { Table, Update } from '../records/shapes.ts';

/** The two who talk about a report: its unit, and the offices as one. */
export type Side = 'unit' | 'office';

export async function findTalk(table: Table, report: ReportId): Promise<Talk | undefined> {
  const row = await table.get(keys.talk(report));
  return row && Talk.parse(row);
}

/** The conversations of a campaign or of one unit: one row a report that was ever written about. */
export async function listTalks(table: Table, campaign: string, unit?: string): Promise<Talk[]> {
  const attributes = Object.keys(Talk.shape);
  return (await table.query({ ...keys.talks(campaign, unit), attributes })).map((row) => Talk.parse(row));
}

/** Has the other side written something that this one has not opened yet? */
export function isUnread(talk: Talk | undefined, side: Side): boolean {
  if (!talk) return false;
  const [said, read] =
    side === 'unit' ? [talk.officeSaidAt, talk.unitReadAt] : [talk.unitSaidAt, talk.officeReadAt];
  return said !== undefined && (read === undefined || read < said);
}

/** Whoever writes has read; an office that writes is the one to answer to. */
export function saidBy(side: Side, report: ReportId, at: string, office: string | undefined): Update {
  const { campaign, unit, form } = report;
  return {
    key: keys.talk(report),
    update:
      `SET #type = :talk, #campaign = :campaign, #unit = :unit, #form = :form, ${side}SaidAt = :at, ${side}ReadAt = :at` +
      (office === undefined ? '' : ', #office = :office'),
    names: {
      '#type': 'type',
      '#campaign': 'campaign',
      '#unit': 'unit',
      '#form': 'form',
      ...(office !== undefined && { '#office': 'office' }),
    },
    values: {
      ':talk': 'talk',
      ':campaign': campaign,
      ':unit': unit,
      ':form': form,
      ':at': at,
      ...(office !== undefined && { ':office': office }),
    },
  };
}

/** Notes that a side has opened the conversation; nothing is written when there is nothing new. */
export async function markRead(
  table: Table,
  report: ReportId,
  talk: Talk | undefined,
  side: Side,
  now: Date,
): Promise<void> {
  if (!isUnread(talk, side)) return;
  await table.update({
    key: keys.talk(report),
    update: `SET ${side}ReadAt = :now`,
    values: { ':now': now.toISOString() },
  });
}
