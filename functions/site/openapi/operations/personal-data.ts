import {
  Erased,
  ErasureOrder,
  PersonalDataView,
  PersonExport,
  PersonSearch,
} from '../../../../schemas/contract/personal-data.ts';
import type { Operation } from '../operation.ts';

const role = 'lead office';

export const personalData: Operation[] = [
  {
    route: 'GET /personal-data',
    id: 'getPersonalData',
    summary: 'How much is kept of people and until when: what an erasure would take away',
    role,
    answers: { 200: { description: 'As it stands', schema: PersonalDataView } },
  },
  {
    route: 'POST /personal-data/erasure',
    id: 'erasePersonalData',
    summary: 'Erase it, once the last day for it has passed; again if reports are left',
    role,
    body: ErasureOrder,
    answers: { 200: { description: 'What was erased', schema: Erased } },
    problems: ['kept-until'],
  },
  {
    route: 'POST /personal-data/person',
    id: 'exportPerson',
    summary: 'Everything that is kept of who has this address, name or phone number',
    role,
    body: PersonSearch,
    answers: { 200: { description: 'Their data', schema: PersonExport } },
  },
];
