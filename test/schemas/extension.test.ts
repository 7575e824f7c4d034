import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysOf, obligation } from '../../schemas/campaign.ts';
import { type CampaignChanges, NO_CHANGES, standingCampaign } from '../../schemas/campaign-changes.ts';
import { heilongjiang2023 as file } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { changedDays, type Extend, extended, faultsOf } from '../../schemas/extension.ts';

const TODAY = '2023-06-01';
const FORMS = file.requests.map(({ form }) => form);
const UNITS = ['harbin', 'jixi', 'yichun'];
const day = fc
  .integer({ min: -20, max: 120 })
  .map((n) => new Date(Date.parse(TODAY) + n * 86_400_000).toISOString().slice(0, 10));
const extend: fc.Arbitrary<Extend> = fc.record(
  {
    form: fc.constantFrom(...FORMS),
    unit: fc.constantFrom(...UNITS),
    due: day,
    closes: day,
    shorten: fc.boolean(),
  },
  { requiredKeys: ['form', 'shorten'] },
);

/** What stands after those of the extensions that are allowed. */
function standingAfter(extensions: readonly Extend[]): CampaignChanges {
  let changes = NO_CHANGES;
  for (const one of extensions) {
    if (faultsOf(standingCampaign(file, changes), one, TODAY).length === 0) {
      changes = extended(file, changes, one);
    }
  }
  return changes;
}

describe('an extension', () => {
  const codes = (given: Partial<Extend>, changes = NO_CHANGES) =>
    faultsOf(standingCampaign(file, changes), { form: 'summary', shorten: false, ...given }, TODAY).map(
      ({ code }) => code,
    );

  it.each<[Partial<Extend>, string[]]>([
    [{ due: '2023-06-30' }, []],
    [{ unit: 'harbin', due: '2023-06-30' }, []],
    [{ due: '2023-05-31', shorten: true }, ['in-the-past']],
    [{ due: '2023-06-10' }, ['earlier']],
    [{ due: '2023-06-10', shorten: true }, []],
    [{ closes: '2023-06-10', shorten: true }, ['before-due']],
    [{ due: '2023-06-19' }, ['unchanged']],
    [{}, ['required']],
    [{ form: 'nothing', due: '2023-06-30' }, ['unknown-form']],
    [{ unit: 'nobody', due: '2023-06-30' }, ['not-asked']],
    [{ unit: 'dept-health', due: '2023-06-30' }, ['not-asked']],
  ])('of %j meets %j', (given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('never shortens what was not meant to be, and never moves a day before today', () => {
    fc.assert(
      fc.property(fc.array(extend, { maxLength: 6 }), extend, (history, next) => {
        const changes = standingAfter(history);
        const before = standingCampaign(file, changes);
        if (faultsOf(before, next, TODAY).length > 0) return;
        const now = standingCampaign(file, extended(file, changes, next));
        for (const unit of [undefined, ...UNITS, 'heihe']) {
          for (const form of FORMS) {
            const [was, is] = [daysOf(before, form, unit), daysOf(now, form, unit)];
            if (!was || !is) throw new Error('a form has no days');
            const concerned = form === next.form && (next.unit === undefined || next.unit === unit);
            if (!concerned) expect(is).toEqual(was);
            if (!next.shorten) {
              expect(is.due >= was.due).toBe(true);
              expect(is.closes >= was.closes).toBe(true);
            }
            expect(is.closes >= is.due).toBe(true);
            if (is.due !== was.due) expect(is.due >= TODAY).toBe(true);
          }
        }
        const target = daysOf(now, next.form, next.unit);
        expect(target).toMatchObject({
          ...(next.due && { due: next.due }),
          ...(next.closes && { closes: next.closes }),
        });
      }),
    );
  });

  it('tells exactly those whose days are others now and who are asked for the form', () => {
    fc.assert(
      fc.property(fc.array(extend, { maxLength: 4 }), extend, (history, next) => {
        const changes = standingAfter(history);
        const before = standingCampaign(file, changes);
        if (faultsOf(before, next, TODAY).length > 0) return;
        const then = extended(file, changes, next);
        const now = standingCampaign(file, then);
        const told = changedDays(file, changes, then, next.form);
        for (const { id } of file.units) {
          const [was, is] = [daysOf(before, next.form, id), daysOf(now, next.form, id)];
          const differs = was?.due !== is?.due || was?.closes !== is?.closes;
          expect(told.has(id)).toBe(differs && obligation(now, id, next.form) !== 'none');
        }
      }),
    );
  });
});
