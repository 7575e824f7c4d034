import { Status } from '../../../../schemas/contract/status.ts';
import type { Operation } from '../operation.ts';

export const status: Operation[] = [
  {
    route: 'GET /status',
    id: 'getStatus',
    summary: 'How the system is: what waits, what failed, what ran, the mail quota and the versions',
    role: 'lead office',
    answers: { 200: { description: 'The state of the system', schema: Status } },
  },
];
