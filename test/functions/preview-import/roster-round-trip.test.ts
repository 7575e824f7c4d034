import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { previewFile } from '../../../functions/preview-import/roster/preview-file.ts';
import { template } from '../../../functions/preview-import/roster/template.ts';
import { writeChanges } from '../../../functions/shared/records/campaign-changes.ts';
import { nameOf, ownOwes } from '../../../functions/shared/roster/owes.ts';
import { Obligation } from '../../../schemas/campaign.ts';
import { CampaignChanges, standingCampaign } from '../../../schemas/campaign-changes.ts';
import { heilongjiang2023 as file } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { oneLine } from '../../../schemas/fields/clean.ts';
import { contactRows, type RosterContact } from '../../../schemas/roster.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** Names as people type them, and as they break spreadsheets. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '=1+1',
      '0451',
      '1e5',
      'TRUE',
      '2023-05-20',
      "'quoted",
      '甲,"乙"',
      '必报',
      '单位代码',
      '_x000D_',
    ),
  )
  .map(oneLine)
  .filter((text) => text !== '' && text.length <= 80);
const owes = fc.dictionary(
  fc.constantFrom(...file.requests.map(({ form }) => form)),
  fc.constantFrom(...Obligation.options),
  { noNullPrototype: true },
);
const units = fc.uniqueArray(
  fc.record({
    id: fc.oneof(fc.constantFrom(...file.units.map(({ id }) => id)), fc.stringMatching(/^u[a-z0-9]{1,9}$/)),
    zh: name,
    en: fc.option(name, { nil: undefined }),
    group: fc.constantFrom('city', 'department'),
    owes,
    removed: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 6 },
);
const people = fc.uniqueArray(
  fc.record({ email: fc.stringMatching(/^[a-z0-9]{1,12}$/), name: fc.option(name), at: fc.nat() }),
  { selector: ({ email }) => email, maxLength: 8 },
);

describe('the template of a roster', () => {
  it.each(['zh', 'en'] as const)('that is read back changes nothing, in %s', async (language) => {
    await fc.assert(
      fc.asyncProperty(units, people, async (changed, drawn) => {
        const changes = CampaignChanges.parse({
          units: changed.map(({ id, zh, en, group, owes: own, removed }) => ({
            id,
            name: nameOf(zh, en),
            group,
            owes: ownOwes(file, group, own),
            removed,
          })),
        });
        const standing = standingCampaign(file, changes);
        const owners = [...standing.units, ...(standing.formerUnits ?? [])];
        const contacts = drawn.map(({ email, name: called, at }): RosterContact => {
          const office = standing.offices[at % standing.offices.length];
          const who =
            at % 3 === 0 && office
              ? { role: office.lead ? ('lead' as const) : ('office' as const), office: office.id }
              : { role: 'unit' as const, unit: owners[at % owners.length]?.id };
          const known = { email: `${email}@example.org`, campaign: file.id, ...(called && { name: called }) };
          return { ...known, ...who };
        });
        const table = memoryTable();
        await table.transact([
          writeChanges(file.id, { version: 0, ended: {}, changes }),
          ...contacts.flatMap(contactRows).map((row) => ({ put: { ...row } })),
        ]);
        const bytes = template(standing, contacts, language);
        const preview = await previewFile({ table, campaign: file }, standing, bytes, language);
        expect([preview.errors, preview.changes]).toEqual([[], []]);
        expect(preview.lines.units).toHaveLength(standing.units.length);
      }),
      { numRuns: 60 },
    );
  });
});
