import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { FileFacts } from '../shared/attachments/file-list.tsx';
import { scanOf, whyWithheld, withheldAs } from '../shared/attachments/scan.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { TextBox } from '../shared/fields/labelled.tsx';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { shownAs } from './download.ts';
import type { FoundFile } from './find-file.ts';
import { type Narrowing, NOT_NARROWED, parametersOf, reportAddress, revisionParameter } from './narrowing.ts';
import { Sight } from './sight.tsx';

const WORDS = {
  back: { zh: '返回报表', en: 'Back to the report' },
  download: { zh: '下载', en: 'Download' },
  noSight: {
    zh: '内容经检测确为图片或MP4、MOV视频的，可以在此查看；其他文件请下载后打开。',
    en: 'What was found to be a picture, or an MP4 or MOV video, is shown here. Download others to open them.',
  },
  allow: { zh: '认可此文件', en: 'Allow this file' },
  allowHint: {
    zh: '文件不符合检测要求但确可使用时，可填写理由后认可。理由和经办人记入操作日志，并对填报单位可见。',
    en: 'If the file can be used although it does not meet the requirements, give the reason. It goes into the audit log with your name, and the unit sees it.',
  },
  reason: { zh: '认可理由', en: 'Reason' },
  infected: {
    zh: '该文件含有病毒，不能认可，也不会进入归档。',
    en: 'This file holds malware. It cannot be allowed and stays out of archives.',
  },
};

export interface FilePage {
  asked: AskedReport;
  file: FoundFile;
  /** Where the page fetches what it shows. */
  source: string | undefined;
  revision: number | undefined;
  narrowing: Narrowing;
  session: Session;
  language: Language;
  details?: readonly Detail[];
  typed?: string;
}

function Allow({ asked, file, revision, narrowing, language, typed = '', details = [] }: FilePage) {
  const t = speak(language);
  const action = reportAddress(asked, narrowing, { under: `/attachments/${file.id}/allow` });
  return (
    <form method="post" action={action} novalidate>
      <h2>{t(WORDS.allow)}</h2>
      {revision !== undefined && <input type="hidden" name="revision" value={String(revision)} />}
      <TextBox
        name="reason"
        label={WORDS.reason}
        hint={WORDS.allowHint}
        details={details}
        language={language}
        rows={3}
        value={typed}
        required
      />
      <button type="submit" class="secondary">
        {t(WORDS.allow)}
      </button>
    </form>
  );
}

/** Not one that the unit has removed: there is another one, or none, to decide about. */
const canAllow = (file: FoundFile): boolean =>
  (file.state === 'refused' || file.state === 'unchecked') && !('removed' in file && file.removed);

/** One file for the office: to look at, with what was found of it. */
export function filePage(props: FilePage): string {
  const { asked, file, source, revision, narrowing, session, language, details = [] } = props;
  const t = speak(language);
  const more = revisionParameter(revision);
  const under = `/attachments/${file.id}`;
  const name = file.name ?? file.id;
  const kind = shownAs(file);
  return page({
    title: name,
    language,
    session,
    at: '/desk/',
    error: details.length > 0,
    address: reportAddress(asked, NOT_NARROWED, { under: `${under}/view` }),
    query: Object.fromEntries([...more, ...parametersOf(narrowing)]),
    children: (
      <>
        <ErrorSummary details={[...details]} language={language} />
        <p>
          <a href={reportAddress(asked, narrowing, { more })}>{t(WORDS.back)}</a>
        </p>
        <p class="caption">
          {asked.who.name[language]} {t(asked.definition.title)}
        </p>
        <h1>{name}</h1>
        <div>
          <FileFacts file={attachmentSummary(file, language)} language={language} />
        </div>
        {source !== undefined && <Sight kind={kind} source={source} name={name} />}
        {kind === undefined && <p class="hint">{t(WORDS.noSight)}</p>}
        {kind !== undefined && source === undefined && (
          <p class="warning">{t(whyWithheld(withheldAs(file, true) ?? 'waiting').message)}</p>
        )}
        <p>
          <a href={reportAddress(asked, NOT_NARROWED, { under, more })}>{t(WORDS.download)}</a>
        </p>
        {'scan' in file && scanOf(file) === 'infected' ? (
          <p class="warning">{t(WORDS.infected)}</p>
        ) : (
          canAllow(file) && <Allow {...props} />
        )}
      </>
    ),
  });
}
