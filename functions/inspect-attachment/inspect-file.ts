import type { Attachment } from '../../schemas/attachment.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { slotOf } from '../shared/attachments/slots.ts';
import { inspectPdf } from './documents/pdf.ts';
import { inspectDoc, inspectDocx, inspectWps, inspectXlsx } from './documents/word.ts';
import { FINDINGS } from './findings.ts';
import { inspectJpeg } from './pictures/jpeg.ts';
import { inspectPng } from './pictures/png.ts';
import { type Budgeted, budgeted, held, type Source, Unavailable } from './source.ts';
import { stowawayIn } from './stowaway.ts';
import { alsoFaulty, doubt, type Found, type Verdict, verdictOf } from './verdict.ts';
import type { Analyser } from './video/analyser.ts';
import { inspectVideo } from './video/inspect-video.ts';

const DOCUMENTS: { [contentType: string]: (source: Budgeted) => Promise<Found> } = {
  'application/pdf': inspectPdf,
  'application/msword': (source) => inspectDoc(source),
  'application/vnd.ms-works': inspectWps,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': inspectDocx,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': inspectXlsx,
  'image/png': inspectPng,
};

/**
 * Judges a file by its content; its name and what the browser said of it count for nothing here. What breaks over a
 * file would break over it again: that is a doubt.
 * @throws Unavailable when it cannot be inspected now
 */
export async function inspectFile(
  analyser: Analyser,
  { form, slot, type }: Pick<Attachment, 'form' | 'slot' | 'type'>,
  source: Source,
): Promise<Verdict & { bytesRead: number; broke?: unknown }> {
  const definition = formOf(form);
  const media = definition && slotOf(definition, slot)?.media;
  const limited = budgeted(source);
  async function find(file: Budgeted): Promise<Found> {
    if (type === 'image/jpeg') return inspectJpeg(file, media?.kind === 'picture' ? media : undefined);
    if (media?.kind === 'video') return inspectVideo(analyser, file, type, media);
    return DOCUMENTS[type]?.(file) ?? doubt(FINDINGS.notInspected());
  }
  try {
    const file = media?.kind === 'video' ? limited : await held(limited);
    // First, while there is something left to read.
    const stowaway = type.startsWith('image/') ? undefined : await stowawayIn(file, type);
    return { ...verdictOf(alsoFaulty(await find(file), stowaway)), bytesRead: limited.bytesRead };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    return { ...verdictOf(doubt(FINDINGS.notInspected())), bytesRead: limited.bytesRead, broke: error };
  }
}
