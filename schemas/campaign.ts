import * as z from 'zod';
import { Slug } from './identifier.ts';
import { Quota } from './quota.ts';
import { Text } from './text.ts';

export const Obligation = z.enum(['required', 'optional', 'none']);
export type Obligation = z.infer<typeof Obligation>;

const Obligations = z.record(Slug, Obligation);

/** Who reports. What a unit owes is its group's share unless its own `owes` says otherwise. */
export const Unit = z.object({
  id: Slug,
  name: Text,
  /** Units of one group owe the same: `city`, `department`. */
  group: Slug,
  /** The administrative division's code, GB/T 2260. */
  division: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  owes: Obligations.optional(),
});
export type Unit = z.infer<typeof Unit>;

export const Office = z.object({
  id: Slug,
  name: Text,
  /** Edits the roster and due dates, and archives everything. Exactly one office leads. */
  lead: z.boolean().default(false),
});
export type Office = z.infer<typeof Office>;

/** A form in a campaign: until when and from whom it is wanted. */
export const Request = z.object({
  form: Slug,
  /** The last day on which a report is on time. */
  due: z.iso.date(),
  /** The last day on which a report is taken; without it, the campaign's late days after the due day. */
  closes: z.iso.date().optional(),
  /** What each group of units owes; an absent group owes nothing. */
  owed: Obligations,
});
export type Request = z.infer<typeof Request>;

/** A unit's own days for a form; they hold in place of everybody's. */
export const Extension = z.object({ due: z.iso.date().optional(), closes: z.iso.date().optional() });
export type Extension = z.infer<typeof Extension>;

export const Campaign = z.object({
  id: Slug,
  title: Text,
  theme: Text,
  /** First and last day. */
  week: z.object({ from: z.iso.date(), to: z.iso.date() }),
  timeZone: z.string(),
  /** Of that time zone; the places that have campaigns do not change their clocks. */
  utcOffset: z.string().regex(/^[+-]\d{2}:\d{2}$/),
  /** Days after the due day on which a late report is still taken. */
  lateDays: z.int().min(0),
  /** What names, phones and addresses of people are asked for, and the last day on which they are kept. */
  personalData: z.object({ purpose: Text, until: z.iso.date() }),
  /** What a unit may attach to all its reports together; each form may have a quota of its own. */
  quota: Quota.optional(),
  requests: z.array(Request),
  /** What groups of units are called. */
  groups: z.record(Slug, Text),
  units: z.array(Unit),
  offices: z.array(Office),
  /** Units that the lead office took off the roster: they owe nothing, and what they reported stays on record. */
  formerUnits: z.array(Unit).optional(),
  /** Offices that it took off: nobody acts for them, and what they decided stays on record. */
  formerOffices: z.array(Office).optional(),
  /** By unit, then by form. */
  extensions: z.record(Slug, z.record(Slug, Extension)).optional(),
});
export type Campaign = z.infer<typeof Campaign>;

/** A unit that reports. */
export const unitOf = (campaign: Campaign, unit: string): Unit | undefined =>
  campaign.units.find(({ id }) => id === unit);

/** The units that report, then those that did. */
export const everyUnit = ({ units, formerUnits = [] }: Campaign): Unit[] => [...units, ...formerUnits];

/** A unit that reports or did: whoever has something on record has a name. */
export const knownUnitOf = (campaign: Campaign, unit: string): Unit | undefined =>
  everyUnit(campaign).find(({ id }) => id === unit);

/** The offices that there are, then those that there were. */
export const everyOffice = ({ offices, formerOffices = [] }: Campaign): Office[] => [
  ...offices,
  ...formerOffices,
];

export const requestOf = (campaign: Campaign, form: string): Request | undefined =>
  campaign.requests.find((request) => request.form === form);

/** What a unit owes of a form; `none` for units and forms that the campaign does not know. */
export function obligation(campaign: Campaign, unit: string, form: string): Obligation {
  const request = requestOf(campaign, form);
  const who = unitOf(campaign, unit);
  if (!request || !who) return 'none';
  return own(who.owes, form) ?? own(request.owed, who.group) ?? 'none';
}

