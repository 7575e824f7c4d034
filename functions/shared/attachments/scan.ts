import type { Attachment, KeptFinding, ScanResult } from '../../../schemas/attachment.ts';

const INFECTED: KeptFinding = {
  code: 'infected',
  message: '文件含有病毒，请查杀后重新导出上传。',
  en: 'It holds malware. Scan your computer, then export and upload it anew.',
};

/** What the scanner said of the very bytes that are pinned; undefined when it has not seen them. */
export const scanOf = ({ scan, pin }: Pick<Attachment, 'scan' | 'pin'>): ScanResult | undefined =>
  scan !== undefined && scan.versionId === pin?.versionId ? scan.result : undefined;

/** An infected file is refused, whatever its inspection says and whichever of both came first (I6). */
export function withScan(attachment: Attachment): Attachment {
  if (scanOf(attachment) !== 'infected') return attachment;
  return { ...attachment, state: 'refused', findings: [INFECTED, ...attachment.findings] };
}
