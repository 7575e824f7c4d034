import type { Campaign } from '../../schemas/campaign.ts';
import type { ContactView, RosterUnit, RosterView } from '../../schemas/contract/roster.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { GROUP_WORDS, OBLIGATION_WORDS } from '../shared/roster/words.ts';
import { ExtensionForm } from './extension-form.tsx';
import { Input, NOTHING_TYPED, Select, type Typed } from './input.tsx';
import { WORDS } from './words.ts';

export const NEW_UNIT = 'new-unit';
export const NEW_OFFICE = 'new-office';

export interface RosterPage {
  campaign: Campaign;
  view: RosterView;
  session: Session;
  language: Language;
  typed: Typed;
  done: boolean;
}

function Contacts({ contacts, language }: { contacts: readonly ContactView[]; language: Language }) {
  const t = speak(language);
  if (contacts.length === 0) return <span class="tag tag-overdue">{t(WORDS.nobody)}</span>;
  return (
    <>
      {contacts.map(({ email, name, bouncedAt }) => (
        <div>
          {name && `${name} `}
          {email} {bouncedAt && <span class="tag tag-overdue">{t(WORDS.bounced)}</span>}
        </div>
      ))}
    </>
  );
}

function UnitRow({ unit, view, language }: { unit: RosterUnit; view: RosterView; language: Language }) {
  const t = speak(language);
  return (
    <tr>
      <th scope="row">
        <a href={`/roster/units/${unit.id}`}>{t(unit.name)}</a>{' '}
        {unit.removed && <span class="tag">{t(WORDS.removed)}</span>}
      </th>
      {view.forms.map(({ id, title }) => {
        const days = unit.days[id];
        return (
          <td data-label={title}>
            {t(OBLIGATION_WORDS[unit.owes[id] ?? 'none'])}
            {days && (
              <small>
                {' '}
                {t(WORDS.extended)} {showDate(days.due, language)}
              </small>
            )}
          </td>
        );
      })}
      <td data-label={t(WORDS.contacts)}>
        <Contacts contacts={unit.contacts} language={language} />
      </td>
    </tr>
  );
}

function Units({ view, campaign, language }: Pick<RosterPage, 'view' | 'campaign' | 'language'>) {
  const t = speak(language);
  return (
    <section class="scroll" tabindex={0} aria-label={t(WORDS.units)}>
      <table class="matrix">
        <caption>{t(campaign.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(WORDS.unit)}</th>
            {view.forms.map(({ title, due }) => (
              <th scope="col">
                {title}
                <br />
                <small>{showDate(due, language)}</small>
              </th>
            ))}
            <th scope="col">{t(WORDS.contacts)}</th>
          </tr>
        </thead>
        <tbody>
          {view.units.map((unit) => (
            <UnitRow unit={unit} view={view} language={language} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Offices({ view, language }: Pick<RosterPage, 'view' | 'language'>) {
  const t = speak(language);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t(WORDS.office)}</th>
          <th scope="col">{t(WORDS.contacts)}</th>
        </tr>
      </thead>
      <tbody>
        {view.offices.map(({ id, name, lead, removed, contacts }) => (
          <tr>
            <th scope="row">
              <a href={`/roster/offices/${id}`}>{t(name)}</a>{' '}
              {lead && <span class="tag">{t(WORDS.lead)}</span>}
              {removed && <span class="tag">{t(WORDS.removed)}</span>}
            </th>
            <td data-label={t(WORDS.contacts)}>
              <Contacts contacts={contacts} language={language} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewUnit({ view, typed, language }: Pick<RosterPage, 'view' | 'typed' | 'language'>) {
  const t = speak(language);
  const common = { typed: typed.form === NEW_UNIT ? typed : NOTHING_TYPED, language };
  return (
    <form method="post" action="/roster/units" id="add-unit" novalidate>
      <h2>{t(WORDS.addUnit)}</h2>
      <input type="hidden" name="version" value={String(view.version)} />
      <Input name="id" label={WORDS.id} hint={WORDS.idHint} {...common} />
      <Input name="name" label={WORDS.name} {...common} />
      <Input name="nameEn" label={WORDS.nameEn} {...common} />
      <Select
        name="group"
        label={WORDS.group}
        {...common}
        options={view.groups.map((value) => ({ value, label: GROUP_WORDS[value]?.[language] ?? value }))}
      />
      <p class="buttons">
        <button type="submit">{t(WORDS.add)}</button>
      </p>
    </form>
  );
}

function NewOffice({ view, typed, language }: Pick<RosterPage, 'view' | 'typed' | 'language'>) {
  const t = speak(language);
  const common = { typed: typed.form === NEW_OFFICE ? typed : NOTHING_TYPED, language };
  return (
    <form method="post" action="/roster/offices" id="add-office" novalidate>
      <h2>{t(WORDS.addOffice)}</h2>
      <p class="hint">{t(WORDS.addOfficeHint)}</p>
      <input type="hidden" name="version" value={String(view.version)} />
      {/* A page has one input of a name: the unit's. */}
      <Input name="officeId" label={WORDS.officeId} hint={WORDS.officeIdHint} {...common} />
      <Input name="officeName" label={WORDS.name} {...common} />
      <Input name="officeNameEn" label={WORDS.nameEn} {...common} />
      <p class="buttons">
        <button type="submit">{t(WORDS.add)}</button>
      </p>
    </form>
  );
}

/** Everybody on the roster, what they owe until when, and the ways to change it. */
export function rosterPage(props: RosterPage): string {
  const { campaign, view, session, language, typed, done } = props;
  const t = speak(language);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/roster',
    error: typed.details.length > 0,
    address: '/roster',
    children: (
      <>
        <ErrorSummary details={typed.details} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {done && (
          <p class="notice" role="status">
            {t(WORDS.done)}
          </p>
        )}
        <p>{t(WORDS.intro)}</p>
        <p>
          <a href="/roster/import">{t(WORDS.import)}</a>
          {' · '}
          <a href="/personal-data">{t(WORDS.personalData)}</a>
        </p>
        <h2>{t(WORDS.units)}</h2>
        <Units {...props} />
        <h2>{t(WORDS.offices)}</h2>
        <Offices {...props} />
        <ExtensionForm view={view} typed={typed} language={language} />
        <NewUnit {...props} />
        <NewOffice {...props} />
      </>
    ),
  });
}
