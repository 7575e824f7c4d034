import { knownUnitOf } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import { Mail } from '../../schemas/mail.ts';
import type { Language } from '../../schemas/text.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { keys } from '../shared/records/keys.ts';
import { listHeads } from '../shared/records/reports.ts';
import { listReminders } from '../shared/reminders/log.ts';
import type { Dependencies } from './dependencies.ts';
import { owingUnits } from './owing.ts';

/** Lines of the log on one page. */
const LINES = 60;
/** Lines among which the last reminder of a unit is looked for: a large campaign's last two rounds. */
const RECENT = 500;
const AT_ONCE = 20;

/** Who would be chased now, and the newest lines of the log, each with what became of its mail. */
export async function remindersView(d: Dependencies, language: Language): Promise<RemindersView> {
  const { table, campaign, clock } = d;
  const [heads, lines] = await Promise.all([
    listHeads(table, campaign.id),
    listReminders(table, campaign.id, RECENT),
  ]);
  const log = await inParallel(lines.slice(0, LINES), AT_ONCE, async ({ at, unit, forms, by, mail }) => {
    const row = await table.get(keys.mail(mail));
    const { status, failure } = row ? Mail.parse(row) : {};
    const name = knownUnitOf(campaign, unit)?.name[language] ?? unit;
    return {
      at,
      unit,
      name,
      forms,
      ...(by && { by }),
      ...(status && { status }),
      ...(failure && { failure }),
    };
  });
  // From the oldest on, so that the newest of a unit stands.
  const last = new Map(lines.toReversed().map(({ unit, at }) => [unit, at]));
  return {
    owing: owingUnits(campaign, heads, clock()).map(({ unit, owed }) => ({
      unit: unit.id,
      name: unit.name[language],
      remindedAt: last.get(unit.id),
      forms: owed.map(({ form, due, overdue }) => ({
        form: form.id,
        title: form.short[language],
        due: due.toISOString(),
        overdue,
      })),
    })),
    log,
  };
}
