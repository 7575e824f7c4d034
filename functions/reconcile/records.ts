import { forms } from '../../schemas/forms/index.ts';
import type { Completing } from '../shared/attachments/complete.ts';
import { readCampaign } from '../shared/campaign.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { keys } from '../shared/records/keys.ts';
import { readAttachment } from '../shared/records/reports.ts';
import { findWalk, keepWalk, NO_STRAYS, withStray } from '../shared/records/strays.ts';

/** Looks at the store at once. */
const AT_ONCE = 8;

/**
 * Goes through the records of files, a unit each run, and finds those that are complete and have no object any more:
 * somebody deleted it, for the system deletes none. All units take some hours.
 */
export async function walkRecords({ table, objects, log, campaign: file }: Completing): Promise<number> {
  const { after, whole, ...before } = await findWalk(table, 'walk-records');
  const { id: campaign, units } = await readCampaign(table, file);
  const ids = units.map(({ id }) => id).toSorted();
  const unit = ids.find((id) => after === undefined || id > after);
  // The walk before this one came to its end, or its last units are no more.
  let found = after === undefined || unit === undefined ? NO_STRAYS : before.found;
  if (unit === undefined) {
    await keepWalk(table, 'walk-records', { found, whole: before.found });
    return 0;
  }
  const lists = await inParallel(forms, AT_ONCE, ({ id: form }) =>
    table.query(keys.attachments({ campaign, unit, form })),
  );
  const kept = lists.flat().map(readAttachment);
  await inParallel(kept, AT_ONCE, async ({ id, form, key, pin, removed }) => {
    if (!pin || removed || (await objects.head(key))) return;
    // Its key names a report and no person.
    found = withStray(found, { key, at: pin.completedAt }, true);
    log.error('a file has a record and no object', undefined, { attachment: id, unit, form });
  });
  const last = unit === ids.at(-1);
  await keepWalk(table, 'walk-records', last ? { found, whole: found } : { found, whole, after: unit });
  return 0;
}
