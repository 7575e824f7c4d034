import { Address } from '../../schemas/address.ts';
import type { PersonExport } from '../../schemas/contract/personal-data.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { keys } from '../shared/records/keys.ts';
import type { Record, Table } from '../shared/records/shapes.ts';

const DAY = 24 * 60 * 60 * 1000;
/** As far back as the audit log is searched, as on its own page. */
const DAYS = 400;
const PARALLEL = 16;
/** What is told of each kind; of more only how many there are. */
const MOST_TOLD = 1000;

const EVENT = ['at', 'by', 'action', 'unit', 'office', 'form', 'reference', 'address'] as const;
const MAIL = ['id', 'kind', 'createdAt', 'sentAt', 'unit', 'form', 'to', 'address'] as const;

const only = (row: Record, names: readonly string[]): Record =>
  Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));

const told = (rows: readonly Record[]) => ({ count: rows.length, newest: rows.slice(0, MOST_TOLD) });

/** What somebody with this address did, or had done to their place on the roster, the newest first. */
async function eventsOf(table: Table, campaign: string, address: string, now: Date): Promise<Record[]> {
  const days = Array.from({ length: DAYS + 1 }, (_, back) =>
    new Date(now.getTime() - back * DAY).toISOString().slice(0, 10),
  );
  const found = await inParallel(days, PARALLEL, async (day) => {
    const rows = await table.query({ ...keys.audits(campaign, day), newestFirst: true, attributes: EVENT });
    return rows.filter((row) => row.by === address || row.address === address);
  });
  return found.flat().map((row) => only(row, EVENT));
}

/** The mails that were sent to it, the newest first; not who else got them. */
async function mailsTo(table: Table, campaign: string, address: string): Promise<Record[]> {
  const rows = await table.query({ mails: campaign, newestFirst: true, attributes: MAIL });
  return rows
    .filter(({ to, address: one }) => one === address || (Array.isArray(to) && to.includes(address)))
    .map((row) => only(row, ['id', 'kind', 'createdAt', 'sentAt', 'unit', 'form']));
}

/** Names and phone numbers stand in neither log. */
export async function tracesOf(
  table: Table,
  campaign: string,
  who: string,
  now: Date,
): Promise<Pick<PersonExport, 'events' | 'mails'>> {
  const { data: address } = Address.safeParse(who);
  if (address === undefined) return { events: told([]), mails: told([]) };
  const [events, mails] = await Promise.all([
    eventsOf(table, campaign, address, now),
    mailsTo(table, campaign, address),
  ]);
  return { events: told(events), mails: told(mails) };
}
