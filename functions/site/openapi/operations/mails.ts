import { MailDetail, MailList, MailQueued } from '../../../../schemas/contract/mails.ts';
import type { Operation } from '../operation.ts';

export const mails: Operation[] = [
  {
    route: 'GET /mails',
    id: 'listMails',
    summary: 'The mails of the campaign and what became of them, newest first',
    role: 'office',
    query: {
      unit: 'A reporting unit',
      kind: 'A kind of mail',
      state: 'A state, or `trouble`: whatever did not reach somebody, or perhaps reached them twice',
      from: 'The `next` of the page before',
    },
    answers: { 200: { description: 'A page of them', schema: MailList } },
    problems: ['invalid-input'],
  },
  {
    route: 'GET /mails/{id}',
    id: 'getMail',
    summary: 'A mail: to whom it went, what became of it, what it says',
    role: 'office',
    answers: { 200: { description: 'The mail', schema: MailDetail } },
    problems: ['not-found'],
  },
  {
    route: 'GET /mails/{id}/html',
    id: 'getMailHtml',
    summary: 'What a mail looks like, for a frame of the page',
    role: 'office',
    answers: { 200: { description: 'An HTML document that may do nothing' } },
    problems: ['not-found'],
  },
  {
    route: 'POST /mails/{id}/resend',
    id: 'resendMail',
    summary: 'Have a mail sent once more',
    description:
      'Done again it is the same mail; to send yet another, do it to the newer one. A reminder lists what is owed by now, and is not sent when that is nothing.',
    role: 'office',
    answers: {
      202: { description: 'Queued', schema: MailQueued, headers: { Location: 'The new mail' } },
    },
    problems: ['not-found', 'mail-under-way', 'nothing-owed'],
  },
];
