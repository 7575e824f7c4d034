import type { CampaignChanges } from '../../../schemas/campaign-changes.ts';
import type { RosterImportEntry, RosterImported } from '../../../schemas/contract/roster-import.ts';
import type { Session } from '../../../schemas/session.ts';
import { Problem } from '../../shared/problems.ts';
import { auditRow } from '../../shared/records/audit.ts';
import { type StoredChanges, writeChanges } from '../../shared/records/campaign-changes.ts';
import { ConditionFailed, type Write } from '../../shared/records/shapes.ts';
import { leavesIdle, plan, staysOpen } from '../../shared/roster/import/plan.ts';
import { type Roster, readRoster } from '../../shared/roster/import/read-roster.ts';
import type { Step } from '../../shared/roster/import/step.ts';
import { additionOf, endedWith, moveOf, namingOf, removalOf } from '../contact-writes.ts';
import type { Dependencies } from '../dependencies.ts';
import { withUnit } from '../units.ts';

/** A transaction takes 100 writes; the roster's own row and the note of the import are two of them. */
const MOST_WRITES = 98;
const TRIES = 4;

function writesOf(step: Step, campaign: string, by: Session, now: Date): Write[] {
  if (step.what === 'unit') {
    const event = { campaign, by: by.email, action: `unit-${step.action}`, unit: step.after.id } as const;
    return [{ put: auditRow(event, now) }];
  }
  if (step.what === 'office') {
    const event = { campaign, by: by.email, action: `office-${step.action}`, office: step.after.id } as const;
    return [{ put: auditRow(event, now) }];
  }
  if (step.action === 'added') return additionOf(step.after, by, now);
  if (step.action === 'removed') return removalOf(step.before, by, now);
  if (step.action === 'moved') return moveOf(step.before, step.after, by, now);
  return namingOf(step.after, by, now);
}

/** The steps in as few transactions as they fit into, each step whole. */
function chunked(steps: readonly { step: Step; writes: Write[] }[]) {
  const chunks: { steps: Step[]; writes: Write[] }[] = [];
  for (const { step, writes } of steps) {
    const last = chunks.at(-1);
    if (last && last.writes.length + writes.length <= MOST_WRITES) {
      last.steps.push(step);
      last.writes.push(...writes);
    } else chunks.push({ steps: [step], writes: [...writes] });
  }
  return chunks;
}

function withStep(changes: CampaignChanges, step: Step): CampaignChanges {
  if (step.what === 'unit') return { ...changes, units: withUnit(changes.units, step.after) };
  if (step.what === 'office') return { ...changes, offices: withUnit(changes.offices, step.after) };
  return changes;
}

const leaves = (step: Step) =>
  step.what === 'contact' && (step.action === 'removed' || step.action === 'moved')
    ? [step.before.email]
    : [];

/**
 * Every transaction holds the next version of the roster: whoever changes it meanwhile stops what is left, and a
 * crash leaves a part that is whole. The same file brought again does the rest.
 */
async function write(
  { table, clock }: Dependencies,
  by: Session,
  roster: Roster,
  steps: Step[],
): Promise<number> {
  const { file } = roster;
  const now = clock();
  const parts = steps.map((step) => ({ step, writes: writesOf(step, file.id, by, now) }));
  let stored: StoredChanges = roster.stored;
  for (const { steps: made, writes } of chunked(parts)) {
    const changes = made.reduce(withStep, stored.changes);
    // By the clock of each transaction: whoever signed in while those before it were written is over as well.
    const ended = endedWith(stored.ended, made.flatMap(leaves), clock());
    const next = { ...stored, changes, ended };
    const event = { campaign: file.id, by: by.email, action: 'roster-imported' } as const;
    await table.transact([writeChanges(file.id, next), { put: auditRow(event, now) }, ...writes]);
    stored = { ...next, version: stored.version + 1 };
  }
  return stored.version;
}

/**
 * Makes the changes of a file that ask nothing, and those that were agreed. Done again it changes nothing.
 * @throws Problem `invalid-input` for lines that are wrong, `last-lead`, `office-in-use`, `stale-version`
 */
export async function applyImport(
  d: Dependencies,
  by: Session,
  { version, lines, agreed }: RosterImportEntry,
): Promise<RosterImported> {
  const wanted = async () => {
    const roster = await readRoster(d.table, d.campaign, lines);
    const { steps, faults } = plan(lines, roster);
    if (faults.length > 0) {
      throw new Problem(
        'invalid-input',
        faults.map(({ pointer, code, message }) => ({
          pointer: `/lines${pointer}`,
          code,
          message,
          severity: 'blocking',
        })),
      );
    }
    return { roster, steps: steps.filter(({ asks, id }) => !asks || agreed.includes(id)) };
  };
  for (let tries = 1; ; tries++) {
    const { roster, steps } = await wanted();
    // Pressed twice at the same moment: the other one did it.
    if (steps.length === 0) return { version: roster.stored.version, changes: 0 };
    const stale = new Problem('stale-version', [], { version: roster.stored.version });
    if (version !== roster.stored.version) throw stale;
    if (!staysOpen(steps, roster)) throw new Problem('last-lead');
    if (!leavesIdle(steps, roster)) throw new Problem('office-in-use');
    try {
      const written = await write(d, by, roster, steps);
      d.log.info('roster imported', { count: steps.length });
      return { version: written, changes: steps.length };
    } catch (error) {
      // Somebody changed the roster, or a mail to one of these came back meanwhile.
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries >= TRIES) throw stale;
    }
  }
}
