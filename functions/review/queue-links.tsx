import type { Campaign } from '../../schemas/campaign.ts';
import { knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { deskAddress, type Narrowing, type Place, reportAddress } from './narrowing.ts';
import type { Queue } from './queue.ts';

const WORDS = {
  label: { zh: '其他报表', en: 'Other reports' },
  back: { zh: '返回报送进度', en: 'Back to the progress' },
  review: {
    prev: { zh: '上一份待审核：', en: 'Previous to review: ' },
    next: { zh: '下一份待审核：', en: 'Next to review: ' },
    none: { zh: '没有其他待审核的报表', en: 'No other report awaits review' },
    others: {
      zh: (count: number) => `另有${count}份待审核`,
      en: (count: number) => `${count} more to review`,
    },
  },
  /** The same of some forms or units alone: elsewhere more may await review. */
  part: {
    prev: { zh: '上一份待审核：', en: 'Previous to review: ' },
    next: { zh: '下一份待审核：', en: 'Next to review: ' },
    none: { zh: '筛选范围内没有其他待审核的报表', en: 'No other report of these awaits review' },
    others: {
      zh: (count: number) => `筛选范围内另有${count}份待审核`,
      en: (count: number) => `${count} more of these to review`,
    },
  },
  list: {
    prev: { zh: '列表中上一份：', en: 'Previous in the list: ' },
    next: { zh: '列表中下一份：', en: 'Next in the list: ' },
    none: { zh: '列表中没有其他报表', en: 'No other report is in the list' },
    others: {
      zh: (count: number) => `列表中另有${count}份`,
      en: (count: number) => `${count} more in the list`,
    },
  },
  keys: {
    zh: '使用快捷键：A 审核通过，R 填写退回原因，N 下一份，P 上一份',
    en: 'Use keys: A accepts, R goes to the reason for a return, N next, P previous',
  },
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
  { unit, form }: Place,
): string {
  const names = [knownUnitOf(campaign, unit)?.name, forms.find(({ id }) => id === form)?.short];
  return names.flatMap((name) => name?.[language] ?? []).join(' ');
}

/** By what the list goes that somebody came from. */
function listOf({ show = 'submitted', form, group }: Narrowing): 'review' | 'part' | 'list' {
  if (show !== 'submitted') return 'list';
  return form === undefined && group === undefined ? 'review' : 'part';
}

/** The way back to the matrix as it was narrowed, and on to the reports of that list. */
export function QueueLinks(props: QueueLinksProps) {
  const { queue, language } = props;
  const { narrowing, others } = queue;
  const t = speak(language);
  const words = WORDS[listOf(narrowing)];
  const link = (rel: 'prev' | 'next', place: Place | undefined) => {
    if (!place) return null;
    return (
      <a href={reportAddress(place, narrowing)} rel={rel}>
        {t(words[rel])}
        {placeName(props, place)}
      </a>
    );
  };
  return (
    <nav class="queue no-print" aria-label={t(WORDS.label)}>
      <a href={deskAddress(narrowing)}>{t(WORDS.back)}</a>
      {others > 1 && link('prev', queue.previous)}
      {link('next', queue.next)}
      <span class="count">{others > 0 ? words.others[language](others) : t(words.none)}</span>
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
