import type { Campaign, Unit } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Message } from '../../../schemas/report.ts';
import type { Language } from '../../../schemas/text.ts';
import { officeOf } from '../offices.ts';
import { Time } from '../page/time.tsx';
import { speak } from '../page/words.ts';
import { targetName } from '../reports/target-name.ts';
import { STATE_WORDS } from '../state-words.ts';

const WORDS = {
  fields: { zh: '需要更正', en: 'To be corrected' },
  revision: {
    zh: (revision: number) => `第${revision}次报送`,
    en: (revision: number) => `revision ${revision}`,
  },
};

const STATE = { accept: 'accepted', return: 'returned' } as const;

export interface ConversationProps {
  campaign: Campaign;
  form: Form;
  unit: Unit;
  messages: readonly Message[];
  language: Language;
}

/** What the offices and the unit said of a report, decisions among it, the oldest first. */
export function ConversationList({ campaign, form, unit, messages, language }: ConversationProps) {
  const t = speak(language);
  return (
    <ol class="list conversation">
      {messages.map(({ at, office, decision, revision, message, fields }) => (
        <li class={office === undefined ? 'said-by-unit' : undefined}>
          <p>
            <strong>{office === undefined ? t(unit.name) : officeOf(campaign, office, language)}</strong>{' '}
            <Time campaign={campaign} at={at} language={language} />{' '}
            {decision && <span class={`tag tag-${STATE[decision]}`}>{t(STATE_WORDS[STATE[decision]])}</span>}{' '}
            {revision > 0 && <small>{WORDS.revision[language](revision)}</small>}
          </p>
          {message && <blockquote>{message}</blockquote>}
          {fields.length > 0 && (
            <p>
              {t(WORDS.fields)}
              {language === 'zh' ? '：' : ': '}
              {fields
                .map((pointer) => targetName(form, pointer)?.[language] ?? pointer)
                .join(language === 'zh' ? '、' : ', ')}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
