import { ArchiveChoice } from '../../../../schemas/archive.ts';
import { ArchiveList, ArchiveRequested, ArchiveView } from '../../../../schemas/contract/archives.ts';
import type { Operation } from '../operation.ts';

export const archives: Operation[] = [
  {
    route: 'POST /archives',
    id: 'orderArchive',
    summary: 'Have an archive built',
    description: 'A job that ends as one ZIP object; a mail says when it is ready.',
    role: 'office',
    body: ArchiveChoice,
    answers: {
      202: { description: 'Ordered', schema: ArchiveRequested, headers: { Location: 'The archive' } },
    },
  },
  {
    route: 'GET /archives',
    id: 'listArchives',
    summary: 'The archives, newest first',
    role: 'office',
    answers: { 200: { description: 'The archives', schema: ArchiveList } },
  },
  {
    route: 'GET /archives/{id}',
    id: 'getArchive',
    summary: 'How far an archive is',
    role: 'office',
    answers: { 200: { description: 'The archive', schema: ArchiveView } },
    problems: ['not-found'],
  },
  {
    route: 'GET /archives/{id}/download',
    id: 'downloadArchive',
    summary: 'Download an archive',
    role: 'office',
    answers: {
      302: {
        description: 'To the store; downloads can be resumed',
        headers: { Location: 'Valid for minutes' },
      },
    },
    problems: ['not-found', 'archive-not-ready', 'gone'],
  },
];
