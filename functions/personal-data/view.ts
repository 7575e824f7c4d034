import { type Campaign, mayErase } from '../../schemas/campaign.ts';
import type { PersonalDataView } from '../../schemas/contract/personal-data.ts';
import type { Language } from '../../schemas/text.ts';
import type { Dependencies } from './dependencies.ts';
import { listContacts, listFormer, ofEachReport, personalOf } from './kept.ts';

/** What an erasure would take away: a dry run. */
export async function personalData(
  { table, forms, clock }: Dependencies,
  campaign: Campaign,
  language: Language,
): Promise<PersonalDataView> {
  const [reports, contacts, former] = await Promise.all([
    ofEachReport(table, campaign.id, forms, (report) => ({
      form: report.form.id,
      answers: personalOf(report).length,
      submitters: report.revisions.filter(({ submittedBy }) => submittedBy !== undefined).length,
    })),
    listContacts(table, campaign.id),
    listFormer(table, campaign.id),
  ]);
  return {
    until: campaign.personalData.until,
    erasable: mayErase(campaign, clock()),
    forms: forms.map(({ id, title }) => {
      const own = reports.filter(({ form, answers }) => form === id && answers > 0);
      const answers = own.reduce((sum, one) => sum + one.answers, 0);
      return { form: id, title: title[language], reports: own.length, answers };
    }),
    submitters: reports.reduce((sum, one) => sum + one.submitters, 0),
    names: contacts.filter(({ name }) => name !== undefined).length,
    former: former.length,
  };
}
