import { Chased, ChaseEntry, RemindersView } from '../../../../schemas/contract/reminders.ts';
import type { Operation } from '../operation.ts';

export const reminders: Operation[] = [
  {
    route: 'GET /reminders',
    id: 'getReminders',
    summary: 'Who would be chased now, and who was reminded when',
    role: 'office',
    answers: { 200: { description: 'Who owes, and the log', schema: RemindersView } },
  },
  {
    route: 'POST /reminders',
    id: 'chase',
    summary: 'Chase those who owe, now',
    description: 'Sent again with the same key, nobody is chased twice.',
    role: 'office',
    body: ChaseEntry,
    answers: { 200: { description: 'Queued', schema: Chased } },
  },
];
