import type * as z from 'zod';
import type { ReportStatus, TimelinessWord } from '../../schemas/contract/reports.ts';
import type { Text } from '../../schemas/text.ts';
import { STATE_WORDS } from '../shared/state-words.ts';

export const REPORT_WORDS: { [state in ReportStatus]: Text } = {
  owed: { zh: '未报送', en: 'Not submitted' },
  ...STATE_WORDS,
};

export const TIMELINESS_WORDS: { [word in z.infer<typeof TimelinessWord>]: Text } = {
  'on-time': { zh: '按时', en: 'On time' },
  late: { zh: '逾期', en: 'Late' },
  owed: { zh: '应报', en: 'Due' },
  overdue: { zh: '逾期未报', en: 'Overdue' },
  closed: { zh: '已截止', en: 'Closed' },
  'not-required': { zh: '非必报', en: 'Optional' },
};
