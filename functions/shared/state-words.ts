import type { AttachmentState } from '../../schemas/attachment.ts';
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

/** What is known of a file. */
export const FILE_WORDS: { [state in AttachmentState]: Text } = {
  awaiting: { zh: '未上传完成', en: 'Upload not finished' },
  checking: { zh: '待检测', en: 'Awaiting inspection' },
  accepted: { zh: '检测合格', en: 'Meets the requirements' },
  refused: { zh: '检测不合格', en: 'Does not meet the requirements' },
  unchecked: { zh: '未能检测', en: 'Could not be checked' },
};
