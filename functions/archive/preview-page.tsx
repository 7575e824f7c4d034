import type { ArchivePreview } from '../../schemas/contract/archives.ts';
import type { Session } from '../../schemas/session.ts';
import { sizeText } from '../../schemas/size-text.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { choiceFacts, listText, Owing } from './choice-facts.tsx';
import { ChoiceForm } from './choice-form.tsx';
import type { Ticked } from './posted-choice.ts';

const WORDS = {
  title: { zh: '核对归档内容', en: 'Check what the archive will hold' },
  back: { zh: '返回归档下载', en: 'Back to the archives' },
  holds: { zh: '将包含', en: 'Will hold' },
  reports: { zh: (n: number) => `${n}份报表`, en: (n: number) => (n === 1 ? '1 report' : `${n} reports`) },
  files: {
    zh: (n: number) => `${n}个附件`,
    en: (n: number) => (n === 1 ? '1 attachment' : `${n} attachments`),
  },
  nothing: {
    zh: '所选范围内还没有可归档的报表，请放宽选择。',
    en: 'Nothing of what you chose has been reported yet. Choose more.',
  },
  build: { zh: '生成归档', en: 'Build the archive' },
};

export interface PreviewPage extends Omit<ChoiceForm, 'ticked'> {
  preview: ArchivePreview;
  /** Drawn with the page: posting it twice asks for one archive. */
  id: string;
  ticked: Ticked;
  session: Session;
}

/** What was ticked goes along unseen, so that what is built is what was shown. */
function Build({ id, ticked, language }: Pick<PreviewPage, 'id' | 'ticked' | 'language'>) {
  const { forms, units, states, since, attachments } = ticked;
  const fields = Object.entries({
    id: [id],
    forms,
    units,
    states,
    since: [since],
    attachments: [attachments],
  });
  return (
    <form method="post" action="/archives">
      {fields.flatMap(([name, values]) =>
        values.map((value) => <input type="hidden" name={name} value={value} />),
      )}
      <p class="buttons">
        <button type="submit">{speak(language)(WORDS.build)}</button>
      </p>
    </form>
  );
}

/** Before anything is built: how much it will be, and who is missing; below it the choice, to be changed. */
export function previewPage(props: PreviewPage): string {
  const { preview, session, language } = props;
  const t = speak(language);
  const { choice, reports, files, bytes, missing } = preview;
  const counted = [WORDS.reports[language](reports), WORDS.files[language](files), sizeText(bytes)];
  const facts = [...choiceFacts(choice, props), [WORDS.holds, listText(counted, language)] as const];
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/archives/',
    children: (
      <>
        <p>
          <a href="/archives">{t(WORDS.back)}</a>
        </p>
        <h1>{t(WORDS.title)}</h1>
        <Facts facts={facts.map(([name, value]) => [t(name), value])} />
        {reports === 0 ? <p class="notice">{t(WORDS.nothing)}</p> : <Build {...props} />}
        <Owing {...props} missing={missing} />
        <ChoiceForm {...props} />
      </>
    ),
  });
}
