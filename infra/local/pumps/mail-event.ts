import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { TakenMail } from '../gateway/ses.ts';
import { arn, type Place } from '../place.ts';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';
import type { Bus } from './bus.ts';

const Destination = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Enabled: z.boolean().default(true),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string() }),
    MatchingEventTypes: z.array(z.string()),
    Name: notHere('nobody asks for it by name'),
  }),
});

/** Where mails to some addresses go, as with SES's own simulator; `bounce+harbin@…` is one as well. */
const SIMULATOR = 'simulator.example.org';

interface Happening {
  /** As destinations name it, as events do, and as EventBridge does. */
  type: string;
  eventType: string;
  detailType: string;
  detail: (recipient: string, timestamp: string) => object;
}

const one = (emailAddress: string) => [{ emailAddress }];

const DELIVERY: Happening = {
  type: 'delivery',
  eventType: 'Delivery',
  detailType: 'Email Delivered',
  detail: (recipient, timestamp) => ({
    delivery: { timestamp, recipients: [recipient], processingTimeMillis: 12, smtpResponse: '250 ok' },
  }),
};

const bounce = (bounceType: string, bounceSubType: string, diagnosticCode: string): Happening => ({
  type: 'bounce',
  eventType: 'Bounce',
  detailType: 'Email Bounced',
  detail: (emailAddress, timestamp) => ({
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress, action: 'failed', diagnosticCode }],
      timestamp,
      feedbackId: randomUUID(),
    },
  }),
});

const COMPLAINT: Happening = {
  type: 'complaint',
  eventType: 'Complaint',
  detailType: 'Email Complaint Received',
  detail: (recipient, timestamp) => ({
    complaint: {
      complainedRecipients: one(recipient),
      complaintFeedbackType: 'abuse',
      timestamp,
      feedbackId: randomUUID(),
    },
  }),
};

const DELAY: Happening = {
  type: 'deliveryDelay',
  eventType: 'DeliveryDelay',
  detailType: 'Email Delivery Delayed',
  detail: (recipient, timestamp) => ({
    deliveryDelay: { delayType: 'General', delayedRecipients: one(recipient), timestamp },
  }),
};

/** What happens to a mail, by the part of the address before the @ and before a +. */
const FATES: { [mailbox: string]: Happening[] } = {
  bounce: [bounce('Permanent', 'General', 'smtp; 550 5.1.1 user unknown')],
  full: [bounce('Transient', 'MailboxFull', 'smtp; 452 4.2.2 mailbox full')],
  complaint: [DELIVERY, COMPLAINT],
  delayed: [DELAY],
};

function happeningsTo(recipient: string): Happening[] {
  const [mailbox = '', domain] = recipient.toLowerCase().split('@');
  const name = mailbox.replace(/\+.*$/, '');
  return (domain === SIMULATOR && Object.hasOwn(FATES, name) && FATES[name]) || [DELIVERY];
}

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, in EventBridge's envelope. */
function toBusEvent(
  mail: TakenMail,
  recipient: string,
  happening: Happening,
  now: Date,
  { account, region }: Place,
) {
  const timestamp = now.toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': happening.detailType,
    source: 'aws.ses',
    account,
    time: timestamp.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    detail: {
      eventType: happening.eventType,
      ...happening.detail(recipient, timestamp),
      mail: {
        timestamp,
        source: mail.from,
        sendingAccountId: account,
        messageId: mail.messageId,
        destination: mail.recipients,
        tags: {
          'ses:configuration-set': [mail.configurationSet],
          ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
        },
      },
    },
  };
}

interface Listeners {
  template: ResolvedTemplate;
  place: Place;
}

/**
 * Tells of each mail what became of it: it is delivered at once, unless its address says otherwise. As on AWS only
 * what a configuration set publishes to the default bus is told.
 * @throws Error when a destination names another bus
 */
export function announceMails(
  { template, place }: Listeners,
  bus: Bus,
  now: () => Date,
): (mail: TakenMail) => void {
  const destinations = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination', Destination).map(
    ({ properties }) => properties,
  );
  const defaultBus = arn(place, 'events', 'event-bus/default');
  for (const { EventDestination } of destinations) {
    const { EventBusArn } = EventDestination.EventBridgeDestination;
    if (EventBusArn !== defaultBus)
      throw new Error(`SES publishes to the default bus alone, not to ${EventBusArn}`);
  }
  return (mail) => {
    const published = destinations
      .filter(({ ConfigurationSetName }) => ConfigurationSetName === mail.configurationSet)
      .filter(({ EventDestination }) => EventDestination.Enabled)
      .flatMap(({ EventDestination }) => EventDestination.MatchingEventTypes);
    for (const recipient of mail.recipients)
      for (const happening of happeningsTo(recipient)) {
        if (!published.some((type) => type.toLowerCase() === happening.type.toLowerCase())) continue;
        bus(toBusEvent(mail, recipient, happening, now(), place));
      }
  };
}
