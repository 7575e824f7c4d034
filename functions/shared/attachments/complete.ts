import type { Attachment, Pin } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Objects, StoredObject } from '../objects/objects.ts';
import { keys } from '../records/keys.ts';
import { findAttachment, findHead, INSPECTION_QUEUE, readAttachment } from '../records/reports.ts';
import { ConditionFailed, type Record, type Table } from '../records/shapes.ts';
import { originalName, safeName } from '../safe-name.ts';
import { FINDINGS, type FindingCode } from './findings.ts';
import { removal } from './remove.ts';
import { slotOf, typeByName } from './slots.ts';
import { takePlace } from './take-place.ts';

export interface Completing {
  campaign: Campaign;
  table: Table;
  objects: Pick<Objects, 'head'>;
  clock: Clock;
  log: Log;
}

/** What is wrong with a file that has arrived; policies let none of it through, but for a name that was not known. */
function faultsOf(attachment: Attachment, name: string, stored: StoredObject): FindingCode[] {
  const form = formOf(attachment.form);
  const slot = form && slotOf(form, attachment.slot);
  const { announcedSize, type } = attachment;
  const named = slot && typeByName(slot, name);
  const faults: (FindingCode | false)[] = [
    stored.size === 0 && 'empty',
    announcedSize !== undefined && announcedSize !== stored.size && 'size-mismatch',
    slot !== undefined && stored.size > slot.maxBytes && 'too-large',
    stored.type !== type && 'wrong-type',
    named?.contentType !== type && 'type-mismatch',
  ];
  return faults.filter((fault) => fault !== false);
}

/** Tries against others who take room for files of the same unit at the same moment. */
const RACES = 5;

/**
 * Makes an attachment complete when its object has arrived: pins the very version that is there now, once and for
 * ever (I3, I6), and queues its inspection. Called by the client's confirmation, by the store's event and by the
 * reconciler, in any order. A file that was removed is not completed, lest what it was to replace goes too; nor is one
 * of a report that was accepted: it waits in the store, and is completed when the report is returned.
 * @returns the attachment as it stands; undefined when nothing has arrived, or nothing that may be completed now
 */
export async function complete(
  completing: Completing,
  attachment: Attachment,
  races = RACES,
): Promise<Attachment | undefined> {
  const { table, objects, clock, log } = completing;
  if (attachment.pin) return attachment;
  if (attachment.removed) return undefined;
  // Accepted at the very moment of the write: then it arrived before, and revisions do not care (I3).
  const [stored, head] = await Promise.all([objects.head(attachment.key), findHead(table, attachment)]);
  if (!stored || head?.state === 'accepted') return undefined;
  // Browsers write quotation marks in the names of files that they post as %22.
  const given = (stored.name ?? '').replaceAll('%22', '"');
  const name = attachment.name ?? safeName(given);
  const original = attachment.name === undefined ? originalName(given) : attachment.originalName;
  const faults = faultsOf(attachment, name, stored);
  const taken = faults.length > 0 ? [] : await takePlace(completing, attachment, stored.size);
  if (typeof taken === 'string') faults.push(taken);
  const { versionId, etag, size, crc32 } = stored;
  const pin: Pin = { versionId, etag, size, crc32, completedAt: clock().toISOString() };
  const refused = faults.length > 0;
  const key = keys.attachment(attachment, attachment.id);
  const { replaces } = attachment;
  const takes = replaces !== undefined && !refused;
  const replaced = (takes && (await findAttachment(table, attachment, replaces))) || undefined;
  let row: Record | undefined;
  try {
    const sets = [
      'pin = :pin, #state = :state, #name = :name, findings = :findings',
      original !== undefined && 'originalName = :original',
      replaced?.caption !== undefined && 'caption = if_not_exists(caption, :caption)',
      replaced?.place !== undefined && 'place = if_not_exists(place, :place)',
      !refused && '#queue = :queue, queuedAt = :now, inspection = :due',
    ];
    const arrival = {
      key,
      update: `SET ${sets.filter(Boolean).join(', ')}${refused ? ' REMOVE #queue, queuedAt' : ''}`,
      condition: 'attribute_exists(pk) AND attribute_not_exists(pin) AND removed = :no',
      names: { '#state': 'state', '#name': 'name', '#queue': 'queue' },
      values: {
        ':pin': pin,
        ':no': false,
        ':state': refused ? 'refused' : 'checking',
        ':name': name,
        ...(original !== undefined && { ':original': original }),
        ...(replaced?.caption !== undefined && { ':caption': replaced.caption }),
        ...(replaced?.place !== undefined && { ':place': replaced.place }),
        ...(!refused && { ':queue': INSPECTION_QUEUE, ':now': pin.completedAt, ':due': 'due' }),
        ':findings': faults.map((code) => ({ code, message: FINDINGS[code].zh })),
      },
    };
    // What it takes the place of (its caption and its place among the files too) goes in the same moment, and stays when this one is none that could take it.
    const gone = takes ? [removal(attachment, replaces)] : [];
    const more = [...gone, ...(typeof taken === 'string' ? [] : taken)];
    if (more.length === 0) row = await table.update(arrival);
    else await table.transact([arrival, ...more]);
    log.info('attachment complete', {
      attachment: attachment.id,
      form: attachment.form,
      unit: attachment.unit,
      bytes: size,
    });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // Another caller was first, and pinned what it saw; or it was removed; or two wrote at once.
    row = await table.get(key);
    const now = row && readAttachment(row);
    if (now && !now.pin && races > 1) return complete(completing, now, races - 1);
    // Whoever told of it tells again.
    if (now && !now.pin) throw error;
  }
  row ??= await table.get(key);
  return row && readAttachment(row);
}
