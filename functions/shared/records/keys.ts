import type { Key } from './shapes.ts';

/**
 * Every key of the table, in one place.
 *
 * | partition                         | rows                                                              |
 * |-----------------------------------|-------------------------------------------------------------------|
 * | CAMPAIGN#<campaign>               | HEAD#<unit>#<form>: where each report stands (the desk's matrix);  |
 * |                                   | TALK#<unit>#<form>: who wrote and read last in its conversation;   |
 * |                                   | FEATURED: the activities that are made known                       |
 * | STANDING#<campaign>               | what the lead office changed of the campaign: units, days          |
 * | REPORT#<campaign>#<unit>#<form>   | WORK#DRAFT, WORK#ATTACHMENT#<id>, REVISION#<n>, MESSAGE#<instant>  |
 * | RECEIPT#<reference>               | the receipt: which revision a reference number names               |
 * | MAIL#<id>                         | a row of the outbox                                                |
 * | CIRCULAR#<id>                     | mails that are due and too many to be queued in one transaction    |
 * | AUDIT#<campaign>#<day>            | <instant>#<id>: who did what                                       |
 * | ARCHIVES#<campaign>               | ARCHIVE#<id>; PINNED#<id>: the revisions that it holds;             |
 * |                                   | CHOICE#<hash>: the newest archive of a choice                      |
 * | ROSTER#<campaign>                 | CONTACT#<unit or office>#<address>;                                |
 * |                                   | FORMER#<unit or office>#<until>#<address>: who was responsible     |
 * | REMINDERS#<campaign>              | LOG#<instant>#<mail>: who was reminded of what;                    |
 * |                                   | DUE#<day>#<unit>#<form>: this day's reminder of it is queued       |
 * | CONTACT#<address>                 | the same contact, found by address                                 |
 * | SESSION#<hash>, SIGN-IN#<hash>    | sessions and codes that wait to be typed                           |
 * | KNOWN#<hash>                      | <browser's hash>: this address has signed in from this browser     |
 * | RUN#<job>                         | how the last run of what the clock starts ended                    |
 * | HELD#<campaign>#<unit>            | how often room was taken for files: who takes some saw all others  |
 * | ERASURE#<campaign>                | when its personal data was erased, and whether all of it           |
 * | COUNTER#<what>                    | <window>: attempts, for rate limits                                |
 *
 * Mails carry `mails`, their campaign: the sparse index `mails` is the log of a campaign's mails by time.
 * Rows that wait for something carry `queue` and `queuedAt` (the sparse index `queue`) until it is done;
 * rows that end by themselves carry `ttl` (epoch seconds), and readers check it, because deletion is late.
 */
const single = (pk: string): Key => ({ pk, sk: 'ROW' });

export interface ReportId {
  campaign: string;
  unit: string;
  form: string;
}

const reportPartition = ({ campaign, unit, form }: ReportId) => `REPORT#${campaign}#${unit}#${form}`;

