import type { Campaign } from '../../schemas/campaign.ts';
import type { Language } from '../../schemas/text.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { StandingTags } from '../shared/page/standing-tags.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import type { ReportFacts, ToldRevision } from './report.ts';

const WORDS = {
  state: { zh: '状态', en: 'State' },
  reference: { zh: '受理编号', en: 'Reference number' },
  submittedAt: { zh: '报送时间', en: 'Submitted at' },
  submittedBy: { zh: '填报账号', en: 'Submitted by' },
  due: { zh: '截止时间', en: 'Deadline' },
  nil: { zh: '零报告', en: 'Nil return' },
};

export interface FactsProps {
  campaign: Campaign;
  report: ReportFacts;
  /** The revision that is shown; none before the first. */
  shown: ToldRevision | undefined;
  language: Language;
}

/** Where a report stands, and which submission is looked at. */
export function Facts({ campaign, report, shown, language }: FactsProps) {
  const t = speak(language);
  return (
    <dl class="answers">
      <div>
        <dt>{t(WORDS.state)}</dt>
        <dd>
          <StandingTags standing={report} language={language} />{' '}
          {shown?.nil && <span class="tag">{t(WORDS.nil)}</span>}
        </dd>
      </div>
      <div>
        <dt>{t(WORDS.due)}</dt>
        <dd>
          <Time campaign={campaign} at={report.due} language={language} as={deadlineText} />
        </dd>
      </div>
      {shown && (
        <>
          <div>
            <dt>{t(WORDS.reference)}</dt>
            <dd>{shown.reference}</dd>
          </div>
          <div>
            <dt>{t(WORDS.submittedAt)}</dt>
            <dd>
              <Time campaign={campaign} at={shown.submittedAt} language={language} />
            </dd>
          </div>
          {shown.submittedBy !== undefined && (
            <div>
              <dt>{t(WORDS.submittedBy)}</dt>
              <dd>{shown.submittedBy}</dd>
            </div>
          )}
        </>
      )}
    </dl>
  );
}
