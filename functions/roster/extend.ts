import { dayOf } from '../../schemas/campaign.ts';
import type { Extended, ExtensionEntry } from '../../schemas/contract/roster.ts';
import { changedDays, extended, faultsOf } from '../../schemas/extension.ts';
import type { ChangedDay } from '../../schemas/mail.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { queueMail } from '../shared/records/outbox.ts';
import type { Write } from '../shared/records/shapes.ts';
import { change } from './change.ts';
import type { Dependencies } from './dependencies.ts';

/** A transaction takes 100 writes. */
const MAILS_AT_ONCE = 90;

/**
 * Gives a form new days, for one unit or for all, and tells by mail whoever has other days now.
 * @throws Problem `invalid-input` for days in the past, earlier ones that are not meant, no change
 */
export async function extend(d: Dependencies, by: Session, entry: ExtensionEntry): Promise<Extended> {
  const { table, campaign: file, clock, log } = d;
  const { form, unit, due, closes, reason } = entry;
  const now = clock();
  let told = new Map<string, ChangedDay>();
  const mails = (): Write[] =>
    [...told].map(([id, changed]) =>
      queueMail(
        {
          id: `${newId(now)}.extension`,
          kind: 'extension',
          campaign: file.id,
          unit: id,
          changed: [changed],
          reason,
        },
        now,
      ),
    );
  let rest: Write[] = [];
  const version = await change(table, file, undefined, ({ changes: before }, standing) => {
    const faults = faultsOf(standing, entry, dayOf(file, now));
    if (faults.length > 0) {
      throw new Problem(
        'invalid-input',
        faults.map((fault) => ({ ...fault, severity: 'blocking' })),
      );
    }
    const changes = extended(file, before, entry);
    told = changedDays(file, before, changes, form);
    const letters = mails();
    rest = letters.slice(MAILS_AT_ONCE);
    const event = { campaign: file.id, by: by.email, action: 'days-changed', form, unit } as const;
    return {
      changes,
      writes: [
        { put: auditRow({ ...event, days: { due, closes }, reason }, now) },
        ...letters.slice(0, MAILS_AT_ONCE),
      ],
    };
  });
  for (let at = 0; at < rest.length; at += MAILS_AT_ONCE) {
    await table.transact(rest.slice(at, at + MAILS_AT_ONCE));
  }
  log.info('days changed', { form, count: told.size });
  return { version, units: [...told.keys()] };
}
