import type * as z from 'zod';
import type { Decided, DecisionEntry } from '../../schemas/contract/desk.ts';
import type { Decision, Message, ReportHead, ReportState } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { findHead, findRevision, toRow } from '../shared/records/reports.ts';
import { ConditionFailed, NEW, type Write } from '../shared/records/shapes.ts';
import type { AskedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';
import { requireTargets } from './targets.ts';

type Kind = z.infer<typeof Decision>;

/** After acceptance a report is corrected only by returning it. */
const FROM: { [decision in Kind]: readonly ReportState[] } = {
  accept: ['submitted'],
  return: ['submitted', 'accepted'],
};
export const TO = { accept: 'accepted', return: 'returned' } as const satisfies {
  [decision in Kind]: ReportState;
};

/** The unit saves its draft while the office decides: look again, the decision may still stand. */
const TRIES = 4;

const NO_MESSAGE = {
  pointer: '/message',
  severity: 'blocking',
  code: 'required',
  message: { zh: '请填写退回原因。', en: 'Enter the reason for the return.' },
} as const;

/** The pointer is also that of the page's difference, where what changed stands. */
const submittedAgain = ({ who }: AskedReport, revision: number): Detail => ({
  pointer: '/revision',
  severity: 'blocking',
  code: 'submitted-again',
  message: {
    zh: `${who.name.zh}已重新报送（第${revision}次），请核对变化后再决定。`,
    en: `${who.name.en} has submitted it again (revision ${revision}). Look at what changed, then decide.`,
  },
});

/** The head that a decision is about. @throws Problem `stale-version`, `not-awaiting-review` */
function decidable(
  asked: AskedReport,
  head: ReportHead | undefined,
  { decision, revision, seen }: DecisionEntry,
): ReportHead & { reference: string } {
  if (!head || head.revision === 0) throw new Problem('not-awaiting-review');
  if (head.revision !== revision) {
    const details = head.revision > revision ? [submittedAgain(asked, head.revision)] : [];
    throw new Problem('stale-version', details, { revision: head.revision });
  }
  const unseen = seen !== undefined && seen !== head.state;
  if (unseen || !FROM[decision].includes(head.state)) throw new Problem('not-awaiting-review');
  if (head.reference === undefined) throw new Error('a submitted report has no reference number');
  return { ...head, reference: head.reference };
}

/** The head, what was said, the mail of it and the audit event: all or nothing. */
function writes(
  asked: AskedReport,
  head: ReportHead & { reference: string },
  { decision, message, fields = [] }: DecisionEntry,
  session: Session & { office: string },
  now: Date,
): Write[] {
  const { campaign, unit, form } = asked;
  const { reference, revision } = head;
  const state = TO[decision];
  const version = head.version + 1;
  const said: Message = {
    at: now.toISOString(),
    office: session.office,
    decision,
    revision,
    ...(message && { message }),
    fields: decision === 'return' ? fields : [],
  };
  const about = { campaign, unit, form, revision, reference };
  return [
    {
      key: keys.head(asked),
      update: 'SET #state = :state, #version = :version',
      condition: '#version = :seen',
      names: { '#state': 'state', '#version': 'version' },
      values: { ':state': state, ':version': version, ':seen': head.version },
    },
    { put: toRow.message(asked, said), condition: NEW },
    queueMail({ id: `${reference}.${state}.${version}`, kind: state, ...about }, now),
    {
      put: auditRow({ ...about, by: session.email, office: session.office, action: `report-${state}` }, now),
    },
  ];
}

/**
 * Accepts a report or returns it with the office's message. Of two decisions at the same time one is taken.
 * @throws Problem `invalid-input` for a return without a reason and for unknown fields; `stale-version` when the
 * revision is not the newest; `not-awaiting-review` when the report's state does not let it be decided so;
 * `not-allowed` for a session without an office
 */
export async function decide(
  { table, clock, log }: Dependencies,
  asked: AskedReport,
  entry: DecisionEntry,
  session: Session,
): Promise<Decided> {
  const { office } = session;
  if (office === undefined) throw new Problem('not-allowed');
  if (entry.decision === 'return' && !entry.message) throw new Problem('invalid-input', [NO_MESSAGE]);
  await requireTargets(
    asked.definition,
    entry.fields ?? [],
    async () => (await findRevision(table, asked, entry.revision))?.answers,
  );
  let { seen } = entry;
  for (let tries = 1; ; tries++) {
    const head = decidable(asked, await findHead(table, asked), { ...entry, seen });
    // Looked at again, it must still stand as it did: else of two decisions at the same time both would be taken.
    seen ??= head.state;
    try {
      await table.transact(writes(asked, head, entry, { ...session, office }, clock()));
      const { reference, form, unit } = { ...asked, reference: head.reference };
      log.info(`report ${TO[entry.decision]}`, { reference, form, unit });
      return { state: TO[entry.decision], revision: head.revision };
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries >= TRIES) throw error;
    }
  }
}
