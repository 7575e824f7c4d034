import type { Campaign } from '../../schemas/campaign.ts';
import type { ContactView, RosterEntry, RosterView } from '../../schemas/contract/roster.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { localTime } from '../shared/local-time.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { GROUP_WORDS } from '../shared/roster/words.ts';
import { Input, NOTHING_TYPED, Select, type Typed } from './input.tsx';
import { OwesFields } from './owes-fields.tsx';
import { WORDS } from './words.ts';

export const CONTACT = 'contact';
export const OWNER = 'owner';

export interface OwnerPage {
  campaign: Campaign;
  view: RosterView;
  entry: RosterEntry;
  session: Session;
  language: Language;
  typed: Typed;
  done: boolean;
}

function Period({
  contact,
  campaign,
  language,
}: { contact: ContactView } & Pick<OwnerPage, 'campaign' | 'language'>) {
  const t = speak(language);
  const { since, until } = contact;
  const day = (at: string) => localTime(campaign, at).slice(0, 10);
  return (
    <>
      {since && (language === 'zh' ? `${day(since)}${t(WORDS.since)}` : `${t(WORDS.since)} ${day(since)}`)}{' '}
      {until && (language === 'zh' ? `${t(WORDS.until)}${day(until)}` : `${t(WORDS.until)} ${day(until)}`)}
    </>
  );
}

function Contacts({
  contacts,
  campaign,
  language,
  removable,
}: Pick<OwnerPage, 'campaign' | 'language'> & { contacts: readonly ContactView[]; removable: boolean }) {
  const t = speak(language);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t(WORDS.email)}</th>
          <th scope="col">{t(WORDS.period)}</th>
          {removable && <th scope="col">{t(WORDS.remove)}</th>}
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <tr>
            <th scope="row">
              {contact.name && `${contact.name} `}
              {contact.email} {contact.bouncedAt && <span class="tag tag-overdue">{t(WORDS.bounced)}</span>}
            </th>
            <td data-label={t(WORDS.period)}>
              <Period contact={contact} campaign={campaign} language={language} />
            </td>
            {removable && (
              <td data-label={t(WORDS.remove)}>
                <form method="post" action="/roster/contacts/remove">
                  <input type="hidden" name="email" value={contact.email} />
                  <button type="submit" class="link">
                    {t(WORDS.remove)}
                    <span class="visually-hidden"> {contact.email}</span>
                  </button>
                </form>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewContact({
  owner,
  entry,
  typed,
  language,
}: { owner: { unit?: string; office?: string } } & Pick<OwnerPage, 'entry' | 'typed' | 'language'>) {
  const t = speak(language);
  const common = { typed: typed.form === CONTACT ? typed : NOTHING_TYPED, language };
  return (
    <form method="post" action="/roster/contacts" novalidate>
      <h2>{t(WORDS.addContact)}</h2>
      <p class="hint">{t(WORDS.addContactHint)}</p>
      <input type="hidden" name="version" value={String(entry.version)} />
      {owner.unit !== undefined && <input type="hidden" name="unit" value={owner.unit} />}
      {owner.office !== undefined && <input type="hidden" name="office" value={owner.office} />}
      <Input name="email" type="email" label={WORDS.email} {...common} />
      {/* A page has one name for a name: the unit's own. */}
      <Input name="person" label={WORDS.person} {...common} />
      <p class="buttons">
        <button type="submit">{t(WORDS.add)}</button>
      </p>
    </form>
  );
}

function ChangeOwner({ view, entry, typed, language }: OwnerPage) {
  const t = speak(language);
  const { unit, office, version } = entry;
  const common = { typed: typed.form === OWNER ? typed : NOTHING_TYPED, language };
  const { id, name } = unit ?? office ?? { id: '', name: { zh: '', en: '' } };
  return (
    <form method="post" action={`/roster/${unit ? 'units' : 'offices'}/${id}`} novalidate>
      <h2>{t(unit ? WORDS.rename : WORDS.name)}</h2>
      <input type="hidden" name="version" value={String(version)} />
      <Input name="name" label={WORDS.name} value={name.zh} {...common} />
      <Input name="nameEn" label={WORDS.nameEn} value={name.en} {...common} />
      {unit && (
        <>
          <Select
            name="group"
            label={WORDS.group}
            value={unit.group}
            {...common}
            options={view.groups.map((value) => ({ value, label: GROUP_WORDS[value]?.[language] ?? value }))}
          />
          <OwesFields forms={view.forms} owes={unit.owes} {...common} />
        </>
      )}
      <p class="buttons">
        <button type="submit">{t(WORDS.save)}</button>
      </p>
    </form>
  );
}

function RemoveOwner({ entry, language }: Pick<OwnerPage, 'entry' | 'language'>) {
  const t = speak(language);
  const { unit, office, version } = entry;
  const { id = '', removed = false } = unit ?? office ?? {};
  const title = removed ? WORDS.restore : WORDS.removeUnit;
  if (office?.lead) return <p class="hint">{t(WORDS.leadStays)}</p>;
  return (
    <form method="post" action={`/roster/${unit ? 'units' : 'offices'}/${id}`}>
      <h2>{t(title)}</h2>
      {!removed && <p class="hint">{t(unit ? WORDS.removeUnitHint : WORDS.removeOfficeHint)}</p>}
      <input type="hidden" name="version" value={String(version)} />
      <p class="buttons">
        <button type="submit" class="secondary" name="removed" value={removed ? 'false' : 'true'}>
          {t(title)}
        </button>
      </p>
    </form>
  );
}

/** A unit or an office: who acts and acted for it, and what can be changed. */
export function ownerPage(props: OwnerPage): string {
  const { entry, session, language, typed, done } = props;
  const t = speak(language);
  const { unit, office, former } = entry;
  const owner = unit ?? office;
  const title = owner ? t(owner.name) : '';
  return page({
    title,
    language,
    session,
    at: '/roster/',
    error: typed.details.length > 0,
    address: unit ? `/roster/units/${unit.id}` : `/roster/offices/${office?.id}`,
    children: (
      <>
        <ErrorSummary details={typed.details} language={language} />
        <p class="caption">{t(unit ? WORDS.unit : WORDS.office)}</p>
        <h1>
          {title} {owner?.removed && <span class="tag">{t(WORDS.removed)}</span>}
        </h1>
        {done && (
          <p class="notice" role="status">
            {t(WORDS.done)}
          </p>
        )}
        <h2>{t(WORDS.contacts)}</h2>
        {owner && owner.contacts.length > 0 ? (
          <>
            <p class="hint">{t(WORDS.removeHint)}</p>
            <Contacts contacts={owner.contacts} removable={true} {...props} />
          </>
        ) : (
          <p>{t(WORDS.nobody)}</p>
        )}
        {former.length > 0 && (
          <>
            <h2>{t(WORDS.former)}</h2>
            <Contacts contacts={former} removable={false} {...props} />
          </>
        )}
        {!owner?.removed && (
          <NewContact
            owner={{ ...(unit && { unit: unit.id }), ...(office && { office: office.id }) }}
            {...props}
          />
        )}
        <ChangeOwner {...props} />
        <RemoveOwner {...props} />
        <p>
          <a href="/roster">{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
