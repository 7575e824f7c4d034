import type { Attachment, KeptFinding, ScanResult, Withheld } from '../../../schemas/attachment.ts';
import type { Text } from '../../../schemas/text.ts';
import { type Detail, Problem } from '../problems.ts';

const INFECTED: KeptFinding = {
  code: 'infected',
  message: '文件含有病毒，请查杀后重新导出上传。',
  en: 'It holds malware. Scan your computer, then export and upload it anew.',
};

/** A file, or what a revision says of one: that has its findings alone. */
type Scanned = Pick<Attachment, 'pin' | 'findings'> & { scan?: Attachment['scan'] };

/** What the scanner said of the very bytes that are pinned; undefined when it has not seen them. */
export function scanOf({ scan, pin, findings }: Scanned): ScanResult | undefined {
  if (scan !== undefined && scan.versionId === pin?.versionId) return scan.result;
  return findings.some(({ code }) => code === INFECTED.code) ? 'infected' : undefined;
}

/**
 * Why nobody is given a file; undefined when it is given out. Nobody gets malware. Where files are scanned the store
 * gives out none that was not found clean, and whoever asked for one would see its bare refusal.
 * @param scanned are files scanned for malware?
 */
export function withheldAs(file: Scanned, scanned: boolean): Withheld | undefined {
  const scan = scanOf(file);
  if (scan === 'infected') return scan;
  if (!scanned || scan === 'clean') return undefined;
  return scan ?? 'waiting';
}

const WITHHELD = {
  infected: {
    zh: '文件含有病毒，任何人都不能打开或下载。请上传单位查杀后重新导出，在报表中替换或移除此文件。',
    en: 'It holds malware, and nobody gets it. The unit that uploaded it should scan its computer, export the file anew, and replace or remove this one.',
  },
  unscannable: {
    zh: '此文件无法扫描（可能设有密码，或文件过大），因此不提供打开和下载。请上传单位取消密码或压缩后替换。',
    en: 'It cannot be scanned: it has a password perhaps, or is too large. The unit that uploaded it should replace it by one without a password, or a smaller one.',
  },
  waiting: {
    zh: '此文件尚在扫描，通常几分钟内完成，请稍后再试。超过1小时仍如此的，请联系主管部门。',
    en: 'It is still being scanned, which mostly takes some minutes: try again then. If this lasts longer than an hour, tell the lead office.',
  },
} satisfies { [why in Withheld]: Text };

/** Why a file is not given out, and what can be done. */
export const whyWithheld = (why: Withheld): Detail => ({
  pointer: '',
  severity: 'blocking',
  code: why,
  message: WITHHELD[why],
});

/** @throws Problem `file-withheld` */
export function requireGiven(file: Scanned, scanned: boolean): void {
  const why = withheldAs(file, scanned);
  if (why !== undefined) throw new Problem('file-withheld', [whyWithheld(why)]);
}

/** An infected file is refused, whatever its inspection says and whichever of both came first (I6). */
export function withScan(attachment: Attachment): Attachment {
  if (scanOf(attachment) !== 'infected') return attachment;
  return { ...attachment, state: 'refused', findings: [INFECTED, ...attachment.findings] };
}