const own = <T>(found: Record<string, T> | undefined, key: string): T | undefined =>
  found && Object.hasOwn(found, key) ? found[key] : undefined;

/** The days that a unit was given for a form, if it was given any. */
export const extensionOf = (campaign: Campaign, unit: string, form: string): Extension | undefined =>
  own(own(campaign.extensions, unit), form);

/** A form's last days in the campaign, `2023-05-16`; with a unit those that hold for it. */
export function daysOf(
  campaign: Campaign,
  form: string,
  unit?: string,
): { due: string; closes: string } | undefined {
  const request = requestOf(campaign, form);
  if (!request) return undefined;
  const late = (due: string) => addDays(due, campaign.lateDays);
  const forAll = { due: request.due, closes: request.closes ?? late(request.due) };
  const { due, closes } = (unit !== undefined && extensionOf(campaign, unit, form)) || {};
  // A closing day that was brought forward gives way to a due day that moved past it.
  if (due === undefined) return { due: forAll.due, closes: later(closes ?? forAll.closes, forAll.due) };
  return { due, closes: later(closes ?? later(forAll.closes, late(due)), due) };
}

const later = (a: string, b: string) => (a > b ? a : b);

/** `2023-05-30` + 3 => `2023-06-02` */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The last second of the due day, in the campaign's time zone; undefined for a form that is not asked for. */
export function dueOf(campaign: Campaign, form: string, unit?: string): Date | undefined {
  const request = requestOf(campaign, form);
  if (!request) return undefined;
  const own = unit === undefined ? undefined : extensionOf(campaign, unit, form)?.due;
  return lastSecond(campaign, own ?? request.due);
}

/** Whether the day has passed until which personal data is kept. */
export const mayErase = (campaign: Campaign, now: Date): boolean =>
  !within(lastSecond(campaign, campaign.personalData.until), now);

/** The last second in which a report is taken, late or not. */
export function closesOf(campaign: Campaign, form: string, unit?: string): Date | undefined {
  const days = daysOf(campaign, form, unit);
  return days && lastSecond(campaign, days.closes);
}

const DAY = 24 * 60 * 60 * 1000;

const lastSecond = ({ utcOffset }: Campaign, day: string) => new Date(`${day}T23:59:59${utcOffset}`);

/** Whether an instant is not after a deadline. The deadline's last second belongs to it to its end. */
export const within = (deadline: Date | undefined, instant: Date): boolean =>
  deadline !== undefined && instant.valueOf() < deadline.valueOf() + 1000;

export type Timeliness = 'on-time' | 'late' | 'owed' | 'overdue' | 'closed' | 'not-required';

/**
 * How a report stands against its deadlines: `on-time` and `late` once it was first submitted, before that `owed`,
 * then `overdue` while it is still taken, then `closed`; `not-required` when nothing was submitted and nothing is
 * owed. Computed whenever it is asked for, by the unit's own days, so that an extension changes it.
 */
export function timeliness(
  campaign: Campaign,
  unit: string,
  form: string,
  submittedAt: Date | undefined,
  now: Date,
): Timeliness {
  const due = dueOf(campaign, form, unit);
  if (submittedAt) return within(due, submittedAt) ? 'on-time' : 'late';
  if (obligation(campaign, unit, form) !== 'required') return 'not-required';
  if (within(due, now)) return 'owed';
  return within(closesOf(campaign, form, unit), now) ? 'overdue' : 'closed';
}

/** The day in the campaign's time zone, `2023-05-16`. */
export function dayOf(campaign: Campaign, instant: Date): string {
  const [sign, hours, minutes] = [
    campaign.utcOffset[0],
    campaign.utcOffset.slice(1, 3),
    campaign.utcOffset.slice(4),
  ];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return new Date(instant.valueOf() + offset).toISOString().slice(0, 10);
}
