import type { RosterLines } from '../../../../schemas/contract/roster-import.ts';
import { keepsLead, type RosterContact } from '../../../../schemas/roster.ts';
import { planContacts } from './plan-contacts.ts';
import { planOffices } from './plan-offices.ts';
import { planUnits } from './plan-units.ts';
import type { Roster } from './read-roster.ts';
import type { Planned, Step } from './step.ts';

/**
 * What these lines would change of a roster, in the order in which it is done: who is on it before those who act for
 * them, and offices that are taken off after those who acted for them. The same lines on the roster that they made plan nothing.
 */
export function plan(lines: RosterLines, roster: Roster): Planned {
  const units = planUnits(lines.units, roster);
  const there = units.steps.flatMap((step) =>
    step.what === 'unit' && !step.after.removed ? [step.after.id] : [],
  );
  const offices = planOffices(lines.offices, roster, there);
  const [gone, come] = [offices.steps.filter(takesOff), offices.steps.filter((step) => !takesOff(step))];
  const contacts = planContacts(lines.contacts, roster, there, come.map(officeIn));
  return {
    steps: [...units.steps, ...come, ...leadsFirst(contacts.steps), ...gone],
    faults: [...units.faults, ...offices.faults, ...contacts.faults],
  };
}

const takesOff = (step: Step) => step.what === 'office' && step.action === 'removed';
const officeIn = (step: Step) => (step.what === 'office' ? step.after.id : '');

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

/** Everybody on the roster, when these steps are made. */
function contactsAfter(steps: readonly Step[], { contacts }: Roster): RosterContact[] {
  const after = new Map(contacts.map((contact) => [contact.email, contact]));
  for (const step of steps) {
    if (step.what !== 'contact') continue;
    if (step.action === 'removed') after.delete(step.before.email);
    else after.set(step.after.email, step.after);
  }
  return [...after.values()];
}

/** Are the offices that are taken off left by all who act for them? */
export function leavesIdle(steps: readonly Step[], roster: Roster): boolean {
  const gone = new Set(steps.filter(takesOff).map(officeIn));
  return !contactsAfter(steps, roster).some(({ office }) => office !== undefined && gone.has(office));
}

/** Does somebody of the lead office keep the way in, when these steps are made? */
export const staysOpen = (steps: readonly Step[], roster: Roster): boolean =>
  keepsLead(roster.contacts, contactsAfter(steps, roster));
