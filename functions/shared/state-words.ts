import type { AttachmentState } from '../../schemas/attachment.ts';
import type { AttachmentSummary } from '../../schemas/contract/attachments.ts';
import type { ReportStatus, Standing } from '../../schemas/contract/reports.ts';
import type { ReportState } from '../../schemas/report.ts';
import type { Text } from '../../schemas/text.ts';

/** Where a report stands, in the officials' words. */
export const STATE_WORDS: { [state in ReportState]: Text } = {
  draft: { zh: '填报中', en: 'In progress' },
  submitted: { zh: '待审核', en: 'Awaiting review' },
  returned: { zh: '退回修改', en: 'Returned for correction' },
  accepted: { zh: '审核通过', en: 'Accepted' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

/** The same with the state of a report of which nothing was ever saved. */
export const STATUS_WORDS: { [status in ReportStatus]: Text } = {
  owed: { zh: '未报送', en: 'Not submitted' },
  ...STATE_WORDS,
};

export const TIMELINESS_WORDS: { [word in Standing['timeliness']]: Text } = {
  'on-time': { zh: '按时', en: 'On time' },
  late: { zh: '逾期', en: 'Late' },
  owed: { zh: '应报', en: 'Due' },
  overdue: { zh: '逾期未报', en: 'Overdue' },
  closed: { zh: '已截止', en: 'Closed' },
  'not-required': { zh: '非必报', en: 'Optional' },
};

/** How files stand, but for those that an office allowed. */
export const FILE_WORDS: { [state in AttachmentState]: Text } = {
  awaiting: { zh: '未上传完成', en: 'Upload not finished' },
  checking: { zh: '检测中', en: 'Being checked' },
  accepted: { zh: '检测合格', en: 'Meets the requirements' },
  refused: { zh: '检测不合格', en: 'Does not meet the requirements' },
  unchecked: { zh: '未能检测', en: 'Could not be checked' },
};

/** The finding of a file that an office took for good, against its inspection or without one. */
export const ALLOWED = 'allowed-by-office';
const ALLOWED_WORDS: Text = { zh: '主管部门已认可', en: 'Allowed by the office' };

export const isAllowed = (findings: readonly { code: string }[]): boolean =>
  findings.some(({ code }) => code === ALLOWED);

/** What is known of a file: not that it meets requirements which it does not. */
export const fileWords = ({
  state,
  findings,
}: {
  state: AttachmentState;
  findings: readonly { code: string }[];
}): Text => (state === 'accepted' && isAllowed(findings) ? ALLOWED_WORDS : FILE_WORDS[state]);

/** What a scanner for malware said of a file; where there is none, that is said. */
export const SCAN_WORDS: { [scan in NonNullable<AttachmentSummary['scan']>]: Text } = {
  clean: { zh: '未发现病毒', en: 'no malware found' },
  infected: { zh: '含有病毒', en: 'holds malware' },
  unscannable: { zh: '无法扫描病毒', en: 'could not be scanned for malware' },
  'not-scanned': { zh: '未扫描病毒', en: 'not scanned for malware' },
};
