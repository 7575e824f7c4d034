import type { Attachment } from '../../schemas/attachment.ts';
import { complete } from '../shared/attachments/complete.ts';
import { StoreRefused } from '../shared/objects/request.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { findHead } from '../shared/records/reports.ts';
import type { Dependencies } from './dependencies.ts';
import { wholeParts } from './parts.ts';

const CHANGED: Detail = {
  pointer: '/crc32',
  severity: 'blocking',
  code: 'checksum-mismatch',
  message: {
    zh: '收到的内容与所选文件不一致（文件可能在上传过程中被修改），请重新上传。',
    en: 'What arrived is not the chosen file, which may have been changed meanwhile. Upload it again.',
  },
};

/**
 * Joins the parts that have arrived, all of them or none.
 * @returns why that could not be done
 */
async function join(
  { objects }: Pick<Dependencies, 'objects'>,
  attachment: Attachment & { uploadId: string },
  crc32: string | undefined,
): Promise<Problem | undefined> {
  const { key, uploadId } = attachment;
  try {
    const arrived = await objects.listParts(key, uploadId);
    // It was given up, or joined already: then the file is there.
    if (!arrived) return new Problem('upload-expired');
    await objects.completeMultipart(key, uploadId, wholeParts(attachment, arrived), crc32);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    if (error instanceof StoreRefused && error.code === 'BadDigest') {
      return new Problem('upload-unfinished', [CHANGED]);
    }
    throw error;
  }
}

/**
 * What a client's confirmation does: joins the parts of a multipart upload, then completes the attachment.
 * @param crc32 of the whole file, for the store to hold the parts against
 * @returns undefined when nothing has arrived, or the file was removed. @throws Problem `already-accepted`,
 * `upload-unfinished` when parts are missing, `upload-expired` when the store has given them up
 */
export async function finishUpload(
  dependencies: Dependencies,
  attachment: Attachment,
  crc32?: string,
): Promise<Attachment | undefined> {
  const { uploadId, pin, removed } = attachment;
  if (removed && !pin) return undefined;
  const unjoined = uploadId !== undefined && !pin ? { ...attachment, uploadId } : undefined;
  const problem = unjoined && (await join(dependencies, unjoined, crc32));
  // Who went on without script sent the file whole, and left the parts behind.
  const done = await complete(dependencies, attachment);
  if (done) return done;
  // What has arrived waits in the store for the report to be returned.
  const head = await findHead(dependencies.table, attachment);
  if (head?.state === 'accepted') throw new Problem('already-accepted');
  if (problem) throw problem;
  return undefined;
}
