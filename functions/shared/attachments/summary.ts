import type { Attachment, PinnedAttachment } from '../../../schemas/attachment.ts';
import type { AttachmentSummary } from '../../../schemas/contract/attachments.ts';
import type { Language } from '../../../schemas/text.ts';
import { FINDINGS, findingsIn } from './findings.ts';
import { scanOf } from './scan.ts';

/** A file in a list of files. */
export function attachmentSummary(
  attachment: Attachment | PinnedAttachment,
  language: Language,
): AttachmentSummary {
  const { id, slot, name, originalName, caption, state, type, pin } = attachment;
  const newer = 'newer' in attachment && attachment.newer !== undefined;
  // A revision does not know what was scanned since.
  const scan = scanOf(attachment) ?? ('requestedAt' in attachment ? 'not-scanned' : undefined);
  const findings = [
    ...findingsIn(attachment, language),
    ...(newer ? [{ code: 'newer-ignored', message: FINDINGS['newer-ignored'][language] }] : []),
  ];
  return {
    id,
    slot,
    state,
    type,
    findings,
    ...(name !== undefined && { name }),
    ...(originalName !== undefined && { originalName }),
    ...(caption !== undefined && { caption }),
    ...(pin && scan && { scan }),
    ...(pin && { size: pin.size, ...(pin.crc32 !== undefined && { crc32: pin.crc32 }) }),
  };
}
