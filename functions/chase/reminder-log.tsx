import type { Campaign } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  at: { zh: '时间', en: 'Time' },
  unit: { zh: '单位', en: 'Unit' },
  forms: { zh: '报表', en: 'Forms' },
  by: { zh: '发起', en: 'By' },
  schedule: { zh: '自动', en: 'Schedule' },
  fate: { zh: '邮件', en: 'Mail' },
};

const FATE: { [status: string]: Text } = {
  pending: { zh: '待发送', en: 'waiting' },
  sending: { zh: '发送中', en: 'being sent' },
  sent: { zh: '已发送', en: 'sent' },
  failed: { zh: '未能送达', en: 'not delivered' },
};

interface LogProps {
  campaign: Campaign;
  forms: readonly Form[];
  lines: RemindersView['log'];
  language: Language;
}

/** Who was reminded when, of what, by whom, and what became of the mail. */
export function ReminderLog({ campaign, forms, lines, language }: LogProps) {
  const t = speak(language);
  const nameOf = (id: string) => forms.find((form) => form.id === id)?.short[language] ?? id;
  return (
    <table class="stack">
      <thead>
        <tr>
          {[WORDS.at, WORDS.unit, WORDS.forms, WORDS.by, WORDS.fate].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ at, name, forms: of, by, status }) => (
          <tr>
            <th scope="row">
              <Time campaign={campaign} at={at} language={language} />
            </th>
            <td data-label={t(WORDS.unit)}>{name}</td>
            <td data-label={t(WORDS.forms)}>{of.map(nameOf).join(language === 'zh' ? '、' : ', ')}</td>
            <td data-label={t(WORDS.by)}>{by ?? t(WORDS.schedule)}</td>
            <td data-label={t(WORDS.fate)}>{status && FATE[status]?.[language]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
