import type { Attachment, Pin } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Objects, StoredObject } from '../objects/objects.ts';
import { keys } from '../records/keys.ts';
import { findAttachment, INSPECTION_QUEUE, readAttachment } from '../records/reports.ts';
import { ConditionFailed, type Record, type Table, type Update } from '../records/shapes.ts';
import { originalName, safeName } from '../safe-name.ts';
import { FINDINGS, type FindingCode } from './findings.ts';
import { removal } from './remove.ts';
import { findHeld, lackOf, roomsOf } from './room.ts';
import { slotOf, typeByName } from './slots.ts';
import { hasRoom } from './usage.ts';

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
 * What else has to be written with a file for which no room was kept: its size was not known when it was asked for, or
 * it took too long. Undefined when there is none.
 */
async function takeRoom(
  completing: Completing,
  attachment: Attachment,
  size: number,
): Promise<Update[] | undefined> {
  if (attachment.removed || hasRoom(attachment, completing.clock())) return [];
  const { table, campaign, clock } = completing;
  const { id, replaces } = attachment;
  const held = await findHeld(table, attachment);
  const rooms = roomsOf(campaign, attachment, held, clock(), [id, replaces]);
  return lackOf(rooms, size) ? undefined : [held.claim];
}

/**
 * Makes an attachment complete when its object has arrived: pins the very version that is there now, once and for
 * ever (I3, I6), and queues its inspection. Called by the client's confirmation, by the store's event and by the
 * reconciler, in any order.
 * @returns the attachment as it stands; undefined when nothing has arrived
 */
export async function complete(
  completing: Completing,
  attachment: Attachment,
  races = RACES,
): Promise<Attachment | undefined> {
  const { table, objects, clock, log } = completing;
  if (attachment.pin) return attachment;
  const stored = await objects.head(attachment.key);
  if (!stored) return undefined;
  // Browsers write quotation marks in the names of files that they post as %22.
  const given = (stored.name ?? '').replaceAll('%22', '"');
  const name = attachment.name ?? safeName(given);
  const original = attachment.name === undefined ? originalName(given) : attachment.originalName;
  const faults = faultsOf(attachment, name, stored);
  const room = faults.length > 0 ? [] : await takeRoom(completing, attachment, stored.size);
  if (!room) faults.push('over-quota');
  const { versionId, etag, size, crc32 } = stored;
  const pin: Pin = { versionId, etag, size, crc32, completedAt: clock().toISOString() };
  const refused = faults.length > 0;
  const key = keys.attachment(attachment, attachment.id);
  const { replaces } = attachment;
  const takes = replaces !== undefined && !refused;
  const { caption, place } = (takes && (await findAttachment(table, attachment, replaces))) || {};
  let row: Record | undefined;
  try {
    const sets = [
      'pin = :pin, #state = :state, #name = :name, findings = :findings',
      original !== undefined && 'originalName = :original',
      caption !== undefined && 'caption = if_not_exists(caption, :caption)',
      place !== undefined && 'place = if_not_exists(place, :place)',
      !refused && '#queue = :queue, queuedAt = :now, inspection = :due',
    ];
    const arrival = {
      key,
      update: `SET ${sets.filter(Boolean).join(', ')}${refused ? ' REMOVE #queue, queuedAt' : ''}`,
      condition: 'attribute_exists(pk) AND attribute_not_exists(pin)',
      names: { '#state': 'state', '#name': 'name', '#queue': 'queue' },
      values: {
        ':pin': pin,
        ':state': refused ? 'refused' : 'checking',
        ':name': name,
        ...(original !== undefined && { ':original': original }),
        ...(caption !== undefined && { ':caption': caption }),
        ...(place !== undefined && { ':place': place }),
        ...(!refused && { ':queue': INSPECTION_QUEUE, ':now': pin.completedAt, ':due': 'due' }),
        ':findings': faults.map((code) => ({ code, message: FINDINGS[code].zh })),
      },
    };
    // What it takes the place of (its caption and its place among the files too) goes in the same moment, and stays when this one is none that could take it.
    const gone = takes ? [removal(attachment, replaces)] : [];
    const more = [...gone, ...(room ?? [])];
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
    // Another caller was first, and pinned what it saw; or two wrote at once, and whoever told of it tells again.
    row = await table.get(key);
    if (row && !readAttachment(row).pin) {
      if (races > 1) return complete(completing, readAttachment(row), races - 1);
      throw error;
    }
  }
  row ??= await table.get(key);
  return row && readAttachment(row);
}
