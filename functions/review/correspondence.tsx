import type { Campaign } from '../../schemas/campaign.ts';
import type { Message } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import type { AskedReport } from './asked-report.ts';
import { TO } from './decide.ts';
import { revisionName } from './revision-name.ts';
import { targetName } from './targets.ts';

const WORDS = {
  title: { zh: '审核记录', en: 'Decisions' },
  fields: { zh: '需要更正', en: 'To be corrected' },
};

/** What the offices said of a report, the newest first. */
export function Correspondence({
  campaign,
  asked,
  messages,
  language,
}: {
  campaign: Campaign;
  asked: AskedReport;
  messages: readonly Message[];
  language: Language;
}) {
  if (messages.length === 0) return null;
  const t = speak(language);
  const officeName = (id: string) =>
    campaign.offices.find((office) => office.id === id)?.name[language] ?? id;
  return (
    <section>
      <h2>{t(WORDS.title)}</h2>
      <ol class="list" reversed>
        {messages.toReversed().map(({ at, office, decision, revision, message, fields }) => (
          <li>
            <p>
              <span class={`tag tag-${TO[decision]}`}>{t(STATE_WORDS[TO[decision]])}</span>{' '}
              {revisionName(revision, language)} <Time campaign={campaign} at={at} language={language} />{' '}
              {officeName(office)}
            </p>
            {message && <blockquote>{message}</blockquote>}
            {fields.length > 0 && (
              <p>
                {t(WORDS.fields)}
                {language === 'zh' ? '：' : ': '}
                {fields
                  .map((pointer) => targetName(asked.definition, pointer)?.[language] ?? pointer)
                  .join(language === 'zh' ? '、' : ', ')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
