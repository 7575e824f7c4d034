import { forms } from '../../schemas/forms/index.ts';
import { keepScan } from '../shared/attachments/keep-scan.ts';
import { scanOf } from '../shared/attachments/scan.ts';
import { readCampaign } from '../shared/campaign.ts';
import { inParallel } from '../shared/in-parallel.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { keys } from '../shared/records/keys.ts';
import { readAttachment } from '../shared/records/reports.ts';
import { findWalk, keepWalk, NO_STRAYS } from '../shared/records/strays.ts';
import type { Walking } from './objects.ts';
import { before, MINUTE } from './waiting.ts';

/** Where GuardDuty writes what it found. */
const TAG = 'GuardDutyMalwareScanStatus';
/** Before that the scan is under way, or its event. */
const PATIENCE = 15 * MINUTE;
/** Units of one run: a campaign of sixty is gone through in half an hour. */
const UNITS = 10;
/** Tags that one run asks for; where no file has any, the scanner is to blame and none of them helps. */
const MOST_TAGS = 100;
const AT_ONCE = 8;

export interface Scanning extends Omit<Walking, 'objects'> {
  objects: Pick<Objects, 'tags'>;
}

/**
 * Where files are scanned nobody gets one of which no result is kept. A result whose event was lost, or came for another
 * version before it was known which one is used, is read from the tag of the very version that is. Removed files too:
 * revisions may have them.
 * @returns how many results were found
 */
export async function reconcileScans({
  table,
  objects,
  log,
  clock,
  campaign: file,
}: Scanning): Promise<number> {
  const { after } = await findWalk(table, 'walk-scans');
  const { id: campaign, units } = await readCampaign(table, file);
  const ids = units.map(({ id }) => id).toSorted();
  const some = ids.filter((id) => after === undefined || id > after).slice(0, UNITS);
  const reports = some.flatMap((unit) => forms.map(({ id: form }) => ({ campaign, unit, form })));
  const lists = await inParallel(reports, AT_ONCE, (report) => table.query(keys.attachments(report)));
  const until = before(clock(), PATIENCE);
  const waiting = lists
    .flat()
    .map(readAttachment)
    .flatMap((one) =>
      one.pin && one.pin.completedAt <= until && !scanOf(one) ? [{ ...one, pin: one.pin }] : [],
    )
    // The newest first: those are missed.
    .sort((a, b) => b.pin.completedAt.localeCompare(a.pin.completedAt))
    .slice(0, MOST_TAGS);
  let found = 0;
  await inParallel(waiting, AT_ONCE, async ({ id, unit, form, key, pin: { versionId } }) => {
    try {
      const status = (await objects.tags(key, versionId)).get(TAG);
      if (status === undefined) return;
      const scanned = { report: { campaign, unit, form }, id, versionId, status };
      if (await keepScan({ table, log }, scanned)) found++;
    } catch (error) {
      log.error('the tags of a file could not be read', error, { attachment: id, unit, form });
    }
  });
  const last = some.at(-1);
  const whole = last === undefined || last === ids.at(-1);
  await keepWalk(table, 'walk-scans', { found: NO_STRAYS, ...(!whole && { after: last }) });
  return found;
}
