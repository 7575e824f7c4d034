import type { Campaign } from '../../schemas/campaign.ts';
import { showDate } from '../../schemas/fields/date.ts';
import { describe } from '../../schemas/fields/describe.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { FilterChoice } from '../shared/fields/filter-choice.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { columnsOf, type OpenPlace } from './open-places.ts';
import type { Search } from './search.ts';

const WORDS = {
  title: { zh: '开放活动', en: 'Open days' },
  intro: {
    zh: '以下科研机构、大学和其他场所向公众开放，内容由各单位报送并经审核。',
    en: 'These research institutes, universities and other places open to the public. Units report them, and the offices have accepted them.',
  },
  unit: { zh: '报送单位', en: 'City or department' },
  date: { zh: '日期', en: 'Day' },
  words: { zh: '关键词', en: 'Words' },
  search: { zh: '查询', en: 'Search' },
  clear: { zh: '清除条件', en: 'Clear' },
  none: { zh: '没有符合条件的开放活动。', en: 'No open day is like that.' },
  noneYet: { zh: '还没有公布的开放活动。', en: 'No open day is published yet.' },
  address: { zh: '地址', en: 'Address' },
  open: { zh: '开放时间', en: 'Open' },
  to: { zh: '至', en: 'to' },
  calendar: { zh: '下载日历（.ics）', en: 'Download as a calendar (.ics)' },
  found: {
    zh: (count: number) => `共${count}处`,
    en: (count: number) => `${count} ${count === 1 ? 'place' : 'places'}`,
  },
};

interface OpenDaysPage {
  campaign: Campaign;
  forms: readonly Form[];
  all: readonly OpenPlace[];
  shown: readonly OpenPlace[];
  search: Search;
  query: { [name: string]: string };
  language: Language;
}

function SearchForm({ campaign, forms, all, search, language }: OpenDaysPage) {
  const t = speak(language);
  const here = new Set(all.map(({ unit }) => unit.id));
  const filters = forms.flatMap((form) =>
    form.publication
      ? columnsOf(form, form.publication).filter(({ name }) => form.publication?.filters.includes(name))
      : [],
  );
  return (
    <form method="get" action="/open-days" class="narrow no-print">
      <FilterChoice
        name="unit"
        label={t(WORDS.unit)}
        options={campaign.units.filter(({ id }) => here.has(id)).map(({ id, name }) => [id, name[language]])}
        chosen={search.unit}
        language={language}
      />
      {filters.map(({ name, title, options = [] }) => (
        <FilterChoice
          name={name}
          label={title[language]}
          options={options.map(({ value, label }) => [value, label[language]])}
          chosen={search.choices[name]}
          language={language}
        />
      ))}
      <div class="field">
        <label for="date">{t(WORDS.date)}</label>
        <input id="date" name="date" type="date" value={search.date} />
      </div>
      <div class="field">
        <label for="q">{t(WORDS.words)}</label>
        <input id="q" name="q" type="search" value={search.words} maxlength={100} />
      </div>
      <p class="buttons">
        <button type="submit">{t(WORDS.search)}</button> <a href="/open-days">{t(WORDS.clear)}</a>
      </p>
    </form>
  );
}

function Place({ open, language }: { open: OpenPlace; language: Language }) {
  const t = speak(language);
  const colon = language === 'zh' ? '：' : ': ';
  return (
    <li id={open.id}>
      <h3>{open.name}</h3>
      <p>
        {t(WORDS.open)}
        {colon}
        {showDate(open.from, language)} {t(WORDS.to)} {showDate(open.to, language)}
        <br />
        {t(WORDS.address)}
        {colon}
        {open.unit.name[language]} {open.place}
        {columnsOf(open.form, open.publication)
          .filter(({ name }) => open.details[name] !== undefined)
          .map((field) => (
            <>
              <br />
              {field.title[language]}
              {colon}
              {describe(field, open.details[field.name], language)}
            </>
          ))}
      </p>
    </li>
  );
}

/** What everybody may see of the accepted reports. */
export function openDaysPage(props: OpenDaysPage): string {
  const { campaign, all, shown, query, language } = props;
  const t = speak(language);
  const asked = new URLSearchParams(query).toString();
  return page({
    title: t(WORDS.title),
    language,
    query,
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <p>{t(WORDS.intro)}</p>
        {all.length === 0 ? (
          <p>{t(WORDS.noneYet)}</p>
        ) : (
          <>
            <SearchForm {...props} />
            <h2>{WORDS.found[language](shown.length)}</h2>
            {shown.length === 0 ? (
              <p>{t(WORDS.none)}</p>
            ) : (
              <>
                <p>
                  <a href={`/open-days/calendar.ics${asked && `?${asked}`}`}>{t(WORDS.calendar)}</a>
                </p>
                <ul class="list">
                  {shown.map((open) => (
                    <Place open={open} language={language} />
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </>
    ),
  });
}
