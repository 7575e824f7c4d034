import type * as z from 'zod';
import { Talk } from '../../../schemas/report.ts';
import type { Session } from '../../../schemas/session.ts';
import { keys, type ReportId } from '../records/keys.ts';
import type { Table, Update } from '../records/shapes.ts';

/** The two who talk about a report: its unit, and the offices as one. */
export type Side = 'unit' | 'office';

/** Who reads: the unit, or one of the offices. */
export type Reader = 'unit' | { office: string };

export const readerOf = ({ role, office = '' }: Pick<Session, 'role' | 'office'>): Reader =>
  role === 'unit' ? 'unit' : { office };

export async function findTalk(table: Table, report: ReportId): Promise<Talk | undefined> {
  const row = await table.get(keys.talk(report));
  return row && Talk.parse(row);
}

/** When the other side last wrote, and when this one did, who has read by then. */
const SAID = {
  unit: { theirs: 'officeSaidAt', ours: 'unitSaidAt' },
  office: { theirs: 'unitSaidAt', ours: 'officeSaidAt' },
} as const;

const saidFor = (reader: Reader) => SAID[reader === 'unit' ? 'unit' : 'office'];

/** When a reader last looked. `{ office: 'dept-a' }` => `readAt_dept_a`, which no other code becomes. */
const readAt = (reader: Reader): string =>
  reader === 'unit' ? 'unitReadAt' : `readAt_${reader.office.replaceAll('-', '_')}`;

const Unread = Talk.pick({ unit: true, form: true });
export type Unread = z.infer<typeof Unread>;

/**
 * The reports of a campaign or of one unit of which this reader has not read the newest message: an office has when it
 * looked itself, or when any office has answered. The store sorts out the others: conversations are many, and hardly any
 * has news.
 */
export async function listUnread(
  table: Table,
  reader: Reader,
  campaign: string,
  unit?: string,
): Promise<Unread[]> {
  const { theirs, ours } = saidFor(reader);
  const before = (own: string) => `(attribute_not_exists(${own}) OR ${own} < ${theirs})`;
  const where = `attribute_exists(${theirs}) AND ${before(ours)} AND ${before(readAt(reader))}`;
  const attributes = Object.keys(Unread.shape);
  const rows = await table.query({ ...keys.talks(campaign, unit), attributes, where });
  return rows.map((row) => Unread.parse(row));
}

/** Has the other side written something that this reader has not opened yet? */
function isUnread(talk: Talk | undefined, reader: Reader): boolean {
  const { theirs, ours } = saidFor(reader);
  const said = talk?.[theirs];
  const isOlder = (own: unknown) => typeof own !== 'string' || said === undefined || own < said;
  return said !== undefined && isOlder(talk?.[ours]) && isOlder(talk?.[readAt(reader)]);
}

/** Whoever writes has read; an office that writes is the one to answer to. */
export function saidBy(side: Side, report: ReportId, at: string, office: string | undefined): Update {
  const { campaign, unit, form } = report;
  return {
    key: keys.talk(report),
    update:
      `SET #type = :talk, #campaign = :campaign, #unit = :unit, #form = :form, ${side}SaidAt = :at` +
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

/** Notes that a reader has opened the conversation; nothing is written when there is nothing new. */
export async function markRead(
  table: Table,
  report: ReportId,
  talk: Talk | undefined,
  reader: Reader,
  now: Date,
): Promise<void> {
  if (!isUnread(talk, reader)) return;
  await table.update({
    key: keys.talk(report),
    update: `SET ${readAt(reader)} = :now`,
    values: { ':now': now.toISOString() },
  });
}
