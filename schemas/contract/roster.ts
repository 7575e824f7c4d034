import * as z from 'zod';
import { Address } from '../address.ts';
import { Obligation } from '../campaign.ts';
import { manyLines, oneLine } from '../fields/clean.ts';
import { Instant, Slug } from '../identifier.ts';
import { Text } from '../text.ts';

const Name = z.string().overwrite(oneLine).min(1).max(80);
const Version = z.int().min(0);

/** Who acts, or acted, for a unit or an office. */
export const ContactView = z.object({
  email: z.string(),
  name: z.string().optional(),
  since: Instant.optional(),
  /** Taken off the roster then. */
  until: Instant.optional(),
  /** Mails to it came back, or its reader called them spam. */
  bouncedAt: Instant.optional(),
});
export type ContactView = z.infer<typeof ContactView>;

const Days = z.object({ due: z.iso.date(), closes: z.iso.date() });

export const RosterUnit = z.object({
  id: Slug,
  name: Text,
  group: Slug,
  removed: z.boolean(),
  owes: z.record(Slug, Obligation),
  /** The unit's own days, where it was given some. */
  days: z.record(Slug, Days),
  contacts: z.array(ContactView),
});
export type RosterUnit = z.infer<typeof RosterUnit>;

export const RosterOffice = z.object({
  id: Slug,
  name: Text,
  lead: z.boolean(),
  removed: z.boolean(),
  contacts: z.array(ContactView),
});
export type RosterOffice = z.infer<typeof RosterOffice>;

/** GET /roster */
export const RosterView = z.object({
  campaign: Slug,
  version: Version,
  groups: z.array(Slug),
  forms: z.array(Days.extend({ id: Slug, title: z.string() })),
  units: z.array(RosterUnit),
  offices: z.array(RosterOffice),
});
export type RosterView = z.infer<typeof RosterView>;

/** GET /roster/units/{unit}, GET /roster/offices/{office} */
export const RosterEntry = z.object({
  version: Version,
  unit: RosterUnit.optional(),
  office: RosterOffice.optional(),
  /** Who was responsible before, the last one first. */
  former: z.array(ContactView),
});
export type RosterEntry = z.infer<typeof RosterEntry>;

const English = Name.optional();

/** POST /roster/units: a new unit. `version` is the roster's that was looked at. */
export const UnitEntry = z.object({
  version: Version,
  id: Slug,
  name: Name,
  nameEn: English,
  group: Slug,
  owes: z.record(Slug, Obligation).optional(),
});
export type UnitEntry = z.infer<typeof UnitEntry>;

/** POST /roster/units/{unit}: what shall be otherwise. */
export const UnitChange = UnitEntry.omit({ id: true }).partial().required({ version: true }).extend({
  removed: z.boolean().optional(),
});
export type UnitChange = z.infer<typeof UnitChange>;

/** POST /roster/offices: a new office, which checks and decides and does not lead. */
export const OfficeEntry = z.object({ version: Version, id: Slug, name: Name, nameEn: English });
export type OfficeEntry = z.infer<typeof OfficeEntry>;

/** POST /roster/offices/{office}: what shall be otherwise. */
export const OfficeChange = OfficeEntry.omit({ id: true }).partial().required({ version: true }).extend({
  removed: z.boolean().optional(),
});
export type OfficeChange = z.infer<typeof OfficeChange>;

/**
 * POST /roster/contacts: adds an address, or names the holder of one that is there. With a version, only as long as
 * the roster is the one that was looked at.
 */
export const ContactEntry = z.object({
  version: Version.optional(),
  unit: Slug.optional(),
  office: Slug.optional(),
  email: Address,
  name: Name.optional(),
});
export type ContactEntry = z.infer<typeof ContactEntry>;

/** POST /roster/contacts/remove */
export const ContactRemoval = z.object({ email: Address });

/** Their answer, and that of all changes. */
export const RosterChanged = z.object({ version: Version });
export type RosterChanged = z.infer<typeof RosterChanged>;

/** POST /roster/extensions: new days of a form for one unit, or without one for all. */
export const ExtensionEntry = z.object({
  form: Slug,
  unit: Slug.optional(),
  due: z.iso.date().optional(),
  closes: z.iso.date().optional(),
  shorten: z.boolean().default(false),
  reason: z.string().overwrite(manyLines).min(2).max(1000),
});
export type ExtensionEntry = z.infer<typeof ExtensionEntry>;

/** Its answer: who was told by mail. */
export const Extended = RosterChanged.extend({ units: z.array(Slug) });
export type Extended = z.infer<typeof Extended>;
