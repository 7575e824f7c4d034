import * as z from 'zod';

const At = z.string().transform((text) => new Date(text));
const Concerned = z.object({ emailAddress: z.string(), diagnosticCode: z.string().optional() });

const Delivery = z.object({
  eventType: z.literal('Delivery'),
  delivery: z.object({ timestamp: At, recipients: z.array(z.string()) }),
});
const Bounce = z.object({
  eventType: z.literal('Bounce'),
  bounce: z.object({
    /** `Permanent`: no such mailbox, or one that SES does not try any more. */
    bounceType: z.string(),
    bounceSubType: z.string().default(''),
    bouncedRecipients: z.array(Concerned),
    timestamp: At,
  }),
});
const Complaint = z.object({
  eventType: z.literal('Complaint'),
  complaint: z.object({
    complainedRecipients: z.array(Concerned),
    complaintFeedbackType: z.string().optional(),
    timestamp: At,
  }),
});
const Delay = z.object({
  eventType: z.literal('DeliveryDelay'),
  deliveryDelay: z.object({ delayType: z.string(), delayedRecipients: z.array(Concerned), timestamp: At }),
});
const Reject = z.object({ eventType: z.literal('Reject'), reject: z.object({ reason: z.string() }) });

/** The mail that an event is about; `tags` are those that it was sent with. */
const About = z.object({
  mail: z.object({
    timestamp: At,
    destination: z.array(z.string()),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
});

/**
 * What SES publishes of a mail, on its way over EventBridge:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailEvent = z.object({
  detail: z.discriminatedUnion('eventType', [Delivery, Bounce, Complaint, Delay, Reject]).and(About),
});
export type MailEvent = z.infer<typeof MailEvent>;
