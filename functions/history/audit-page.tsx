import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { AuditEntry, AuditFilter, AuditLog } from '../../schemas/contract/audit.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { FilterChoice } from '../shared/fields/filter-choice.tsx';
import { officeOf } from '../shared/offices.ts';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { ACTION_WORDS, actionName } from './words.ts';

const WORDS = {
  title: { zh: '操作日志', en: 'Audit log' },
  unit: { zh: '单位', en: 'Unit' },
  form: { zh: '报表', en: 'Form' },
  kind: { zh: '操作', en: 'What' },
  from: { zh: '起始日期', en: 'From' },
  to: { zh: '截止日期', en: 'To' },
  show: { zh: '查询', en: 'Show' },
  csv: { zh: '导出CSV', en: 'Export as CSV' },
  none: { zh: '这些日期内没有符合条件的操作。', en: 'Nothing like that was done in these days.' },
  older: { zh: '更早的操作', en: 'Earlier' },
  time: { zh: '时间', en: 'Time' },
  by: { zh: '操作人', en: 'By' },
  about: { zh: '对象', en: 'About' },
};

export interface AuditPage {
  campaign: Campaign;
  forms: readonly Form[];
  filter: AuditFilter;
  log: AuditLog;
  session: Session;
  language: Language;
}

function Day({ name, value, language }: { name: 'from' | 'to'; value: string; language: Language }) {
  return (
    <div class="field">
      <label for={`filter-${name}`}>{WORDS[name][language]}</label>
      <input id={`filter-${name}`} name={name} type="date" value={value} />
    </div>
  );
}

/** The query of this page, without what is empty. */
function query({ filter, log }: AuditPage, more: { [name: string]: string } = {}): string {
  const { unit, form, kind } = filter;
  const all = Object.entries({ unit, form, kind, from: log.from, to: log.to, ...more });
  return new URLSearchParams(all.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

function about({ campaign, forms, language }: AuditPage, event: AuditEntry): string {
  const unit = event.unit === undefined ? undefined : knownUnitOf(campaign, event.unit)?.name[language];
  const form = forms.find(({ id }) => id === event.form)?.short[language];
  const office = event.office === undefined ? undefined : officeOf(campaign, event.office, language);
  const parts = [unit ?? event.unit, form ?? event.form, event.reference, office];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** What the log can be narrowed to: the values and their words. */
function choices({ campaign, forms, language }: AuditPage) {
  const t = speak(language);
  return [
    ['unit', campaign.units.map(({ id, name }) => [id, t(name)] as const)],
    ['form', forms.map(({ id, short }) => [id, t(short)] as const)],
    ['kind', Object.entries(ACTION_WORDS).map(([action, words]) => [action, t(words)] as const)],
  ] as const;
}

/** Who did what and when, the newest first. */
export function auditPage(props: AuditPage): string {
  const { campaign, log, session, language } = props;
  const t = speak(language);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/audit',
    query: Object.fromEntries(new URLSearchParams(query(props))),
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <form method="get" action="/audit" class="narrow no-print">
          {choices(props).map(([name, options]) => (
            <FilterChoice
              name={name}
              label={t(WORDS[name])}
              options={options}
              chosen={props.filter[name]}
              language={language}
            />
          ))}
          <Day name="from" value={log.from} language={language} />
          <Day name="to" value={log.to} language={language} />
          <p class="buttons">
            <button type="submit" class="secondary">
              {t(WORDS.show)}
            </button>
            <a href={`/audit.csv?${query(props)}`}>{t(WORDS.csv)}</a>
          </p>
        </form>
        {log.events.length === 0 ? (
          <p class="notice">{t(WORDS.none)}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                {[WORDS.time, WORDS.by, WORDS.kind, WORDS.about].map((head) => (
                  <th scope="col">{t(head)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {log.events.map((event) => (
                <tr>
                  <td data-label={t(WORDS.time)}>
                    <Time campaign={campaign} at={event.at} language={language} />
                  </td>
                  <td data-label={t(WORDS.by)}>{event.by}</td>
                  <td data-label={t(WORDS.kind)}>{t(actionName(event.action))}</td>
                  <td data-label={t(WORDS.about)}>{about(props, event)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {log.next !== undefined && (
          <p>
            <a href={`/audit?${query(props, { before: log.next })}`}>{t(WORDS.older)}</a>
          </p>
        )}
      </>
    ),
  });
}
