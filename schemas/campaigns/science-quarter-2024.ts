import type { Campaign } from '../campaign.ts';

/** A campaign of another kind, place and clock than the first. Not live: tests prove the system with it. */
export const scienceQuarter2024: Campaign = {
  id: 'science-quarter-2024',
  title: { zh: '2024年科普统计', en: 'Statistics of popular science 2024' },
  theme: { zh: '摸清底数', en: 'Know where we stand' },
  week: { from: '2024-01-01', to: '2024-03-31' },
  timeZone: 'Asia/Urumqi',
  utcOffset: '+06:00',
  lateDays: 10,
  personalData: { purpose: { zh: '核实统计数据', en: 'checking the figures' }, until: '2025-03-31' },
  requests: [
    { form: 'science-quarter', due: '2024-04-10', owed: { county: 'required', school: 'optional' } },
  ],
  groups: {
    county: { zh: '各县（市、区）', en: 'Counties' },
    school: { zh: '高等学校', en: 'Universities' },
  },
  units: [
    { id: 'east', name: { zh: '示例东县', en: 'East County' }, group: 'county' },
    { id: 'west', name: { zh: '示例西县', en: 'West County' }, group: 'county' },
    { id: 'school-one', name: { zh: '示例大学', en: 'Example University' }, group: 'school' },
  ],
  offices: [{ id: 'bureau', name: { zh: '示例科技局', en: 'Example bureau' }, lead: true }],
};
