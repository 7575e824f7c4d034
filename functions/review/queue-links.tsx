import type { Campaign } from '../../schemas/campaign.ts';
import { knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import type { Queue } from './queue.ts';

const WORDS = {
  label: { zh: '其他待审核报表', en: 'Other reports that await review' },
  back: { zh: '返回报送进度', en: 'Back to the progress' },
  previous: { zh: '上一份待审核：', en: 'Previous to review: ' },
  next: { zh: '下一份待审核：', en: 'Next to review: ' },
  waiting: {
    zh: (count: number) => `另有${count}份待审核`,
    en: (count: number) => `${count} more to review`,
  },
  keys: {
    zh: '使用快捷键：A 审核通过，R 填写退回原因，N 下一份，P 上一份',
    en: 'Use keys: A accepts, R goes to the reason for a return, N next, P previous',
  },
  none: { zh: '没有其他待审核的报表', en: 'No other report awaits review' },
};

export interface QueueLinksProps {
  campaign: Campaign;
  forms: readonly Form[];
  queue: Queue;
  language: Language;
}

/** 哈尔滨市 统计表 */
export function placeName(
  { campaign, forms, language }: Pick<QueueLinksProps, 'campaign' | 'forms' | 'language'>,
  { unit, form }: NonNullable<Queue['next']>,
): string {
  const names = [knownUnitOf(campaign, unit)?.name, forms.find(({ id }) => id === form)?.short];
  return names.flatMap((name) => name?.[language] ?? []).join(' ');
}

/** The way back to the matrix, and on to the reports that await review. */
export function QueueLinks(props: QueueLinksProps) {
  const { queue, language } = props;
  const t = speak(language);
  const link = (rel: 'prev' | 'next', place: Queue['next']) => {
    if (!place) return null;
    return (
      <a href={`/desk/reports/${place.unit}/${place.form}`} rel={rel}>
        {t(rel === 'prev' ? WORDS.previous : WORDS.next)}
        {placeName(props, place)}
      </a>
    );
  };
  return (
    <nav class="queue no-print" aria-label={t(WORDS.label)}>
      <a href="/desk">{t(WORDS.back)}</a>
      {queue.waiting > 1 && link('prev', queue.previous)}
      {link('next', queue.next)}
      <span class="count">{queue.waiting > 0 ? WORDS.waiting[language](queue.waiting) : t(WORDS.none)}</span>
    </nav>
  );
}

/** What the keys do, shown by the script that listens to them. */
export function Keys({ language }: { language: Language }) {
  const t = speak(language);
  return (
    <p class="tick no-print" data-keys hidden>
      <input type="checkbox" id="keys" />
      <label for="keys">{t(WORDS.keys)}</label>
    </p>
  );
}
