import * as z from 'zod';
import { type Campaign, Extension, Office, Unit } from './campaign.ts';
import { Slug } from './identifier.ts';

/**
 * What the lead office changed of a campaign since its file was written: whole units and offices in place of the
 * file's or beside them, and days. It is kept as one row, so that one read gives the campaign as it stands.
 */
export const CampaignChanges = z.object({
  units: z.array(Unit.extend({ removed: z.boolean().default(false) })).default([]),
  offices: z.array(Office.extend({ removed: z.boolean().default(false) })).default([]),
  /** New days of a form for everybody. */
  days: z.record(Slug, Extension).default({}),
  /** By unit, then by form: a unit's own days. */
  extensions: z.record(Slug, z.record(Slug, Extension)).default({}),
});
export type CampaignChanges = z.infer<typeof CampaignChanges>;

export const NO_CHANGES: CampaignChanges = CampaignChanges.parse({});

/** The file's entries in their order, each as it was changed, then those that the file does not have. */
function merged<T extends { id: string }>(file: readonly T[], changed: readonly T[]): T[] {
  const known = new Set(file.map(({ id }) => id));
  const news = new Map(changed.map((one) => [one.id, one]));
  return [...file.map((one) => news.get(one.id) ?? one), ...changed.filter(({ id }) => !known.has(id))];
}

const kept = <T extends object>(entry: T & { removed: boolean }) => {
  const { removed: _, ...rest } = entry;
  return rest;
};

/** The campaign as it stands: its file overlaid by what the lead office changed. */
export function standingCampaign(file: Campaign, changes: CampaignChanges): Campaign {
  const units = merged(
    file.units.map((unit) => ({ ...unit, removed: false })),
    changes.units,
  );
  const offices = merged(
    file.offices.map((office) => ({ ...office, removed: false })),
    changes.offices,
  );
  return {
    ...file,
    requests: file.requests.map((request) => ({ ...request, ...changes.days[request.form] })),
    units: units.filter(({ removed }) => !removed).map(kept),
    formerUnits: units.filter(({ removed }) => removed).map(kept),
    // The lead office is the one that edits this; without it nobody could undo anything.
    offices: offices.filter(({ removed, lead }) => !removed || lead).map(kept),
    formerOffices: offices.filter(({ removed, lead }) => removed && !lead).map(kept),
    extensions: changes.extensions,
  };
}
