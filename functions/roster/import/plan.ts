import type { RosterLines } from '../../../schemas/contract/roster-import.ts';
import { planContacts } from './plan-contacts.ts';
import { planUnits } from './plan-units.ts';
import type { Roster } from './roster.ts';
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
    steps: [...units.steps, ...contacts.steps],
    faults: [...units.faults, ...contacts.faults],
  };
}

/** Does the lead office keep a contact, when these steps are made? */
export function keepsLead(steps: readonly Step[], { contacts }: Roster): boolean {
  const leads = new Set(contacts.filter(({ role }) => role === 'lead').map(({ email }) => email));
  for (const step of steps) {
    if (step.what !== 'contact') continue;
    if (step.action === 'removed') leads.delete(step.before.email);
    else if (step.after.role === 'lead') leads.add(step.after.email);
    else leads.delete(step.after.email);
  }
  return leads.size > 0;
}
