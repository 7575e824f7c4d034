import type { Campaign } from '../../schemas/campaign.ts';
import type { PersonExport } from '../../schemas/contract/personal-data.ts';
import { type PersonalAnswer, personalAnswers } from '../../schemas/fields/personal.ts';
import { pointerOf } from '../../schemas/fields/place.ts';
import type { Language } from '../../schemas/text.ts';
import type { Dependencies } from './dependencies.ts';
import { listContacts, listFormer, ofEachReport } from './kept.ts';

const same = (text: unknown) => String(text).toLowerCase();

/** 联系人、电话 of the same row belong to one person. */
const besideOf = ({ path }: PersonalAnswer) => pointerOf(path.slice(0, -1));

/** The personal answers that name the person, with those beside them. */
function about(who: string, all: readonly PersonalAnswer[]): PersonalAnswer[] {
  const named = all.filter(({ value }) => same(value).includes(same(who)));
  const places = new Set(named.map(besideOf));
  return all.filter((answer) => places.has(besideOf(answer)));
}

/** Everything that is kept of who has this address, name or phone number. */
export async function exportPerson(
  { table, forms }: Dependencies,
  campaign: Campaign,
  who: string,
  language: Language,
): Promise<PersonExport> {
  const isThem = (person: { email: string; name?: string | undefined }) =>
    [person.email, person.name].some((text) => text !== undefined && same(text) === same(who));
  const [contacts, former, reports] = await Promise.all([
    listContacts(table, campaign.id),
    listFormer(table, campaign.id),
    ofEachReport(table, campaign.id, forms, ({ head: { unit, form }, fields, draft, revisions }) =>
      [...revisions, ...(draft ? [{ ...draft, revision: undefined, submittedBy: undefined }] : [])].flatMap(
        ({ revision, submittedBy, answers }) => {
          const found = about(who, personalAnswers(fields, answers));
          const sent = submittedBy !== undefined && same(submittedBy) === same(who);
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
    contacts: contacts.filter(isThem),
    former: former.filter(isThem),
    reports: reports.flat(),
  };
}
