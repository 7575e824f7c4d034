import * as z from 'zod';
import { Address } from '../address.ts';
import { Slug } from '../identifier.ts';
import { Role } from '../session.ts';
import { ContactEntry, OfficeEntry, RosterChanged, UnitEntry } from './roster.ts';
import { WorkbookError } from './workbook.ts';

/** What a line of a spreadsheet says of a unit; what is left out stays as it is. */
export const UnitLine = UnitEntry.omit({ version: true }).partial().required({ id: true });
export type UnitLine = z.infer<typeof UnitLine>;

/** What a line says of an office; what is left out stays as it is. */
export const OfficeLine = OfficeEntry.omit({ version: true }).partial().required({ id: true });
export type OfficeLine = z.infer<typeof OfficeLine>;

/** What a line says of a contact. The role follows from whom it acts for; one that is named must agree. */
export const ContactLine = z.object({
  email: Address,
  name: ContactEntry.shape.name,
  role: Role.optional(),
  /** A unit's code or an office's. */
  owner: Slug,
});
export type ContactLine = z.infer<typeof ContactLine>;

/** A roster's lines; a table that is left out is not touched. */
export const RosterLines = z.object({
  units: z.array(UnitLine).max(2000).optional(),
  offices: z.array(OfficeLine).max(100).optional(),
  contacts: z.array(ContactLine).max(5000).optional(),
});
export type RosterLines = z.infer<typeof RosterLines>;

export const RosterDifference = z.object({
  /** `unit/harbin`, `office/cast`, `contact/harbin@example.org` */
  id: z.string(),
  what: z.enum(['unit', 'office', 'contact']),
  action: z.enum(['added', 'changed', 'restored', 'moved', 'removed']),
  /** Takes somebody off: it is done only when its id is among the agreed ones. */
  asks: z.boolean(),
  title: z.string(),
  details: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type RosterDifference = z.infer<typeof RosterDifference>;

/** POST /roster/import: what a file says, and exactly what it would change. Nothing is written. */
export const RosterImportPreview = z.object({
  version: z.int().min(0),
  lines: RosterLines,
  changes: z.array(RosterDifference),
  /** While there are any, nothing can be applied. */
  errors: z.array(WorkbookError),
});
export type RosterImportPreview = z.infer<typeof RosterImportPreview>;

/** POST /roster/import/apply: lines as the preview gave them, and which of the changes that ask are meant. */
export const RosterImportEntry = z.object({
  version: z.int().min(0),
  lines: RosterLines,
  agreed: z.array(z.string().max(400)).max(7000).default([]),
});
export type RosterImportEntry = z.infer<typeof RosterImportEntry>;

/** Its answer: how many changes were made; none when all of them were made before. */
export const RosterImported = RosterChanged.extend({ changes: z.int().min(0) });
export type RosterImported = z.infer<typeof RosterImported>;
