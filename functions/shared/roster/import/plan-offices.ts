import { everyOffice, everyUnit, type Office } from '../../../../schemas/campaign.ts';
import type { OfficeLine } from '../../../../schemas/contract/roster-import.ts';
import { nameOf } from '../owes.ts';
import { type Fault, fault } from './faults.ts';
import type { Roster } from './read-roster.ts';
import type { Planned, Step } from './step.ts';

function stepOf({ id, name, nameEn }: OfficeLine, before: Office | undefined, { campaign }: Roster): Step[] {
  const called = name ?? before?.name.zh ?? id;
  const english = nameEn ?? (called === before?.name.zh ? before.name.en : undefined);
  const after = { ...(before ?? { id, lead: false }), name: nameOf(called, english), removed: false };
  const step = { what: 'office', id: `office/${id}`, asks: false, before, after } as const;
  if (!before) return [{ ...step, action: 'added' }];
  if (!campaign.offices.some((office) => office.id === id)) return [{ ...step, action: 'restored' }];
  const same = before.name.zh === after.name.zh && before.name.en === after.name.en;
  return same ? [] : [{ ...step, action: 'changed' }];
}

/** Offices that the file has, then those that are missing from it; the one that leads is never missed. */
export function planOffices(
  lines: readonly OfficeLine[] | undefined,
  roster: Roster,
  newUnits: readonly string[],
): Planned {
  if (!lines) return { steps: [], faults: [] };
  const { campaign } = roster;
  const units = new Set([...everyUnit(campaign).map(({ id }) => id), ...newUnits]);
  const seen = new Set<string>();
  const [steps, faults]: [Step[], Fault[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    const at = `/offices/${index}`;
    const before = everyOffice(campaign).find(({ id }) => id === line.id);
    const wrong = seen.has(line.id)
      ? [fault(`${at}/id`, 'twice', line.id)]
      : [
          ...(units.has(line.id) ? [fault(`${at}/id`, 'in-use-by-unit', line.id)] : []),
          ...(!before && line.name === undefined ? [fault(`${at}/name`, 'missing-value', '名称')] : []),
        ];
    seen.add(line.id);
    faults.push(...wrong);
    if (wrong.length === 0) steps.push(...stepOf(line, before, roster));
  }
  const missing = campaign.offices
    .filter(({ id, lead }) => !lead && !seen.has(id))
    .map((before): Step => {
      const after = { ...before, removed: true };
      return { what: 'office', id: `office/${before.id}`, action: 'removed', asks: true, before, after };
    });
  return { steps: [...steps, ...missing], faults };
}
