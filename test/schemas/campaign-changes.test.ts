import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closesOf, dueOf, everyUnit, knownUnitOf, obligation, unitOf } from '../../schemas/campaign.ts';
import { CampaignChanges, NO_CHANGES, standingCampaign } from '../../schemas/campaign-changes.ts';
import { heilongjiang2023 as file } from '../../schemas/campaigns/heilongjiang-2023.ts';

const FORMS = file.requests.map(({ form }) => form);
const day = fc
  .integer({ min: 0, max: 200 })
  .map((n) => new Date(Date.UTC(2023, 4, 1 + n)).toISOString().slice(0, 10));
const extension = fc.record({ due: day, closes: day }, { requiredKeys: [] });
const unit = fc.record({
  id: fc.constantFrom(...file.units.slice(0, 6).map(({ id }) => id), 'dept-new', 'county'),
  name: fc.record({ zh: fc.string({ minLength: 1 }), en: fc.string({ minLength: 1 }) }),
  group: fc.constantFrom('city', 'department'),
  owes: fc.dictionary(fc.constantFrom(...FORMS), fc.constantFrom('required', 'optional', 'none')),
  removed: fc.boolean(),
});
const changes = fc.record({
  units: fc.uniqueArray(unit, { selector: ({ id }) => id }),
  offices: fc.constant([]),
  days: fc.dictionary(fc.constantFrom(...FORMS), extension),
  extensions: fc.dictionary(
    fc.constantFrom('harbin', 'jixi'),
    fc.dictionary(fc.constantFrom(...FORMS), extension),
  ),
});

describe('the campaign as it stands', () => {
  it('is its file while nothing was changed', () => {
    const { formerUnits, formerOffices, extensions, ...rest } = standingCampaign(file, NO_CHANGES);
    expect(rest).toEqual(file);
    expect([formerUnits, formerOffices, extensions]).toEqual([[], [], {}]);
  });

  it('has each unit once, whole as it was last changed, and keeps those that were removed by name', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const parsed = CampaignChanges.parse(given);
        const standing = standingCampaign(file, parsed);
        const ids = everyUnit(standing).map(({ id }) => id);
        expect(new Set(ids)).toEqual(new Set([...file.units, ...parsed.units].map(({ id }) => id)));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { removed, ...changed } of parsed.units) {
          expect(knownUnitOf(standing, changed.id)).toEqual(changed);
          expect(unitOf(standing, changed.id) === undefined).toBe(removed);
          for (const form of FORMS) {
            const owed = removed ? 'none' : (changed.owes?.[form] ?? obligation(standing, changed.id, form));
            expect(obligation(standing, changed.id, form)).toBe(owed);
          }
        }
      }),
    );
  });

  it('has a unit’s own days before everybody’s, and everybody’s before the file’s', () => {
    fc.assert(
      fc.property(
        changes,
        fc.constantFrom('harbin', 'jixi', 'yichun'),
        fc.constantFrom(...FORMS),
        (given, who, form) => {
          const parsed = CampaignChanges.parse(given);
          const standing = standingCampaign(file, parsed);
          const mine = parsed.extensions[who]?.[form];
          const due =
            mine?.due ?? parsed.days[form]?.due ?? file.requests.find((one) => one.form === form)?.due;
          expect(dueOf(standing, form, who)).toEqual(new Date(`${due}T23:59:59+08:00`));
          const closes = mine?.closes ?? (mine?.due === undefined ? parsed.days[form]?.closes : undefined);
          // A report is never closed before it is due.
          const last = [closes, due].sort().at(-1);
          if (closes) expect(closesOf(standing, form, who)).toEqual(new Date(`${last}T23:59:59+08:00`));
        },
      ),
    );
  });

  it('never loses the lead office', () => {
    const [lead] = file.offices;
    if (!lead) throw new Error('no office');
    const offices = file.offices.map((office) => ({ ...office, removed: true }));
    expect(standingCampaign(file, { ...NO_CHANGES, offices }).offices).toEqual([lead]);
  });
});
