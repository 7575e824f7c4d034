import { Attachment } from '../../schemas/attachment.ts';
import type { UploadRequest, UploadStarted } from '../../schemas/contract/attachments.ts';
import type { Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import { slotOf } from '../shared/attachments/slots.ts';
import { Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { findHead, findWork, toRow } from '../shared/records/reports.ts';
import { NEW } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { safeName } from '../shared/safe-name.ts';
import { admit, findRoom, noSuchFile, noSuchSlot } from './admission.ts';
import type { Dependencies } from './dependencies.ts';
import { PART_SIZE, partsOf } from './parts.ts';

/**
 * The slot, if one more file may be put into it now.
 * @throws Problem `invalid-input`, `already-accepted`, `form-closed`, `too-many-requests`
 */
export async function openSlot(
  { table, clock }: Dependencies,
  own: OwnReport,
  id: string,
  replaces?: string,
): Promise<Slot> {
  const slot = slotOf(own.definition, id);
  if (!slot) throw noSuchSlot();
  const [head, { attachments }] = await Promise.all([findHead(table, own), findWork(table, own)]);
  const now = clock();
  const lock = lockOf(own, head, now);
  if (lock) throw new Problem(lock);
  const replaced = attachments.find((one) => one.id === replaces);
  if (replaces !== undefined && replaced?.slot !== slot.id) throw noSuchFile();
  findRoom(slot, attachments, now, replaces);
  return slot;
}

function newAttachment(
  { clock }: Dependencies,
  { campaign, unit, form }: OwnReport,
  session: Session,
  file: Pick<Attachment, 'slot' | 'type' | 'name' | 'announcedSize' | 'replaces'>,
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

/** Begins the upload of a file that is known: its kind, size and number are judged before a byte is sent. */
export async function beginUpload(
  dependencies: Dependencies,
  own: OwnReport,
  session: Session,
  request: UploadRequest,
): Promise<UploadStarted> {
  const { table, objects } = dependencies;
  const { replaces } = request;
  const slot = await openSlot(dependencies, own, request.slot, replaces);
  const name = safeName(request.name);
  const { contentType: type } = admit(slot, { ...request, name });
  const attachment = newAttachment(dependencies, own, session, {
    slot: slot.id,
    type,
    name,
    announcedSize: request.size,
    replaces,
  });
  const { id, key } = attachment;
  if (request.upload === 'post') {
    await table.put(toRow.attachment(attachment), NEW);
    return { id, post: objects.presignPost({ key, type, minBytes: request.size, maxBytes: request.size }) };
  }
  const uploadId = await objects.createMultipart(key, type, name);
  const { partSize = PART_SIZE } = request;
  await table.put(toRow.attachment({ ...attachment, uploadId, partSize }), NEW);
  if (request.partSize !== undefined) return { id, multipart: { partSize, parts: [] } };
  const parts = await Promise.all(
    partsOf(request.size, partSize).map(async ({ number, length }) => ({
      number,
      url: await objects.presignPart({ key, uploadId, number, length }),
    })),
  );
  return { id, multipart: { partSize, parts } };
}

/** Begins an upload without script: the name is known when the file has arrived, the size is only bounded. */
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