export const keys = {
  head: ({ campaign, unit, form }: ReportId): Key => ({
    pk: `CAMPAIGN#${campaign}`,
    sk: `HEAD#${unit}#${form}`,
  }),
  featured: (campaign: string): Key => ({ pk: `CAMPAIGN#${campaign}`, sk: 'FEATURED' }),
  heads: (campaign: string, unit?: string) => ({
    pk: `CAMPAIGN#${campaign}`,
    begins: unit === undefined ? 'HEAD#' : `HEAD#${unit}#`,
  }),
  standing: (campaign: string) => single(`STANDING#${campaign}`),
  talk: ({ campaign, unit, form }: ReportId): Key => ({
    pk: `CAMPAIGN#${campaign}`,
    sk: `TALK#${unit}#${form}`,
  }),
  talks: (campaign: string, unit?: string) => ({
    pk: `CAMPAIGN#${campaign}`,
    begins: unit === undefined ? 'TALK#' : `TALK#${unit}#`,
  }),
  /** Everything of a report but its head. */
  report: (report: ReportId) => ({ pk: reportPartition(report) }),
  /** The draft and the attachments: what a unit is working on. */
  work: (report: ReportId) => ({ pk: reportPartition(report), begins: 'WORK#' }),
  attachments: (report: ReportId) => ({ pk: reportPartition(report), begins: 'WORK#ATTACHMENT#' }),
  held: (campaign: string, unit: string) => single(`HELD#${campaign}#${unit}`),
  draft: (report: ReportId): Key => ({ pk: reportPartition(report), sk: 'WORK#DRAFT' }),
  attachment: (report: ReportId, id: string): Key => ({
    pk: reportPartition(report),
    sk: `WORK#ATTACHMENT#${id}`,
  }),
  revision: (report: ReportId, revision: number): Key => ({
    pk: reportPartition(report),
    sk: `REVISION#${String(revision).padStart(5, '0')}`,
  }),
  revisions: (report: ReportId) => ({ pk: reportPartition(report), begins: 'REVISION#' }),
  message: (report: ReportId, at: string): Key => ({ pk: reportPartition(report), sk: `MESSAGE#${at}` }),
  messages: (report: ReportId) => ({ pk: reportPartition(report), begins: 'MESSAGE#' }),
  receipt: (reference: string) => single(`RECEIPT#${reference}`),
  mail: (id: string) => single(`MAIL#${id}`),
  circular: (id: string) => single(`CIRCULAR#${id}`),
  audit: (campaign: string, at: string, id: string): Key => ({
    pk: `AUDIT#${campaign}#${at.slice(0, 10)}`,
    sk: `${at}#${id}`,
  }),
  /** A day of UTC. */
  audits: (campaign: string, day: string) => ({ pk: `AUDIT#${campaign}#${day}` }),
  archive: (campaign: string, id: string): Key => ({ pk: `ARCHIVES#${campaign}`, sk: `ARCHIVE#${id}` }),
  pinned: (campaign: string, id: string): Key => ({ pk: `ARCHIVES#${campaign}`, sk: `PINNED#${id}` }),
  choice: (campaign: string, hash: string): Key => ({ pk: `ARCHIVES#${campaign}`, sk: `CHOICE#${hash}` }),
  archives: (campaign: string) => ({ pk: `ARCHIVES#${campaign}`, begins: 'ARCHIVE#' }),
  rosterContact: (campaign: string, owner: string, email: string): Key => ({
    pk: `ROSTER#${campaign}`,
    sk: `CONTACT#${owner}#${email}`,
  }),
  contactsOf: (campaign: string, owner: string) => ({
    pk: `ROSTER#${campaign}`,
    begins: `CONTACT#${owner}#`,
  }),
  contactsOfAll: (campaign: string) => ({ pk: `ROSTER#${campaign}`, begins: 'CONTACT#' }),
  formerContacts: (campaign: string, owner: string) => ({
    pk: `ROSTER#${campaign}`,
    begins: `FORMER#${owner}#`,
  }),
  formerContactsOfAll: (campaign: string) => ({ pk: `ROSTER#${campaign}`, begins: 'FORMER#' }),
  reminder: (campaign: string, at: string, mail: string): Key => ({
    pk: `REMINDERS#${campaign}`,
    sk: `LOG#${at}#${mail}`,
  }),
  reminders: (campaign: string) => ({ pk: `REMINDERS#${campaign}`, begins: 'LOG#' }),
  reminded: (campaign: string, day: string, unit: string, form: string): Key => ({
    pk: `REMINDERS#${campaign}`,
    sk: `DUE#${day}#${unit}#${form}`,
  }),
  remindedOn: (campaign: string, day: string) => ({ pk: `REMINDERS#${campaign}`, begins: `DUE#${day}#` }),
  contact: (email: string) => single(`CONTACT#${email}`),
  session: (tokenHash: string) => single(`SESSION#${tokenHash}`),
  signIn: (addressHash: string, browserHash: string): Key => ({
    pk: `SIGN-IN#${addressHash}`,
    sk: browserHash,
  }),
  known: (addressHash: string, browserHash: string): Key => ({
    pk: `KNOWN#${addressHash}`,
    sk: browserHash,
  }),
  run: (job: string) => single(`RUN#${job}`),
  erasure: (campaign: string) => single(`ERASURE#${campaign}`),
  counter: (what: string, window: string): Key => ({ pk: `COUNTER#${what}`, sk: window }),
};

/** Whose row of the matrix this is, by its key. */
export function reportIdOf({ pk, sk }: { [attribute: string]: unknown }): ReportId {
  const [, campaign = ''] = String(pk).split('#');
  const [, unit = '', form = ''] = String(sk).split('#');
  return { campaign, unit, form };
}
