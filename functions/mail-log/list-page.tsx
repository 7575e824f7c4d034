import { type Campaign, everyOffice, everyUnit, knownUnitOf } from '../../schemas/campaign.ts';
import { type MailFilter, type MailList, MailState, type MailView } from '../../schemas/contract/mails.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { MailKind } from '../../schemas/mail.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { FilterChoice } from '../shared/fields/filter-choice.tsx';
import { timeText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { KIND_WORDS, MAIL_WORDS } from './words.ts';

const WORDS = {
  title: { zh: '邮件记录', en: 'Mails' },
  hint: {
    zh: '系统发出的通知及其送达情况。登录验证码不在此列。',
    en: 'What the system has sent, and what became of it. Codes to sign in are not listed.',
  },
  filter: { zh: '筛选', en: 'Show' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  kind: { zh: '类型', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  trouble: { zh: '需要处理的', en: 'Those in trouble' },
  at: { zh: '时间', en: 'Time' },
  whom: { zh: '收件单位', en: 'To' },
  about: { zh: '报表', en: 'About' },
  addresses: { zh: '收件邮箱', en: 'Addresses' },
  twice: { zh: '可能重复发送', en: 'Possibly sent twice' },
  again: { zh: '重发', en: 'Sent again' },
  none: { zh: '没有符合条件的邮件。', en: 'No mail is like that.' },
  noneHere: {
    zh: '这一段时间内没有符合条件的邮件，请查看更早的。',
    en: 'No mail of this stretch of time is like that; look at older ones.',
  },
  older: { zh: '更早的邮件', en: 'Older mails' },
  newest: { zh: '最新的邮件', en: 'Newest mails' },
};

export interface ListPage {
  campaign: Campaign;
  list: MailList;
  filter: MailFilter;
  /** Not the first page. */
  from: string | undefined;
  session: Session;
  language: Language;
}

function Filters({ campaign, filter, language }: ListPage) {
  const t = speak(language);
  const named = <T extends string>(values: readonly T[], words: { [value in T]: Text }) =>
    values.map((value) => [value, t(words[value])] as const);
  const states = named(MailState.options, MAIL_WORDS);
  return (
    <form method="get" action="/mails" class="narrow no-print">
      <FilterChoice
        name="unit"
        label={t(WORDS.unit)}
        chosen={filter.unit}
        options={everyUnit(campaign).map(({ id, name }) => [id, t(name)])}
        language={language}
      />
      <FilterChoice
        name="kind"
        label={t(WORDS.kind)}
        chosen={filter.kind}
        options={named(MailKind.options, KIND_WORDS)}
        language={language}
      />
      <FilterChoice
        name="state"
        label={t(WORDS.state)}
        chosen={filter.state}
        options={[['trouble', t(WORDS.trouble)], ...states]}
        language={language}
      />
      <p class="buttons">
        <button type="submit" class="secondary">
          {t(WORDS.filter)}
        </button>
      </p>
    </form>
  );
}

/** The name of a unit or an office, else the one address that gets it. */
export function whomOf(campaign: Campaign, { unit, office, to }: MailView, language: Language): string {
  const known = knownUnitOf(campaign, unit ?? '') ?? everyOffice(campaign).find(({ id }) => id === office);
  return known?.name[language] ?? unit ?? office ?? to[0]?.address ?? '';
}

function Line({ mail, campaign, language }: Pick<ListPage, 'campaign' | 'language'> & { mail: MailView }) {
  const t = speak(language);
  const { id, kind, form, reference, createdAt, state, possiblyTwice, to, again } = mail;
  return (
    <tr>
      <th scope="row">
        <a href={`/mails/${encodeURIComponent(id)}`}>
          <time datetime={createdAt}>{timeText(campaign, createdAt, language)}</time>
        </a>
      </th>
      <td data-label={t(WORDS.kind)}>
        {t(KIND_WORDS[kind])} {again && <span class="tag">{t(WORDS.again)}</span>}
      </td>
      <td data-label={t(WORDS.whom)}>{whomOf(campaign, mail, language)}</td>
      <td data-label={t(WORDS.about)}>
        {form && (formOf(form)?.short[language] ?? form)} {reference}
      </td>
      <td data-label={t(WORDS.addresses)}>{to.length > 0 && to.length}</td>
      <td data-label={t(WORDS.state)}>
        <span class={`tag tag-${state}`}>{t(MAIL_WORDS[state])}</span>{' '}
        {possiblyTwice && <span class="tag tag-undelivered">{t(WORDS.twice)}</span>}
      </td>
    </tr>
  );
}

/** The mails of the campaign, newest first. */
export function listPage(props: ListPage): string {
  const { campaign, list, filter, from, session, language } = props;
  const t = speak(language);
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const query = new URLSearchParams(given);
  const older = new URLSearchParams([...given, ['from', list.next ?? '']]);
  const heads = [WORDS.at, WORDS.kind, WORDS.whom, WORDS.about, WORDS.addresses, WORDS.state];
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/mails',
    query: { ...filter, from },
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <p>{t(WORDS.hint)}</p>
        <Filters {...props} />
        {list.mails.length === 0 ? (
          <p>{t(list.next === undefined ? WORDS.none : WORDS.noneHere)}</p>
        ) : (
          <table class="stack">
            <caption>{t(WORDS.title)}</caption>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th scope="col">{t(head)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.mails.map((mail) => (
                <Line mail={mail} campaign={campaign} language={language} />
              ))}
            </tbody>
          </table>
        )}
        <p>
          {from !== undefined && <a href={`/mails?${query}`}>{t(WORDS.newest)}</a>}{' '}
          {list.next !== undefined && <a href={`/mails?${older}`}>{t(WORDS.older)}</a>}
        </p>
      </>
    ),
  });
}
