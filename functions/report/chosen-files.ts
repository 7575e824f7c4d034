import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
import type { Form } from '../../schemas/form.ts';
import { type Detail, Problem } from '../shared/problems.ts';

/** An attachment as a revision keeps it; undefined while its bytes have not arrived. */
function pinned({
  id,
  slot,
  key,
  type,
  state,
  name,
  originalName,
  caption,
  pin,
  findings,
}: Attachment): PinnedAttachment | undefined {
  return pin && { id, slot, key, type, state, name: name ?? id, originalName, caption, pin, findings };
}

const unknown = (index: number): Detail => ({
  pointer: `/attachments/${index}`,
  severity: 'blocking',
  code: 'unknown-attachment',
  message: {
    zh: `第${index + 1}个附件不属于本报表或已移除。`,
    en: `Attachment ${index + 1} does not belong to this report or was removed.`,
  },
});

const unfinished = (index: number, name: string): Detail => ({
  pointer: `/attachments/${index}`,
  severity: 'blocking',
  code: 'upload-unfinished',
  message: {
    zh: `“${name}”尚未上传完成。`,
    en: `The upload of “${name}” is not finished.`,
  },
});

/**
 * The files that a submission names, pinned, in the order in which the report shows them: its slots', then the unit's.
 * @throws Problem `invalid-answers` for files that this report does not have, `upload-unfinished` naming the files
 */
export function chosenFiles(
  { slots }: Form,
  own: readonly Attachment[],
  ids: readonly string[],
): PinnedAttachment[] {
  const byId = new Map(own.map((attachment) => [attachment.id, attachment]));
  const chosen = [...new Set(ids)].map((id) => byId.get(id));
  const strangers = chosen.flatMap((file, index) => (file ? [] : [unknown(index)]));
  if (strangers.length > 0) throw new Problem('invalid-answers', strangers);
  const files = chosen.filter((file) => file !== undefined);
  const awaited = files.flatMap((file, index) => (file.pin ? [] : [unfinished(index, file.name ?? file.id)]));
  if (awaited.length > 0) throw new Problem('upload-unfinished', awaited);
  const wanted = new Set(files);
  const inOrder = slots.flatMap(({ id }) => own.filter((file) => file.slot === id && wanted.has(file)));
  return inOrder.map(pinned).filter((file) => file !== undefined);
}
