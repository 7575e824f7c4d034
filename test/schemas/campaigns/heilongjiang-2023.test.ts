import { describe, expect, it } from '@jest/globals';
import { Campaign } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { campaignOf } from '../../../schemas/campaigns/live.ts';

const { units, offices, requests, timeZone, utcOffset, week } = heilongjiang2023;
const cities = units.filter(({ group }) => group === 'city');

describe('the week of 2023', () => {
  it('is a whole campaign, found by its id alone', () => {
    expect(Campaign.parse(heilongjiang2023)).toEqual(heilongjiang2023);
    expect(campaignOf('heilongjiang-2023')).toBe(heilongjiang2023);
    expect(campaignOf('__proto__')).toBeUndefined();
  });

  it('has the 13 cities with the codes of their divisions, and 16 departments', () => {
    expect(cities.map(({ id }) => id).join(' ')).toBe(
      'harbin qiqihar jixi hegang shuangyashan daqing yichun jiamusi qitaihe mudanjiang heihe suihua daxinganling',
    );
    const numbered = Array.from({ length: 12 }, (_, index) => String(230_100 + 100 * index));
    expect(cities.map(({ division }) => division)).toEqual([...numbered, '232700']);
    expect(units.filter(({ id, group }) => group === 'department' && id.startsWith('dept-'))).toHaveLength(
      16,
    );
    expect(new Set(units.map(({ id }) => id)).size).toBe(29);
  });

  it('has three offices of which one leads', () => {
    expect(offices.map(({ id }) => id)).toEqual(['lead', 'publicity', 'cast']);
    expect(offices.filter(({ lead }) => lead).map(({ id }) => id)).toEqual(['lead']);
  });

  it('asks for the register before the week and for the rest after it', () => {
    expect(requests.map(({ form, due }) => `${form} ${due}`)).toEqual([
      'open-day 2023-05-16',
      'summary 2023-06-19',
      'statistics 2023-06-19',
      'media 2023-06-19',
    ]);
    expect(week).toEqual({ from: '2023-05-25', to: '2023-06-05' });
  });

  it('has the offset of its time zone, all year', () => {
    const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    for (const month of ['01', '07']) {
      expect(offset.format(new Date(`2023-${month}-01T00:00:00Z`))).toContain(`GMT${utcOffset}`);
    }
  });
});
