import { type Campaign, everyOffice, knownUnitOf, type Unit } from '../../../../schemas/campaign.ts';
import type { UnitLine } from '../../../../schemas/contract/roster-import.ts';
import { nameOf, owesOf, ownOwes } from '../owes.ts';
import { type Fault, fault } from './faults.ts';
import type { Roster } from './read-roster.ts';
import type { Planned, Step } from './step.ts';
import { choicesIn, groupsIn } from './values.ts';

function faultsOf(
  { id, name, group, owes = {} }: UnitLine,
  at: string,
  before: Unit | undefined,
  { campaign }: Roster,
): Fault[] {
  const groups = groupsIn(campaign);
  const forms = campaign.requests.map(({ form }) => form);
  return [
    ...(everyOffice(campaign).some((office) => office.id === id) ? [fault(`${at}/id`, 'in-use', id)] : []),
    ...(!before && name === undefined ? [fault(`${at}/name`, 'missing-value', '名称')] : []),
    ...(!before && group === undefined ? [fault(`${at}/group`, 'missing-value', '类别')] : []),
    ...(group !== undefined && !Object.hasOwn(groups, group)
      ? [fault(`${at}/group`, 'unknown-group', group, choicesIn(groups))]
      : []),
    ...Object.keys(owes)
      .filter((form) => !forms.includes(form))
      .map((form) => fault(`${at}/owes/${form}`, 'unknown-form', form)),
  ];
}

/** The unit as the line has it; blank cells leave what there is. */
function unitAfter(file: Campaign, line: UnitLine, before: Unit | undefined): Unit {
  const { id, name = before?.name.zh ?? id, group = before?.group ?? '' } = line;
  const english = line.nameEn ?? (name === before?.name.zh ? before.name.en : undefined);
  const owes = ownOwes(file, group, { ...before?.owes, ...line.owes });
  return { ...before, id, name: nameOf(name, english), group, owes };
}

const same = (campaign: Campaign, a: Unit, b: Unit) =>
  a.name.zh === b.name.zh &&
  a.name.en === b.name.en &&
  a.group === b.group &&
  campaign.requests.every(({ form }) => owesOf(campaign, a)[form] === owesOf(campaign, b)[form]);

function stepOf(line: UnitLine, before: Unit | undefined, { file, campaign }: Roster): Step[] {
  const after = { ...unitAfter(file, line, before), removed: false };
  const step = { what: 'unit', id: `unit/${line.id}`, asks: false, before, after } as const;
  if (!before) return [{ ...step, action: 'added' }];
  if (!campaign.units.some(({ id }) => id === line.id)) return [{ ...step, action: 'restored' }];
  return same(campaign, before, after) ? [] : [{ ...step, action: 'changed' }];
}

/** Units that the file has, then those that are missing from it. */
export function planUnits(lines: readonly UnitLine[] | undefined, roster: Roster): Planned {
  if (!lines) return { steps: [], faults: [] };
  const { campaign } = roster;
  const seen = new Set<string>();
  const [steps, faults]: [Step[], Fault[]] = [[], []];
  for (const [index, line] of lines.entries()) {
    const at = `/units/${index}`;
    const before = knownUnitOf(campaign, line.id);
    const wrong = seen.has(line.id)
      ? [fault(`${at}/id`, 'twice', line.id)]
      : faultsOf(line, at, before, roster);
    seen.add(line.id);
    faults.push(...wrong);
    if (wrong.length === 0) steps.push(...stepOf(line, before, roster));
  }
  const missing = campaign.units
    .filter(({ id }) => !seen.has(id))
    .map((before): Step => {
      const after = { ...before, removed: true };
      return { what: 'unit', id: `unit/${before.id}`, action: 'removed', asks: true, before, after };
    });
  return { steps: [...steps, ...missing], faults };
}
