import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { ReceiptView } from '../../schemas/contract/reports.ts';
import { type Form, fieldsOf } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { fileName } from '../shared/attachments/file-list.tsx';
import { FileList } from '../shared/attachments/own-files.tsx';
import { Answers } from '../shared/fields/answers.tsx';
import { Explained } from '../shared/fields/explained.tsx';
import { leadOffice } from '../shared/offices.ts';
import { deadlineText, timeText } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { PROBLEMS } from '../shared/problems.ts';
import { explainedIn } from '../shared/reports/explained.ts';
import { STATUS_WORDS, TIMELINESS_WORDS } from '../shared/state-words.ts';

const WORDS = {
  title: { zh: '回执', en: 'Receipt' },
  submitted: { zh: '报送成功', en: 'Submitted' },
  reference: { zh: '受理编号', en: 'Reference number' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  at: { zh: '报送时间', en: 'Submitted at' },
  revision: { zh: '报送次数', en: 'Revision' },
  due: { zh: '截止时间', en: 'Deadline' },
  state: { zh: '当前状态', en: 'State now' },
  nil: { zh: '零报告', en: 'Nil return' },
  newer: {
    zh: '此后已重新报送，最新的受理编号为',
    en: 'It was submitted again since; the newest reference number is',
  },
  next: { zh: '接下来', en: 'What happens next' },
  mail: {
    zh: '确认邮件将在几分钟内发送到本单位所有联系人的邮箱，内含全部填报内容和附件清单。',
    en: 'Within minutes a confirmation with all answers and the list of files goes to every contact of your unit.',
  },
  review: {
    zh: '主管部门将进行审核；如被退回修改或审核通过，会另发邮件通知。审核通过前可以更正并重新报送。',
    en: 'The office will review it and mail you when it is returned or accepted. Until it is accepted you can correct it and submit it again.',
  },
  returned: {
    zh: '该报表已退回修改，请按退回原因更正后重新报送。',
    en: 'The office returned it: correct it as told and submit it again.',
  },
  withdrawn: {
    zh: '该报表已撤回，视同尚未报送，请更正后重新报送。',
    en: 'It was withdrawn and counts as not submitted: correct it and submit it again.',
  },
  ask: { zh: '如有疑问，请联系：', en: 'If you have questions, ask: ' },
  quote: { zh: '联系时请提供受理编号。', en: 'Have the reference number at hand.' },
  print: {
    zh: '本页可以打印或收藏，作为报送凭证。',
    en: 'You can print or bookmark this page as your receipt.',
  },
  answers: { zh: '填报内容', en: 'Answers' },
  files: { zh: '附件', en: 'Attachments' },
  reports: { zh: '返回我的报表', en: 'Back to my reports' },
};

export interface ReceiptPage {
  campaign: Campaign;
  form: Form;
  head: ReportHead;
  receipt: ReceiptView;
  session: Session;
  language: Language;
}

function factsOf({ campaign, receipt, head, language }: ReceiptPage) {
  const t = speak(language);
  const unit = knownUnitOf(campaign, receipt.unit);
  return [
    [WORDS.unit, unit ? t(unit.name) : receipt.unit],
    [WORDS.at, timeText(campaign, receipt.submittedAt, language)],
    [WORDS.due, deadlineText(campaign, receipt.due, language)],
    [WORDS.revision, String(receipt.revision)],
    [WORDS.state, `${t(STATUS_WORDS[head.state])} · ${t(TIMELINESS_WORDS[receipt.timeliness])}`],
  ] as const;
}

/** What the unit can expect of the submission that counts; of one that was replaced, nothing. */
function nextSteps({ head, receipt }: ReceiptPage): Text[] {
  if (head.state === 'accepted') return [PROBLEMS['already-accepted'].text];
  if (head.state === 'returned') return [WORDS.returned];
  if (head.state === 'withdrawn') return [WORDS.withdrawn];
  return head.revision === receipt.revision ? [WORDS.mail, WORDS.review] : [];
}

/** Proof of a submission: bookmarkable, printable, the same however often it is opened. */
export function receiptPage(props: ReceiptPage): string {
  const { campaign, form, head, receipt, session, language } = props;
  const t = speak(language);
  const newer = head.revision > receipt.revision ? head.reference : undefined;
  const explained = explainedIn(form, receipt);
  return page({
    title: `${t(WORDS.title)} ${receipt.reference} – ${receipt.title}`,
    language,
    session,
    children: (
      <>
        <section class="confirmation" aria-labelledby="receipt-title">
          <h1 id="receipt-title">{t(WORDS.submitted)}</h1>
          <p>{receipt.title}</p>
          <p>
            {t(WORDS.reference)} <strong class="reference">{receipt.reference}</strong>
          </p>
        </section>
        {newer !== undefined && (
          <p class="notice">
            {t(WORDS.newer)} <a href={`/receipts/${newer}`}>{newer}</a>
          </p>
        )}
        <Facts facts={factsOf(props).map(([word, value]) => [t(word), value])} />
        {receipt.nil && <p class="notice">{t(WORDS.nil)}</p>}
        <h2>{t(WORDS.next)}</h2>
        <ul>
          {nextSteps(props).map((step) => (
            <li>{t(step)}</li>
          ))}
          <li>
            {t(WORDS.ask)}
            {leadOffice(campaign, language)}
            {language === 'zh' ? '。' : '. '}
            {t(WORDS.quote)}
          </li>
          <li>{t(WORDS.print)}</li>
        </ul>
        <h2>{t(WORDS.answers)}</h2>
        <Answers
          fields={fieldsOf(form)}
          answers={receipt.answers}
          language={language}
          files={new Map(receipt.attachments.map((file) => [file.id, fileName(file, language)]))}
          explanations={explained.at}
        />
        <Explained form={form} explanations={explained.other} language={language} />
        <h2>{t(WORDS.files)}</h2>
        <FileList
          form={form.id}
          files={receipt.attachments}
          language={language}
          linked={session.role === 'unit'}
        />
        {session.role === 'unit' && (
          <p class="no-print">
            <a href="/reports">{t(WORDS.reports)}</a>
          </p>
        )}
      </>
    ),
  });
}
