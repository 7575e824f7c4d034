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
      explanations: [...(report.draft ? [report.draft] : []), ...report.revisions].reduce(
        (sum, { explanations }) => sum + Object.keys(explanations).length,
        0,
      ),
      messages: report.messages,
      attachments: report.attachments,
      submitters: report.revisions.filter(({ submittedBy }) => submittedBy !== undefined).length,
    })),
    listContacts(table, campaign.id),
    listFormer(table, campaign.id),
  ]);
  const all = (what: 'explanations' | 'messages' | 'attachments' | 'submitters') =>
    reports.reduce((sum, one) => sum + one[what], 0);
  return {
    until: campaign.personalData.until,
    erasable: mayErase(campaign, clock()),
    forms: forms.map(({ id, title }) => {
      const own = reports.filter(({ form, answers }) => form === id && answers > 0);
      const answers = own.reduce((sum, one) => sum + one.answers, 0);
      return { form: id, title: title[language], reports: own.length, answers };
    }),
    submitters: all('submitters'),
    names: contacts.filter(({ name }) => name !== undefined).length,
    former: former.length,
    stays: [
      { what: 'addresses', count: contacts.length, until: 'removal' },
      { what: 'texts', until: 'shutdown' },
      { what: 'explanations', count: all('explanations'), until: 'shutdown' },
      { what: 'messages', count: all('messages'), until: 'shutdown' },
      { what: 'attachments', count: all('attachments'), until: 'shutdown' },
      { what: 'audit', until: 'shutdown' },
      { what: 'mails', until: 'shutdown' },
      { what: 'archives', until: 'expiry' },
      { what: 'backups', until: 'backup' },
    ],
  };
}
