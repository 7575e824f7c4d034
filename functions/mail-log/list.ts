import type { MailFilter, MailList, MailView } from '../../schemas/contract/mails.ts';
import { Mail } from '../../schemas/mail.ts';
import { keys } from '../shared/records/keys.ts';
import type { Record, Table } from '../shared/records/shapes.ts';
import { isTrouble, mailView } from './view.ts';

/** Mails on a page. */
const PAGE = 50;
/** Rows of one read, and reads of one answer: a filter that little passes must not read the whole log at once. */
const ROWS = 300;
const MOST_READS = 4;

function passes({ unit, kind, state }: MailFilter, view: MailView): boolean {
  if (unit !== undefined && view.unit !== unit) return false;
  if (kind !== undefined && view.kind !== kind) return false;
  if (state === undefined) return true;
  return state === 'trouble' ? isTrouble(view) : view.state === state;
}

/** Where a page ended, as a program or a link hands it back: `<instant>~<id>`. */
const cursorOf = ({ createdAt, id }: MailView) => Buffer.from(`${createdAt}~${id}`).toString('base64url');

/** The row after which the next page begins; nonsense begins where nothing is. */
function startAt(campaign: string, cursor: string | undefined): Record | undefined {
  if (cursor === undefined) return undefined;
  const [createdAt = '', ...id] = Buffer.from(cursor, 'base64url').toString('utf8').split('~');
  return { ...keys.mail(id.join('~')), mails: campaign, createdAt: createdAt || '0' };
}

/** The newest mails of the campaign that pass, and where to go on. */
export async function listMails(
  table: Table,
  campaign: string,
  filter: MailFilter,
  cursor: string | undefined,
): Promise<MailList> {
  const mails: MailView[] = [];
  let from = startAt(campaign, cursor);
  for (let reads = 0; reads < MOST_READS; reads++) {
    const { records, next } = await table.page({ mails: campaign, newestFirst: true, limit: ROWS }, from);
    for (const [i, row] of records.entries()) {
      const view = mailView(Mail.parse(row));
      if (passes(filter, view)) mails.push(view);
      const isLast = next === undefined && i === records.length - 1;
      if (mails.length === PAGE) return { mails, ...(!isLast && { next: cursorOf(view) }) };
    }
    const last = records.at(-1);
    if (next === undefined || last === undefined) return { mails };
    if (reads === MOST_READS - 1) return { mails, next: cursorOf(mailView(Mail.parse(last))) };
    from = next;
  }
  return { mails };
}
