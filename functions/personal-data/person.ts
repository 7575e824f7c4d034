import type { Campaign } from '../../schemas/campaign.ts';
import type { PersonExport } from '../../schemas/contract/personal-data.ts';
import { type PersonalAnswer, personalAnswers } from '../../schemas/fields/personal.ts';
import { pointerOf } from '../../schemas/fields/place.ts';
import type { Language } from '../../schemas/text.ts';
import { finder, partsOf } from './alike.ts';
import type { Dependencies } from './dependencies.ts';
import { listContacts, listFormer, ofEachReport } from './kept.ts';
import { tracesOf } from './traces.ts';

/** The row that an answer stands in; at the head of a report stand several people, each in an answer of their own. */
const rowOf = ({ path }: PersonalAnswer): string | undefined =>
  typeof path.at(-2) === 'number' ? pointerOf(path.slice(0, -1)) : undefined;

const isName = ({ field, value }: PersonalAnswer) =>
  field.kind === 'text' && !/[\d@]|www\./.test(String(value));

/** Does a row tell how to reach one person: a name, and what belongs to it? */
function oneContact(row: readonly PersonalAnswer[]): PersonalAnswer[] {
  const names = row.filter(isName);
  const reach = row.filter(({ field }) => field.kind === 'phone' || field.kind === 'email');
  return names.length === 1 && names.flatMap(({ value }) => partsOf(value)).length === 1
    ? [...names, ...reach]
    : [];
}

/** The answers that are this person's; of one that names several people, only the part about this one. */
function about(find: (value: unknown) => string[], all: readonly PersonalAnswer[]): PersonalAnswer[] {
  const found = new Map(all.map((answer) => [answer, find(answer.value)] as const));
  const contacts = [...Map.groupBy(all, rowOf)]
    .filter(([row]) => row !== undefined)
    .map(([, answers]) => oneContact(answers))
    .filter((contact) => contact.some((answer) => found.get(answer)?.length));
  const theirs = new Set(contacts.flat());
  return all.flatMap((answer) => {
    const parts = found.get(answer) ?? [];
    if (theirs.has(answer)) return [answer];
    if (parts.length === 0) return [];
    return parts.length === partsOf(answer.value).length
      ? [answer]
      : [{ ...answer, value: parts.join('、') }];
  });
}

/** Everything that is kept of who has this address, name or phone number. */
export async function exportPerson(
  { table, forms, clock }: Dependencies,
  campaign: Campaign,
  who: string,
  language: Language,
): Promise<PersonExport> {
  const find = finder(who);
  const isThem = (text: string | undefined) => text !== undefined && find(text).length > 0;
  const known = (person: { email: string; name?: string | undefined }) =>
    isThem(person.email) || isThem(person.name);
  const [contacts, former, traces, reports] = await Promise.all([
    listContacts(table, campaign.id),
    listFormer(table, campaign.id),
    tracesOf(table, campaign.id, who, clock()),
    ofEachReport(table, campaign.id, forms, ({ head: { unit, form }, fields, draft, revisions }) =>
      [...revisions, ...(draft ? [{ ...draft, revision: undefined, submittedBy: undefined }] : [])].flatMap(
        ({ revision, submittedBy, answers }) => {
          const found = about(find, personalAnswers(fields, answers));
          const sent = isThem(submittedBy);
          if (found.length === 0 && !sent) return [];
          const told = found.map(({ field, path, value }) => ({
            pointer: pointerOf(path),
            title: field.title[language],
            value,
          }));
          return [{ unit, form, ...(revision && { revision }), ...(sent && { submittedBy }), answers: told }];
        },
      ),
    ),
  ]);
  return {
    campaign: campaign.id,
    who,
    contacts: contacts.filter(known),
    former: former.filter(known),
    reports: reports.flat(),
    ...traces,
  };
}
