import { type Campaign, dueOf, everyOffice, knownUnitOf, timeliness } from '../../../schemas/campaign.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Mail, MailKind } from '../../../schemas/mail.ts';
import type { Message } from '../../../schemas/report.ts';
import type { Language } from '../../../schemas/text.ts';
import { findArchive } from '../archives/jobs.ts';
import { findHead, findRevision, listHeads, listMessages } from '../records/reports.ts';
import type { Table } from '../records/shapes.ts';
import { owedBy } from '../reports/owed.ts';
import { accepted } from './accepted.ts';
import { archiveReady } from './archive-ready.ts';
import { confirmation } from './confirmation.ts';
import type { Content, Draft, Enclosure } from './content.ts';
import { dueDays } from './due-days.ts';
import { erasureDue } from './erasure-due.ts';
import { extension } from './extension.ts';
import { invitation } from './invitation.ts';
import { message } from './message.ts';
import { reminder } from './reminder.ts';
import { returned } from './returned.ts';
import { write } from './write.ts';

export interface Source {
  campaign: Campaign;
  table: Table;
  siteUrl: string;
  now: Date;
}

/** What must be there, because the outbox row was written in one transaction with it. */
function present<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`a mail tells of a ${what} that is not there`);
  return found;
}

/** The report that a mail tells of. */
function reportOf({ campaign }: Source, mail: Mail) {
  const form = present(formOf(mail.form ?? ''), 'form');
  const unit = present(knownUnitOf(campaign, mail.unit ?? ''), 'unit');
  const due = present(dueOf(campaign, form.id, unit.id), 'due date');
  return { form, unit, due, id: { campaign: mail.campaign, unit: unit.id, form: form.id } };
}

async function confirmationOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  const { campaign, table, siteUrl, now } = source;
  const { form, unit, due, id } = reportOf(source, mail);
  const [head, found] = await Promise.all([
    findHead(table, id),
    findRevision(table, id, present(mail.revision, 'revision')),
  ]);
  const revision = present(found, 'revision');
  const first = new Date(head?.firstSubmittedAt ?? revision.submittedAt);
  return confirmation(
    {
      campaign,
      form,
      unit,
      revision,
      due,
      siteUrl,
      timeliness: timeliness(campaign, unit.id, form.id, first, now),
    },
    language,
  );
}

async function decisionOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  const { campaign, table, siteUrl } = source;
  const { form, unit, id } = reportOf(source, mail);
  const decision = mail.kind === 'returned' ? 'return' : 'accept';
  const messages = await listMessages(table, id);
  const message: Message | undefined = messages.findLast(
    (one) => one.decision === decision && one.revision === mail.revision,
  );
  const reference = present(mail.reference, 'reference number');
  if (mail.kind === 'accepted') {
    return accepted({ campaign, form, unit, reference, message: message?.message, siteUrl }, language);
  }
  const said = present(message, 'decision');
  const office = everyOffice(campaign).find((one) => one.id === said.office);
  return returned({ campaign, form, unit, office, reference, message: said, siteUrl }, language);
}

async function messageOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  const { campaign, table, siteUrl } = source;
  const form = present(formOf(mail.form ?? ''), 'form');
  const unit = present(knownUnitOf(campaign, mail.about ?? mail.unit ?? ''), 'unit');
  const id = { campaign: mail.campaign, unit: unit.id, form: form.id };
  const said = (await listMessages(table, id)).find(({ at }) => at === mail.message);
  const toUnit = mail.unit !== undefined;
  return message({ campaign, form, unit, said: present(said, 'message'), toUnit, siteUrl }, language);
}

function reminderOf({ campaign, siteUrl, now }: Source, mail: Mail, language: Language): Draft {
  const unit = present(knownUnitOf(campaign, mail.unit ?? ''), 'unit');
  const owed = (mail.forms ?? []).map((id) => {
    const due = present(dueOf(campaign, id, unit.id), 'due date');
    return { form: present(formOf(id), 'form'), due, overdue: due < now };
  });
  return reminder({ campaign, unit, owed, siteUrl }, language);
}

async function archiveOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  const { campaign, table, siteUrl } = source;
  const archive = await findArchive(table, mail.campaign, present(mail.archive, 'archive'));
  return archiveReady({ campaign, archive: present(archive, 'archive'), siteUrl }, language);
}

function extensionOf({ campaign, siteUrl }: Source, mail: Mail, language: Language): Draft {
  const unit = present(knownUnitOf(campaign, mail.unit ?? ''), 'unit');
  const changed = (mail.changed ?? []).map((day) => ({
    ...day,
    definition: present(formOf(day.form), 'form'),
  }));
  return extension({ campaign, unit, changed, reason: mail.reason, siteUrl }, language);
}

async function invitationOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  const { campaign, siteUrl } = source;
  const address = present(mail.address, 'address');
  const unit = knownUnitOf(campaign, mail.unit ?? '');
  const office = everyOffice(campaign).find(({ id }) => id === mail.office);
  const { name } = present(unit ?? office, 'unit or office');
  const to = { name, role: unit ? ('unit' as const) : ('office' as const) };
  return invitation({ campaign, to, address, owed: await stillOwed(source, mail), siteUrl }, language);
}

async function stillOwed({ campaign, table, now }: Source, { unit }: Mail) {
  if (unit === undefined) return [];
  return owedBy(campaign, unit, await listHeads(table, campaign.id, unit), now);
}

/** Mails that bring along the calendar of what their unit still owes. */
const WITH_DUE_DAYS: readonly MailKind[] = ['confirmation', 'extension', 'reminder', 'invitation'];

async function enclosuresOf(source: Source, mail: Mail, language: Language): Promise<Enclosure[]> {
  const unit = knownUnitOf(source.campaign, mail.unit ?? '');
  if (!unit || !WITH_DUE_DAYS.includes(mail.kind)) return [];
  return dueDays({ ...source, unit, owed: await stillOwed(source, mail) }, language);
}

async function draftOf(source: Source, mail: Mail, language: Language): Promise<Draft> {
  switch (mail.kind) {
    case 'confirmation':
      return confirmationOf(source, mail, language);
    case 'returned':
    case 'accepted':
      return decisionOf(source, mail, language);
    case 'extension':
      return extensionOf(source, mail, language);
    case 'reminder':
      return reminderOf(source, mail, language);
    case 'invitation':
      return invitationOf(source, mail, language);
    case 'message':
      return messageOf(source, mail, language);
    case 'archive-ready':
      return archiveOf(source, mail, language);
    case 'erasure-due':
      return erasureDue(source, language);
  }
}

/** A mail, made from what is on record now; in several languages, one after the other. */
export async function contentOf(
  source: Source,
  mail: Mail,
  [first, ...more]: readonly [Language, ...Language[]],
): Promise<Content> {
  const [draft, drafts, enclosures] = await Promise.all([
    draftOf(source, mail, first),
    Promise.all(more.map((language) => draftOf(source, mail, language))),
    enclosuresOf(source, mail, first),
  ]);
  return { ...write(draft, ...drafts), enclosures };
}
