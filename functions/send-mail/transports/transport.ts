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

/** What became of a mail that left for somebody at least. */
export interface Sent {
  messageId: string;
  /** Will its fate be told? */
  tracked: boolean;
  /** Who will never get it this way, and why. */
  refused: { address: string; reason?: string | undefined }[];
  /** Who may be tried again. */
  later: string[];
  /** What befell those: unless it is NotSent, some of them may have the mail nevertheless. */
  why?: unknown;
}

export interface Transport {
  /** @throws Refused, NotSent; after any other error nobody knows whether the mail left */
  send(letter: Letter): Promise<Sent>;
}
