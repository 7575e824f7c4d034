import type { Attachment, KeptFinding, PinnedAttachment, ScanResult } from '../../../schemas/attachment.ts';

const INFECTED: KeptFinding = {
  code: 'infected',
  message: '文件含有病毒，请查杀后重新导出上传。',
  en: 'It holds malware. Scan your computer, then export and upload it anew.',
};

/** What the scanner said of the very bytes that are pinned; undefined when it has not seen them. */
export const scanOf = ({ scan, pin }: Pick<Attachment, 'scan' | 'pin'>): ScanResult | undefined =>
  scan !== undefined && scan.versionId === pin?.versionId ? scan.result : undefined;

/**
 * Nobody gets malware. Where files are scanned the store gives out none that was not found clean, and whoever asked for
 * one would see its bare refusal. Of a file that only an old revision has nothing is known here: the store answers.
 * @param scanned are files scanned for malware?
 */
export function isWithheld(file: Attachment | PinnedAttachment, scanned: boolean): boolean {
  if (!('requestedAt' in file)) return false;
  const scan = scanOf(file);
  return scanned ? scan !== 'clean' : scan === 'infected';
}

/** An infected file is refused, whatever its inspection says and whichever of both came first (I6). */
export function withScan(attachment: Attachment): Attachment {
  if (scanOf(attachment) !== 'infected') return attachment;
  return { ...attachment, state: 'refused', findings: [INFECTED, ...attachment.findings] };
}
