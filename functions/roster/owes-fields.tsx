import { Obligation } from '../../schemas/campaign.ts';
import type { RosterView } from '../../schemas/contract/roster.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { OBLIGATION_WORDS } from '../shared/roster/words.ts';
import { Select, type Typed } from './input.tsx';

/** What a unit owes of each form. */
export function OwesFields({
  forms,
  owes,
  typed,
  language,
}: {
  forms: RosterView['forms'];
  owes: { [form: string]: Obligation };
  typed: Typed;
  language: Language;
}) {
  const t = speak(language);
  return (
    <>
      {forms.map(({ id, title }) => (
        <Select
          name={`owes-${id}`}
          label={{ zh: title, en: title }}
          value={owes[id] ?? 'none'}
          typed={typed}
          language={language}
          options={Obligation.options.map((value) => ({ value, label: t(OBLIGATION_WORDS[value]) }))}
        />
      ))}
    </>
  );
}
