import type { Campaign } from '../../schemas/campaign.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { postedAs } from '../shared/http/page-of.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';

const WORDS = {
  title: { zh: '撤回报表', en: 'Withdraw the report' },
  what: {
    zh: '撤回后，该报表视同尚未报送，须在截止时间前重新报送；截止时间后重新报送的，按逾期计。',
    en: 'Once withdrawn, the report counts as not submitted. Submit it again by the deadline; after it, it counts as late.',
  },
  kept: {
    zh: '已填写的内容和附件均保留，历次报送记录不会删除。如只需更正，不必撤回，直接修改后重新报送即可。',
    en: 'What you entered and uploaded is kept, and so is the record of what you submitted. To correct something you need not withdraw: change it and submit again.',
  },
  reference: { zh: '受理编号：', en: 'Reference number: ' },
  due: { zh: '截止时间：', en: 'Deadline: ' },
  closes: { zh: '最晚补报：', en: 'Late reports until: ' },
  withdraw: { zh: '确认撤回', en: 'Withdraw it' },
  back: { zh: '不撤回，返回报表', en: 'Do not withdraw: back to the report' },
};

export interface WithdrawalPage {
  campaign: Campaign;
  own: OwnReport;
  head: ReportHead;
  session: Session;
  language: Language;
}

/** Asks once more before a report is taken back, and says what follows from it. */
export function withdrawalPage({ campaign, own, head, session, language }: WithdrawalPage): string {
  const t = speak(language);
  const facts = [
    [WORDS.reference, head.reference ?? ''],
    [WORDS.due, deadlineText(campaign, own.due, language)],
    [WORDS.closes, deadlineText(campaign, own.closes, language)],
  ] as const;
  return page({
    title: `${t(WORDS.title)} – ${t(own.definition.title)}`,
    language,
    session,
    children: (
      <>
        <p class="caption">{t(own.definition.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {facts.map(([word, value]) => (
          <p>
            {t(word)}
            {value}
          </p>
        ))}
        <p class="notice">{t(WORDS.what)}</p>
        <p>{t(WORDS.kept)}</p>
        <form method="post" action={postedAs(own.unit, `/reports/${own.form}/withdrawal`)}>
          <input type="hidden" name="revision" value={String(head.revision)} />
          <p class="buttons">
            <button type="submit">{t(WORDS.withdraw)}</button>
            <a href={`/reports/${own.form}`}>{t(WORDS.back)}</a>
          </p>
        </form>
      </>
    ),
  });
}
