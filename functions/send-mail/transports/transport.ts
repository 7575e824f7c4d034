import type { MailFailure } from '../../../schemas/mail.ts';
import type { Content } from '../../shared/mails/content.ts';

/** A mail that is ready to go. */
export interface Letter extends Content {
  from: string;
  to: string[];
  /** Makes the Message-ID: two attempts at one mail carry the same, so that readers can see it. */
  id: string;
}

/** The other side said no for good. */
export class Refused extends Error {
  readonly reason: MailFailure;

  constructor(reason: MailFailure) {
    super(reason);
    this.name = 'Refused';
    this.reason = reason;
  }
}

/** It surely was not sent, and may be tried again. */
export class NotSent extends Error {
  constructor(cause: unknown) {
    super('not sent', { cause });
    this.name = 'NotSent';
  }
}

export interface Transport {
  /** @throws Refused, NotSent; after any other error nobody knows whether the mail left */
  send(letter: Letter): Promise<{ messageId: string }>;
}
