import { Conversation, MessageEntry, Said } from '../../../../schemas/contract/messages.ts';
import type { Operation } from '../operation.ts';

const SIDES = [
  { path: '/reports/{form}/messages', role: 'unit', name: 'Report', other: 'the offices' },
  { path: '/desk/reports/{unit}/{form}/messages', role: 'office', name: 'DeskReport', other: 'the unit' },
] as const;

export const messages: Operation[] = SIDES.flatMap(({ path, role, name, other }): Operation[] => [
  {
    route: `GET ${path}`,
    id: `get${name}Messages`,
    summary: 'The conversation about a report, decisions among it',
    role,
    answers: { 200: { description: 'The oldest first', schema: Conversation } },
    problems: ['not-found'],
  },
  {
    route: `POST ${path}`,
    id: `post${name}Message`,
    summary: `Write to ${other} about a report`,
    role,
    body: MessageEntry,
    answers: { 201: { description: 'Kept; the other side gets a mail', schema: Said } },
    problems: ['not-found'],
  },
]);
