import { Attachment } from '../../schemas/attachment.ts';
import type { UploadRequest, UploadStarted } from '../../schemas/contract/attachments.ts';
import type { Slot } from '../../schemas/form.ts';
import { partsOf } from '../../schemas/parts.ts';
import type { Session } from '../../schemas/session.ts';
import { findPlace } from '../shared/attachments/find-place.ts';
import { requireRoom } from '../shared/attachments/require-room.ts';
import { findHeld, type Held } from '../shared/attachments/room.ts';
import { slotOf } from '../shared/attachments/slots.ts';
import { Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { findHead, toRow } from '../shared/records/reports.ts';
import { ConditionFailed, NEW } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { originalName, safeName } from '../shared/safe-name.ts';
import { admit, noSuchFile, noSuchSlot } from './admission.ts';
import type { Dependencies } from './dependencies.ts';
import { filesOf, roomsFor } from './list-files.ts';
import { PART_SIZE } from './parts.ts';

/** Tries against others who take room for files of the same unit at the same moment: a page may begin several. */
const RACES = 10;

export interface OpenSlot {
  slot: Slot;
  held: Held;
}

/**
 * The slot, if one more file may be put into it now.
 * @param bytes of the file, where they are known
 * @throws Problem `invalid-input`, `already-accepted`, `form-closed`, `quota-exceeded`, `too-many-requests`
 */
export async function openSlot(
  { table, clock, campaign }: Dependencies,
  own: OwnReport,
  { slot: id, replaces, size }: { slot: string; replaces?: string | undefined; size?: number },
): Promise<OpenSlot> {
  const slot = slotOf(own.definition, id);
  if (!slot) throw noSuchSlot();
  const [head, held] = await Promise.all([findHead(table, own), findHeld(table, own)]);
  const now = clock();
  const lock = lockOf(own, head, now);
  if (lock) throw new Problem(lock);
  const attachments = filesOf(own, held);
  const replaced = attachments.find((one) => one.id === replaces);
  if (replaces !== undefined && replaced?.slot !== slot.id) throw noSuchFile();
  findPlace(slot, attachments, now, replaces);
  requireRoom(roomsFor(campaign, own, held, now, replaces), size);
  return { slot, held };
}

function newAttachment(
  { clock }: Dependencies,
  { campaign, unit, form }: OwnReport,
  session: Session,
  file: Pick<Attachment, 'slot' | 'type' | 'name' | 'originalName' | 'replaces'>,
): Attachment {
  const now = clock();
  const id = newId(now);
  return Attachment.parse({
    ...file,
    id,
    campaign,
    unit,
    form,
    key: `${campaign}/${unit}/${form}/${id}`,
    state: 'awaiting',
    requestedAt: now.toISOString(),
    requestedBy: session.email,
  });
}

/** Writes a file that takes room, unless somebody else took it since it was seen. @throws as `openSlot` does */
async function takeRoom(
  dependencies: Dependencies,
  own: OwnReport,
  attachment: Attachment & { announcedSize: number },
  held: Held,
): Promise<void> {
  const { slot, replaces, announcedSize: size } = attachment;
  let { claim } = held;
  for (let race = 0; race < RACES; race++) {
    try {
      await dependencies.table.transact([{ put: toRow.attachment(attachment), condition: NEW }, claim]);
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const again = await openSlot(dependencies, own, { slot, replaces, size });
      claim = again.held.claim;
    }
  }
  throw new Problem('too-many-requests');
}

/** Begins the upload of a file that is known: its kind, size and number are judged before a byte is sent. */
export async function beginUpload(
  dependencies: Dependencies,
  own: OwnReport,
  session: Session,
  request: UploadRequest,
): Promise<UploadStarted> {
  const { objects } = dependencies;
  const { replaces, size } = request;
  const name = safeName(request.name);
  const slot = slotOf(own.definition, request.slot);
  if (!slot) throw noSuchSlot();
  // What does not belong here is told so first, however little room there is.
  const { contentType: type } = admit(slot, { ...request, name });
  const { held } = await openSlot(dependencies, own, request);
  const attachment = {
    ...newAttachment(dependencies, own, session, {
      slot: slot.id,
      type,
      name,
      originalName: originalName(request.name),
      replaces,
    }),
    announcedSize: size,
  };
  const { id, key } = attachment;
  if (request.upload === 'post') {
    await takeRoom(dependencies, own, attachment, held);
    return { id, post: objects.presignPost({ key, type, minBytes: size, maxBytes: size }) };
  }
  const uploadId = await objects.createMultipart(key, type, name);
  const { partSize = PART_SIZE } = request;
  try {
    await takeRoom(dependencies, own, { ...attachment, uploadId, partSize }, held);
  } catch (error) {
    await objects.abortMultipart(key, uploadId);
    throw error;
  }
  if (request.partSize !== undefined) return { id, multipart: { partSize, parts: [] } };
  const parts = await Promise.all(
    partsOf({ size, partSize, resized: [] }).map(async ({ number, size: length }) => ({
      number,
      url: await objects.presignPart({ key, uploadId, number, length }),
    })),
  );
  return { id, multipart: { partSize, parts } };
}

/**
 * Begins an upload without script: the name and the size are known when the file has arrived, and only then it takes
 * room.
 */
export async function beginPlainUpload(
  dependencies: Dependencies,
  own: OwnReport,
  session: Session,
  slot: Slot,
  file: Pick<Attachment, 'type' | 'replaces'>,
): Promise<Attachment> {
  const attachment = newAttachment(dependencies, own, session, { slot: slot.id, ...file });
  await dependencies.table.put(toRow.attachment(attachment), NEW);
  return attachment;
}
