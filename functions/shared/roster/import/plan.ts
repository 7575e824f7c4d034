import type { RosterLines } from '../../../../schemas/contract/roster-import.ts';
import { keepsLead } from '../../../../schemas/roster.ts';
import { planContacts } from './plan-contacts.ts';
import { planUnits } from './plan-units.ts';
import type { Roster } from './read-roster.ts';
import type { Planned, Step } from './step.ts';

/**
 * What these lines would change of a roster, in the order in which it is done: who is on it before those who act for
 * them. The same lines on the roster that they made plan nothing.
 */
export function plan(lines: RosterLines, roster: Roster): Planned {
  const units = planUnits(lines.units, roster);
  const there = units.steps.flatMap((step) =>
    step.what === 'unit' && !step.after.removed ? [step.after.id] : [],
  );
  const contacts = planContacts(lines.contacts, roster, there);
  return {
    steps: [...units.steps, ...leadsFirst(contacts.steps)],
    faults: [...units.faults, ...contacts.faults],
  };
}

const leadsAfter = (step: Step) =>
  step.what === 'contact' && step.action !== 'removed' && step.after.role === 'lead';

/**
 * Those who come to the lead office first, those who leave it last: wherever a crash breaks off, the lead office has
 * a contact.
 */
const leadsFirst = (steps: readonly Step[]): Step[] => {
  const rank = (step: Step) =>
    leadsAfter(step) ? 0 : step.what === 'contact' && 'before' in step && step.before.role === 'lead' ? 2 : 1;
  return steps.toSorted((a, b) => rank(a) - rank(b));
};

/** Does somebody of the lead office keep the way in, when these steps are made? */
export function staysOpen(steps: readonly Step[], { contacts }: Roster): boolean {
  const after = new Map(contacts.map((contact) => [contact.email, contact]));
  for (const step of steps) {
    if (step.what !== 'contact') continue;
    if (step.action === 'removed') after.delete(step.before.email);
    else after.set(step.after.email, step.after);
  }
  return keepsLead(contacts, [...after.values()]);
}
