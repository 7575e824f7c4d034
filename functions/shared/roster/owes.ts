import { type Campaign, obligation, type Unit } from '../../../schemas/campaign.ts';

/** The groups of units that forms are asked of. */
export const groupsOf = ({ requests }: Campaign): string[] => [
  ...new Set(requests.flatMap(({ owed }) => Object.keys(owed))),
];

export const nameOf = (name: string, nameEn: string | undefined) => ({ zh: name, en: nameEn ?? name });

/** What goes without saying by the unit's group is not kept, so that a later change of the file reaches it. */
export function ownOwes(file: Campaign, group: string, owes: Unit['owes'] = {}): Unit['owes'] {
  const own = Object.entries(owes).filter(
    ([form, owed]) => owed !== (file.requests.find((one) => one.form === form)?.owed[group] ?? 'none'),
  );
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** What a unit owes, be it on the roster now or not. */
export function owesOf(campaign: Campaign, unit: Unit) {
  const asIfThere = { ...campaign, units: [unit] };
  return Object.fromEntries(
    campaign.requests.map(({ form }) => [form, obligation(asIfThere, unit.id, form)]),
  );
}
