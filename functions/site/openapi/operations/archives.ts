import { ArchiveChoice } from '../../../../schemas/archive.ts';
import {
  ArchiveList,
  ArchivePreview,
  ArchiveRequested,
  ArchiveView,
} from '../../../../schemas/contract/archives.ts';
import type { Operation } from '../operation.ts';

export const archives: Operation[] = [
  {
    route: 'POST /archives',
    id: 'orderArchive',
    summary: 'Have an archive built',
    description:
      'A job that ends as one ZIP object; a mail says when it is ready. It holds what is reported when it is asked for. While an archive of the same choice is being built its id is the answer.',
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
    route: 'GET /archives/new',
    id: 'previewArchive',
    summary: 'What an archive would hold, and who is missing',
    role: 'office',
    query: {
      forms: 'May be repeated, as units and states may; all where there is none',
      units: 'A reporting unit',
      states: 'submitted, accepted, returned; the first two where there is none',
      since: 'A day, or an instant with its offset',
      attachments: '`no` leaves the files out',
    },
    answers: { 200: { description: 'Counted now', schema: ArchivePreview } },
    problems: ['invalid-input'],
  },
  {
    route: 'POST /archives/{id}/cancel',
    id: 'cancelArchive',
    summary: 'Cancel an archive that is being built',
    description: 'Done again it changes nothing.',
    role: 'office',
    answers: { 200: { description: 'Cancelled', schema: ArchiveView } },
    problems: ['not-found', 'archive-ended'],
  },
  {
    route: 'POST /archives/{id}/retry',
    id: 'retryArchive',
    summary: 'Build an archive again that failed, was cancelled or has expired',
    description: 'A new job of the same choice, of what is reported now.',
    role: 'office',
    answers: {
      202: { description: 'Ordered', schema: ArchiveRequested, headers: { Location: 'The new archive' } },
    },
    problems: ['not-found', 'archive-not-failed', 'invalid-input'],
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
    description:
      'Asked for again it leads to the same object under a new address, so `curl -C -` goes on where a download broke.',
    role: 'office',
    query: { volume: 'Which of several, from 1; the first where there is none' },
    answers: {
      302: {
        description: 'To the store; downloads can be resumed',
        headers: { Location: 'Valid for hours' },
      },
    },
    problems: ['not-found', 'archive-not-ready', 'gone'],
  },
];
