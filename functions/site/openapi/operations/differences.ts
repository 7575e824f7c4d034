import { Difference } from '../../../../schemas/contract/difference.ts';
import type { Operation } from '../operation.ts';

const SIDES = [
  { route: 'GET /reports/{form}/difference', id: 'compareRevisions', role: 'unit' },
  { route: 'GET /desk/reports/{unit}/{form}/difference', id: 'compareDeskRevisions', role: 'office' },
] as const;

export const differences: Operation[] = SIDES.map((side) => ({
  ...side,
  summary: 'What two revisions differ in; rows are matched by what they say',
  query: {
    from: 'The earlier revision; the one before `to` if absent',
    to: 'The later one; the newest if absent',
  },
  answers: { 200: { description: 'Nothing in it where both are the same', schema: Difference } },
  problems: ['not-found'],
}));
