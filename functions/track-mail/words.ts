import type { Fate } from '../../schemas/mail.ts';
import type { MailEvent } from './event.ts';

/** What an event says of one address. */
export interface Word {
  address: string;
  fate: Fate;
  at: Date;
  reason?: string | undefined;
}

/** Every address that an event tells of. */
export function wordsOf({ detail }: MailEvent): Word[] {
  switch (detail.eventType) {
    case 'Delivery': {
      const { recipients, timestamp: at } = detail.delivery;
      return recipients.map((address) => ({ address, fate: 'delivered', at }));
    }
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients, timestamp: at } = detail.bounce;
      const fate = bounceType === 'Permanent' ? 'bounced' : 'undelivered';
      return bouncedRecipients.map(({ emailAddress: address, diagnosticCode }) => ({
        address,
        fate,
        at,
        reason: diagnosticCode ?? bounceSubType,
      }));
    }
    case 'Complaint': {
      const { complainedRecipients, complaintFeedbackType: reason, timestamp: at } = detail.complaint;
      return complainedRecipients.map(({ emailAddress: address }) => ({
        address,
        fate: 'complained',
        at,
        reason,
      }));
    }
    case 'DeliveryDelay': {
      const { delayType: reason, delayedRecipients, timestamp: at } = detail.deliveryDelay;
      return delayedRecipients.map(({ emailAddress: address }) => ({ address, fate: 'delayed', at, reason }));
    }
    case 'Reject': {
      const { destination, timestamp: at } = detail.mail;
      return destination.map((address) => ({ address, fate: 'refused', at, reason: detail.reject.reason }));
    }
  }
}
