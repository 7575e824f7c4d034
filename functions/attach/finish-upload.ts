import type { Attachment } from '../../schemas/attachment.ts';
import { complete } from '../shared/attachments/complete.ts';
import type { Dependencies } from './dependencies.ts';
import { wholeParts } from './parts.ts';

/**
 * What a client's confirmation does: joins the parts of a multipart upload, then completes the attachment.
 * @returns undefined when nothing has arrived. @throws Problem `upload-unfinished` when parts are missing
 */
export async function finishUpload(
  dependencies: Dependencies,
  attachment: Attachment,
): Promise<Attachment | undefined> {
  const { objects } = dependencies;
  const { key, uploadId, pin } = attachment;
  if (uploadId !== undefined && !pin) {
    // Without parts the upload has been joined already, or given up: what is there tells which.
    const arrived = await objects.listParts(key, uploadId);
    if (arrived) await objects.completeMultipart(key, uploadId, wholeParts(attachment, arrived));
  }
  return complete(dependencies, attachment);
}
