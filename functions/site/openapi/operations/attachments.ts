import {
  AttachmentView,
  PartAddresses,
  PartsArrived,
  PartsWanted,
  UploadCompleted,
  UploadFinished,
  UploadRequest,
  UploadStarted,
} from '../../../../schemas/contract/attachments.ts';
import type { Operation } from '../operation.ts';

export const attachments: Operation[] = [
  {
    route: 'POST /reports/{form}/attachments',
    id: 'beginUpload',
    summary: 'Ask for permission to upload a file',
    description:
      'The bytes go straight to the store. `post`: send the fields and then the file, as `file`, to the URL as multipart/form-data within 15 minutes. `multipart`: PUT each part to its URL. Never upload classified material. A report and a unit have quotas of files and bytes; a file that would pass one is refused with what is used and left.',
    role: 'unit',
    body: UploadRequest,
    answers: { 201: { description: 'Where and how to send the bytes', schema: UploadStarted } },
    problems: ['not-found', 'form-closed', 'already-accepted', 'quota-exceeded'],
  },
  {
    route: 'GET /reports/{form}/attachments/{id}',
    id: 'getAttachment',
    summary: 'What is known of a file',
    role: 'unit',
    answers: { 200: { description: 'Its state and findings', schema: AttachmentView } },
    problems: ['not-found'],
  },
  {
    route: 'GET /reports/{form}/attachments/{id}/parts',
    id: 'listArrivedParts',
    summary: 'The parts of a multipart upload that have arrived',
    role: 'unit',
    answers: { 200: { description: 'Only the others need to be sent', schema: PartsArrived } },
    problems: ['not-found', 'upload-expired'],
  },
  {
    route: 'POST /reports/{form}/attachments/{id}/parts',
    id: 'addressParts',
    summary: 'Addresses for parts of a multipart upload',
    description:
      'For parts whose addresses were not given or have expired. With `crc32` the store takes the part only when it arrives as it was.',
    role: 'unit',
    body: PartsWanted,
    answers: { 200: { description: 'PUT each part to its address', schema: PartAddresses } },
    problems: ['not-found', 'form-closed', 'already-accepted'],
  },
  {
    route: 'POST /reports/{form}/attachments/{id}/complete',
    id: 'completeUpload',
    summary: 'Say that all bytes are sent',
    role: 'unit',
    body: UploadFinished,
    answers: {
      200: { description: 'The file is there', schema: UploadCompleted },
      202: { description: 'The file is there and is being checked', schema: UploadCompleted },
    },
    problems: ['not-found', 'upload-unfinished'],
  },
  {
    route: 'POST /reports/{form}/attachments/{id}/remove',
    id: 'removeAttachment',
    summary: 'Take a file out of the report',
    role: 'unit',
    answers: { 204: { description: 'Removed; revisions that hold it keep it' } },
    problems: ['not-found', 'form-closed', 'already-accepted'],
  },
  {
    route: 'GET /reports/{form}/attachments/{id}/file',
    id: 'downloadAttachment',
    summary: 'Download a file',
    role: 'unit',
    answers: { 302: { description: 'To the store', headers: { Location: 'Valid for minutes' } } },
    problems: ['not-found', 'upload-unfinished'],
  },
];
