import { type Campaign, dayOf } from '../../schemas/campaign.ts';
import { AuditEntry, type AuditFilter, type AuditLog } from '../../schemas/contract/audit.ts';
import { Problem } from '../shared/problems.ts';
import { keys } from '../shared/records/keys.ts';
import type { Record, Table } from '../shared/records/shapes.ts';

const DAY = 24 * 60 * 60 * 1000;
const USUAL_DAYS = 30;
const MOST_DAYS = 400;
/** Partitions that are read at the same time. */
const AT_ONCE = 10;

const Known = AuditEntry.omit({ details: true });
const NO_DETAILS = new Set(['pk', 'sk', 'type', 'campaign', ...Object.keys(Known.shape)]);

function entryOf(row: Record): AuditEntry {
  const details = Object.fromEntries(Object.entries(row).filter(([name]) => !NO_DETAILS.has(name)));
  return { ...Known.parse(row), details };
}

const plus = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

const wrongDays = (pointer: string, zh: string, en: string) =>
  new Problem('invalid-input', [{ pointer, severity: 'blocking', code: 'wrong-days', message: { zh, en } }]);

/** @throws Problem `invalid-input` for days that end before they begin, or too many */
function daysOf(campaign: Campaign, filter: AuditFilter, now: Date): { from: string; to: string } {
  const to = filter.to ?? dayOf(campaign, now);
  const from = filter.from ?? plus(to, -USUAL_DAYS);
  if (from > to) throw wrongDays('/from', '起始日期不能晚于截止日期。', 'The first day is after the last.');
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY) {
    throw wrongDays('/from', `一次最多查询${MOST_DAYS}天。`, `At most ${MOST_DAYS} days at a time.`);
  }
  return { from, to };
}

/**
 * The newest events of some days that pass a filter. Partitions are days of UTC, so a day of the campaign may begin in
 * the one before; they are read from the last until there is enough.
 * @param most how many, at most
 */
export async function readAudit(
  table: Table,
  campaign: Campaign,
  filter: AuditFilter,
  now: Date,
  most: number,
): Promise<AuditLog> {
  const { from, to } = daysOf(campaign, filter, now);
  const passes = (row: Record) => {
    const day = dayOf(campaign, new Date(String(row.at)));
    return (
      from <= day &&
      day <= to &&
      (filter.unit === undefined || row.unit === filter.unit) &&
      (filter.form === undefined || row.form === filter.form) &&
      (filter.kind === undefined || row.action === filter.kind) &&
      (filter.before === undefined || String(row.sk) < filter.before)
    );
  };
  const last = filter.before === undefined ? plus(to, 1) : filter.before.slice(0, 10);
  const found: Record[] = [];
  for (let day = last; day >= plus(from, -1) && found.length <= most; day = plus(day, -AT_ONCE)) {
    const days = Array.from({ length: AT_ONCE }, (_, back) => plus(day, -back));
    const wanted = days.filter((one) => one >= plus(from, -1));
    const pages = await Promise.all(
      wanted.map((one) => table.query({ ...keys.audits(campaign.id, one), newestFirst: true })),
    );
    found.push(...pages.flat().filter(passes));
  }
  const shown = found.slice(0, most);
  const end = shown.at(-1);
  return {
    from,
    to,
    events: shown.map(entryOf),
    ...(found.length > most && end && { next: String(end.sk) }),
  };
}
