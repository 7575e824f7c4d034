import { describe, expect, it } from '@jest/globals';
import { Campaign } from '../../../schemas/campaign.ts';
import { campaignOf } from '../../../schemas/campaigns/live.ts';
import { scienceQuarter2024 } from '../../../schemas/campaigns/science-quarter-2024.ts';
import { check } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import { scienceQuarter } from '../../../schemas/forms/science-quarter.ts';

const given = (figures: object, visitors = 1) =>
  check(
    scienceQuarter,
    { figures, bases: [{ name: '示例天文台', level: '省级', visitors }] },
    { campaign: scienceQuarter2024, attachments: [] },
  ).findings;

describe('the campaign of the tests', () => {
  it('is a campaign, and not live', () => {
    expect(Campaign.parse(scienceQuarter2024)).toEqual(scienceQuarter2024);
    expect([campaignOf(scienceQuarter2024.id), formOf(scienceQuarter.id)]).toEqual([undefined, undefined]);
  });

  it('calls every group of its units by a name', () => {
    for (const { group } of scienceQuarter2024.units) expect(scienceQuarter2024.groups).toHaveProperty(group);
  });

  it('has rules of its own', () => {
    expect(given({ P2: { count: '１．５' }, P3: { count: 2 } }).map(({ code }) => code)).toContain(
      'part-exceeds-total',
    );
    expect(given({}, 0).find(({ code }) => code === 'nobody-came')?.pointer).toBe('/bases/0/visitors');
    expect(given({ P2: { count: 2 }, P3: { count: '无' } }).map(({ code }) => code)).not.toContain(
      'part-exceeds-total',
    );
  });
});
