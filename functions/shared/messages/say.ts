import type { Campaign } from '../../../schemas/campaign.ts';
import type { MessageEntry, Said } from '../../../schemas/contract/messages.ts';
import { Mail } from '../../../schemas/mail.ts';
import type { Message } from '../../../schemas/report.ts';
import type { Session } from '../../../schemas/session.ts';
import type { Clock } from '../clock.ts';
import { newToken, sha256 } from '../random.ts';
import { auditRow } from '../records/audit.ts';
import { keys, type ReportId } from '../records/keys.ts';
import { queueMail } from '../records/outbox.ts';
import { findHead, toRow } from '../records/reports.ts';
import { ConditionFailed, NEW, type Table } from '../records/shapes.ts';
import { findTalk, saidBy } from './talk.ts';

interface Dependencies {
  table: Table;
  campaign: Campaign;
  clock: Clock;
}

/** Two messages of one report in one millisecond: the later one takes the next. */
const TRIES = 4;
/** Where the mail stands among the writes. */
const MAIL = 1;

/**
 * Writes to the other side of a report, whatever its state: the message, who has unread ones, a mail to the other
 * side and the audit event, all or nothing. The same key again is the same message.
 */
export async function say(
  { table, campaign, clock }: Dependencies,
  { unit, form }: ReportId,
  session: Session,
  { message, key = newToken() }: MessageEntry,
): Promise<Said> {
  const report = { campaign: campaign.id, unit, form };
  const side = session.role === 'unit' ? 'unit' : 'office';
  const office = side === 'office' ? session.office : undefined;
  const [head, talk] = await Promise.all([findHead(table, report), findTalk(table, report)]);
  const { offices } = campaign;
  // The office that wrote last may have been taken off the roster since.
  const answering = (offices.find(({ id }) => id === talk?.office) ?? offices.find(({ lead }) => lead))?.id;
  const revision = head?.revision ?? 0;
  const id = `${sha256([campaign.id, unit, form, side, session.email, key].join('|')).slice(0, 32)}.message`;
  const start = clock().getTime();
  for (let tries = 0; ; tries++) {
    const now = new Date(start + tries);
    const at = now.toISOString();
    const said: Message = { at, ...(office !== undefined && { office }), revision, message, fields: [] };
    const to = side === 'office' ? { unit } : { office: answering, about: unit };
    try {
      await table.transact([
        { put: toRow.message(report, said), condition: NEW },
        queueMail({ id, kind: 'message', campaign: campaign.id, form, message: at, ...to }, now),
        saidBy(side, report, at, office),
        { put: auditRow({ ...report, by: session.email, office, revision, action: 'message-sent' }, now) },
      ]);
      return { at };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const before = error.failed.includes(MAIL) ? await table.get(keys.mail(id)) : undefined;
      if (before) return { at: Mail.parse(before).message ?? at };
      if (tries >= TRIES) throw error;
    }
  }
}
