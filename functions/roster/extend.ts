import { dayOf } from '../../schemas/campaign.ts';
import type { Extended, ExtensionEntry } from '../../schemas/contract/roster.ts';
import { changedDays, extended, faultsOf } from '../../schemas/extension.ts';
import type { Session } from '../../schemas/session.ts';
import { circularRow, finishCircular, MAILS_AT_ONCE } from '../shared/mails/circular.ts';
import { Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { type News, queueMail } from '../shared/records/outbox.ts';
import { change } from './change.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Gives a form new days, for one unit or for all, and tells by mail whoever has other days now. The days, the line in
 * the audit log and the mails are one transaction; of more mails than fit into it the note is that they are due, and
 * whatever breaks off after it, the reconciler goes on with them.
 * @throws Problem `invalid-input` for days in the past, earlier ones that are not meant, no change
 */
export async function extend(d: Dependencies, by: Session, entry: ExtensionEntry): Promise<Extended> {
  const { table, campaign: file, clock, log } = d;
  const { form, unit, due, closes, reason } = entry;
  const now = clock();
  const id = newId(now);
  const told: string[] = [];
  let later: News[] = [];
  const version = await change(table, file, undefined, ({ changes: before }, standing) => {
    const faults = faultsOf(standing, entry, dayOf(file, now));
    if (faults.length > 0) {
      throw new Problem(
        'invalid-input',
        faults.map((fault) => ({ ...fault, severity: 'blocking' })),
      );
    }
    const changes = extended(file, before, entry);
    const letters = [...changedDays(file, before, changes, form)].map(
      ([to, changed]): News & { unit: string } => ({
        id: `${id}.${to}.extension`,
        kind: 'extension',
        campaign: file.id,
        unit: to,
        changed: [changed],
        reason,
      }),
    );
    told.splice(0, told.length, ...letters.map((letter) => letter.unit));
    later = letters.slice(MAILS_AT_ONCE);
    const event = { campaign: file.id, by: by.email, action: 'days-changed', form, unit } as const;
    return {
      changes,
      writes: [
        { put: auditRow({ ...event, days: { due, closes }, reason }, now) },
        ...letters.slice(0, MAILS_AT_ONCE).map((letter) => queueMail(letter, now)),
        ...(later.length > 0 ? [circularRow(id, later, now)] : []),
      ],
    };
  });
  log.info('days changed', { form, count: told.length });
  if (later.length > 0) await finish(d, id, now);
  return { version, units: told };
}

/** What fails here is made up for by the reconciler: the days hold already, and so the answer stands. */
async function finish({ table, log }: Dependencies, id: string, now: Date): Promise<void> {
  try {
    await finishCircular(table, id, now);
  } catch (error) {
    log.warn(`mails left to the reconciler: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}
