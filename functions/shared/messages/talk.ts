import type * as z from 'zod';
import { Talk } from '../../../schemas/report.ts';
import { keys, type ReportId } from '../records/keys.ts';
import type { Table, Update } from '../records/shapes.ts';

/** The two who talk about a report: its unit, and the offices as one. */
export type Side = 'unit' | 'office';

export async function findTalk(table: Table, report: ReportId): Promise<Talk | undefined> {
  const row = await table.get(keys.talk(report));
  return row && Talk.parse(row);
}

/** When the other side last wrote, and when this one last looked. */
const NEWS = {
  unit: { said: 'officeSaidAt', read: 'unitReadAt' },
  office: { said: 'unitSaidAt', read: 'officeReadAt' },
} as const;

const Unread = Talk.pick({ unit: true, form: true });
export type Unread = z.infer<typeof Unread>;

/**
 * The reports of a campaign or of one unit of which this side has not read the newest message. The store sorts out
 * the others: conversations are many, and hardly any has news.
 */
export async function listUnread(
  table: Table,
  side: Side,
  campaign: string,
  unit?: string,
): Promise<Unread[]> {
  const { said, read } = NEWS[side];
  const where = `attribute_exists(${said}) AND (attribute_not_exists(${read}) OR ${read} < ${said})`;
  const attributes = Object.keys(Unread.shape);
  const rows = await table.query({ ...keys.talks(campaign, unit), attributes, where });
  return rows.map((row) => Unread.parse(row));
}

/** Has the other side written something that this one has not opened yet? */
function isUnread(talk: Talk | undefined, side: Side): boolean {
  const [said, read] = [talk?.[NEWS[side].said], talk?.[NEWS[side].read]];
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
