import { type Campaign, everyOffice, everyUnit, knownUnitOf } from '../../schemas/campaign.ts';
import type { UnitChange, UnitEntry } from '../../schemas/contract/roster.ts';
import type { Session } from '../../schemas/session.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { groupsOf, nameOf, ownOwes } from '../shared/roster/owes.ts';
import { change } from './change.ts';
import type { Dependencies } from './dependencies.ts';

export const wrong = (pointer: string, code: string, zh: string, en: string): Detail => ({
  pointer,
  severity: 'blocking',
  code,
  message: { zh, en },
});

/** @throws Problem `invalid-input` for groups and forms that the campaign does not have */
function requireKnown(file: Campaign, { group, owes = {} }: Pick<UnitChange, 'group' | 'owes'>): void {
  const forms = file.requests.map(({ form }) => form);
  const details = [
    ...(group !== undefined && !groupsOf(file).includes(group)
      ? [wrong('/group', 'unknown-group', `没有“${group}”这一类别。`, `There is no group "${group}".`)]
      : []),
    ...Object.keys(owes)
      .filter((form) => !forms.includes(form))
      .map((form) =>
        wrong(`/owes/${form}`, 'unknown-form', `没有“${form}”这张报表。`, `There is no form "${form}".`),
      ),
  ];
  if (details.length > 0) throw new Problem('invalid-input', details);
}

/** A unit in the place of what was known of it. */
export const withUnit = <T extends { id: string }>(units: readonly T[], unit: T): T[] => [
  ...units.filter(({ id }) => id !== unit.id),
  unit,
];

/** Units and offices, former ones too, share their codes. @throws Problem `invalid-input` for one in use */
export function requireFree(standing: Campaign, id: string): void {
  if (![...everyUnit(standing), ...everyOffice(standing)].some((one) => one.id === id)) return;
  const detail = wrong('/id', 'in-use', `代码“${id}”已有单位或部门使用。`, `The code "${id}" is in use.`);
  throw new Problem('invalid-input', [detail]);
}

/** @throws Problem `invalid-input` for a code in use, `stale-version` */
export async function addUnit(d: Dependencies, by: Session, entry: UnitEntry): Promise<number> {
  const { table, campaign: file, clock } = d;
  const { version, id, name, nameEn, group, owes } = entry;
  requireKnown(file, entry);
  return change(table, file, version, ({ changes }, standing) => {
    requireFree(standing, id);
    const unit = { id, name: nameOf(name, nameEn), group, owes: ownOwes(file, group, owes), removed: false };
    const event = { campaign: file.id, by: by.email, action: 'unit-added', unit: id } as const;
    return {
      changes: { ...changes, units: withUnit(changes.units, unit) },
      writes: [{ put: auditRow(event, clock()) }],
    };
  });
}

/** Renames a unit, changes what it owes, takes it off the roster or puts it back. @throws Problem `not-found`, … */
export async function changeUnit(
  d: Dependencies,
  by: Session,
  id: string,
  entry: UnitChange,
): Promise<number> {
  const { table, campaign: file, clock } = d;
  requireKnown(file, entry);
  return change(table, file, entry.version, ({ changes }, standing) => {
    const before = knownUnitOf(standing, id);
    if (!before) throw new Problem('not-found');
    const wasRemoved = standing.formerUnits?.some((unit) => unit.id === id) ?? false;
    const { removed = wasRemoved, group = before.group, name = before.name.zh, nameEn } = entry;
    const english = nameEn ?? (name === before.name.zh ? before.name.en : undefined);
    const owes = ownOwes(file, group, { ...before.owes, ...entry.owes });
    const unit = { ...before, name: nameOf(name, english), group, owes, removed };
    const action = removed === wasRemoved ? 'unit-changed' : removed ? 'unit-removed' : 'unit-restored';
    return {
      changes: { ...changes, units: withUnit(changes.units, unit) },
      writes: [{ put: auditRow({ campaign: file.id, by: by.email, action, unit: id }, clock()) }],
    };
  });
}
