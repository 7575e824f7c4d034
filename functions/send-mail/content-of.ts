import { type Campaign, dueOf, timeliness, unitOf } from '../../schemas/campaign.ts';
import { formOf } from '../../schemas/forms/index.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Message } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { findArchive } from '../shared/archives/jobs.ts';
import { findHead, findRevision, listMessages } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { accepted } from './mails/accepted.ts';
import { archiveReady } from './mails/archive-ready.ts';
import { confirmation } from './mails/confirmation.ts';
import type { Content } from './mails/content.ts';
import { reminder } from './mails/reminder.ts';
import { returned } from './mails/returned.ts';

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
  const unit = present(unitOf(campaign, mail.unit ?? ''), 'unit');
  const due = present(dueOf(campaign, form.id), 'due date');
  return { form, unit, due, id: { campaign: mail.campaign, unit: unit.id, form: form.id } };
}

async function confirmationOf(source: Source, mail: Mail, language: Language): Promise<Content> {
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

async function decisionOf(source: Source, mail: Mail, language: Language): Promise<Content> {
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
  const office = campaign.offices.find((one) => one.id === said.office);
  return returned({ campaign, form, unit, office, reference, message: said, siteUrl }, language);
}

function reminderOf({ campaign, siteUrl, now }: Source, mail: Mail, language: Language): Content {
  const unit = present(unitOf(campaign, mail.unit ?? ''), 'unit');
  const owed = (mail.forms ?? []).map((id) => {
    const due = present(dueOf(campaign, id), 'due date');
    return { form: present(formOf(id), 'form'), due, overdue: due < now };
  });
  return reminder({ campaign, unit, owed, siteUrl }, language);
}

async function archiveOf(source: Source, mail: Mail, language: Language): Promise<Content> {
  const { campaign, table, siteUrl } = source;
  const archive = await findArchive(table, mail.campaign, present(mail.archive, 'archive'));
  return archiveReady({ campaign, archive: present(archive, 'archive'), siteUrl }, language);
}

/** A mail's text, made from what is on record now. */
export async function contentOf(source: Source, mail: Mail, language: Language): Promise<Content> {
  switch (mail.kind) {
    case 'confirmation':
      return confirmationOf(source, mail, language);
    case 'returned':
    case 'accepted':
      return decisionOf(source, mail, language);
    case 'reminder':
      return reminderOf(source, mail, language);
    case 'archive-ready':
      return archiveOf(source, mail, language);
  }
}
