import {
  type Campaign,
  daysOf,
  everyOffice,
  everyUnit,
  extensionOf,
  type Unit,
} from '../../schemas/campaign.ts';
import type { RosterOffice, RosterUnit, RosterView } from '../../schemas/contract/roster.ts';
import type { Form } from '../../schemas/form.ts';
import type { RosterContact } from '../../schemas/roster.ts';
import type { Language } from '../../schemas/text.ts';
import { groupsOf, owesOf } from '../shared/roster/owes.ts';
import { contactView } from './contacts.ts';

export function rosterUnit(campaign: Campaign, unit: Unit, contacts: readonly RosterContact[]): RosterUnit {
  const own = campaign.requests.flatMap(({ form }) => {
    const days = extensionOf(campaign, unit.id, form) && daysOf(campaign, form, unit.id);
    return days ? [[form, days] as const] : [];
  });
  return {
    id: unit.id,
    name: unit.name,
    group: unit.group,
    removed: campaign.formerUnits?.some(({ id }) => id === unit.id) ?? false,
    owes: owesOf(campaign, unit),
    days: Object.fromEntries(own),
    contacts: contacts.filter((one) => one.unit === unit.id).map(contactView),
  };
}

export function rosterOffices(campaign: Campaign, contacts: readonly RosterContact[]): RosterOffice[] {
  return everyOffice(campaign).map(({ id, name, lead }) => ({
    id,
    name,
    lead,
    removed: !campaign.offices.some((office) => office.id === id),
    contacts: contacts.filter((one) => one.office === id).map(contactView),
  }));
}

export function rosterView(
  campaign: Campaign,
  forms: readonly Form[],
  version: number,
  contacts: readonly RosterContact[],
  language: Language,
): RosterView {
  return {
    campaign: campaign.id,
    version,
    groups: groupsOf(campaign),
    forms: forms.flatMap(({ id, short }) => {
      const days = daysOf(campaign, id);
      return days ? [{ id, title: short[language], ...days }] : [];
    }),
    units: everyUnit(campaign).map((unit) => rosterUnit(campaign, unit, contacts)),
    offices: rosterOffices(campaign, contacts),
  };
}
