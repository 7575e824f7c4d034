import { FeaturedPreview, FeaturedSaved, OpenDays } from '../../../../schemas/contract/publication.ts';
import { FeaturedList } from '../../../../schemas/featured.ts';
import { XLSX } from '../../../shared/workbook/media-type.ts';
import type { Operation } from '../operation.ts';

const query = {
  unit: 'The id of a unit',
  date: 'A day on which it is open, as 2023-05-25',
  q: 'Words in its name, address or description',
};

export const publication: Operation[] = [
  {
    route: 'GET /open-days',
    id: 'getOpenDays',
    summary: 'Places that open to the public, from accepted reports',
    description:
      'Choices of the form are filters too, by the name of their field and the value of the option. Contacts are there only where the unit has made them public.',
    query,
    answers: { 200: { description: 'The places, the earliest first', schema: OpenDays } },
  },
  {
    route: 'GET /open-days/calendar.ics',
    id: 'getOpenDaysCalendar',
    summary: 'The same places as a calendar',
    query,
    answers: { 200: { description: 'An iCalendar document' } },
  },
  {
    route: 'GET /featured',
    id: 'getFeatured',
    summary: 'The featured activities, to be edited',
    role: 'lead office',
    answers: { 200: { description: 'The list', schema: FeaturedList } },
  },
  {
    route: 'GET /featured/template.xlsx',
    id: 'getFeaturedTemplate',
    summary: 'The featured activities as a workbook, to be changed and brought back',
    role: 'lead office',
    answers: { 200: { description: 'An .xlsx file' } },
  },
  {
    route: 'POST /featured/import',
    id: 'previewFeatured',
    summary: 'What a spreadsheet of featured activities says; nothing is written',
    description: 'A workbook (.xlsx) or a CSV of at most 3 MB, as bytes.',
    role: 'lead office',
    file: XLSX,
    answers: {
      200: { description: 'The activities, and what is wrong cell by cell', schema: FeaturedPreview },
    },
    problems: ['unreadable-workbook'],
  },
  {
    route: 'POST /featured',
    id: 'saveFeatured',
    summary: 'Replace the featured activities; `version` is that of the list that was changed',
    role: 'lead office',
    body: FeaturedList,
    answers: { 200: { description: 'Saved', schema: FeaturedSaved } },
    problems: ['stale-version', 'too-large'],
  },
];
