import { type Campaign, mayErase } from '../../schemas/campaign.ts';
import type { Erased } from '../../schemas/contract/personal-data.ts';
import { personalAnswers, withoutPersonal } from '../../schemas/fields/personal.ts';
import {
  contactKey,
  type FormerContact,
  formerRow,
  type RosterContact,
  rosterKey,
} from '../../schemas/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { Problem } from '../shared/problems.ts';
import { type AuditEvent, auditRow } from '../shared/records/audit.ts';
import { noteErasure } from '../shared/records/erasure.ts';
import { toRow } from '../shared/records/reports.ts';
import { ConditionFailed, type Key, type Write } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { type KeptReport, listContacts, listFormer, ofEachReport } from './kept.ts';

/** Rows of 400 KB at most; a transaction takes 4 MB. */
const ROWS_AT_ONCE = 8;
const PARALLEL = 8;

const EXISTS = 'attribute_exists(pk)';

/** The rows of a report that have something personal in them, without it. */
function erasedRows({ head, fields, draft, revisions }: KeptReport): Write[] {
  const personal = (answers: unknown) => personalAnswers(fields, answers).length > 0;
  const drafts = draft && personal(draft.answers) ? [draft] : [];
  const named = revisions.filter(
    ({ answers, submittedBy }) => submittedBy !== undefined || personal(answers),
  );
  return [
    ...drafts.map((one) => ({
      put: toRow.draft(head, { ...one, answers: withoutPersonal(fields, one.answers) }),
      // Somebody may be typing.
      condition: { expression: 'version = :version', values: { ':version': one.version } },
    })),
    ...named.map(({ submittedBy: _, ...revision }) => ({
      put: toRow.revision({ ...revision, answers: withoutPersonal(fields, revision.answers) }),
      condition: { expression: EXISTS },
    })),
  ];
}

const withoutName = (key: Key): Write => ({
  key,
  update: 'REMOVE #name',
  condition: EXISTS,
  names: { '#name': 'name' },
});

const nameless = (contact: RosterContact): Write[] => [
  withoutName(rosterKey(contact)),
  withoutName(contactKey(contact.email)),
];

const gone = (former: FormerContact): Write[] => {
  const { pk, sk } = formerRow(former, former.until);
  return [{ remove: { pk, sk } }];
};

/**
 * Takes everything personal out of what is on record, each with its line in the audit log. Done again, it goes on
 * where it was broken off and finds nothing where it was not.
 * @throws Problem `kept-until` before the campaign's last day for such data is over
 */
export async function erase(d: Dependencies, campaign: Campaign, by: Session): Promise<Erased> {
  const { table, forms, clock } = d;
  if (!mayErase(campaign, clock())) throw new Problem('kept-until');
  const event: AuditEvent = {
    campaign: campaign.id,
    by: by.email,
    office: by.office,
    action: 'personal-data-erased',
  };

  /** Whether it was done: nobody was faster. */
  async function write(
    rows: readonly Write[],
    about: Pick<AuditEvent, 'unit' | 'form' | 'subject'>,
  ): Promise<boolean> {
    try {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        const audit: Write = { put: auditRow({ ...event, ...about }, clock()) };
        await table.transact([...rows.slice(at, at + ROWS_AT_ONCE), audit]);
      }
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  }

  const reports = await ofEachReport(table, campaign.id, forms, async (report) => {
    const rows = erasedRows(report);
    const { unit, form } = report.head;
    return { touched: rows.length > 0, done: await write(rows, { unit, form }) };
  });
  const named = (await listContacts(table, campaign.id)).filter(({ name }) => name !== undefined);
  const contacts = await inParallel(named, PARALLEL, (contact) =>
    write(nameless(contact), { unit: contact.unit, subject: contact.office }),
  );
  const former = await inParallel(await listFormer(table, campaign.id), PARALLEL, (contact) =>
    write(gone(contact), { unit: contact.unit, subject: contact.office }),
  );
  const left = [...reports.map(({ done }) => done), ...contacts, ...former].filter((done) => !done).length;
  await noteErasure(table, campaign.id, left, clock());
  return {
    reports: reports.filter(({ touched, done }) => touched && done).length,
    contacts: contacts.filter(Boolean).length,
    former: former.filter(Boolean).length,
    left,
  };
}
