import * as z from 'zod';
import { element } from '../shared/objects/answer.ts';
import type { Signing } from '../shared/objects/signing.ts';
import { awsCall } from './aws-call.ts';

/** What other services know of the state of the system. Each rejects when its service does not answer. */
export interface Services {
  undelivered: { name: string; depth: () => Promise<number> }[];
  /** Absent where mails go through another server, which has no quota to ask for. */
  mailQuota?: () => Promise<{ most: number; sent: number }>;
}

const Depth = z.object({ Attributes: z.object({ ApproximateNumberOfMessages: z.coerce.number().int() }) });

interface Queue {
  name: string;
  url: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
async function depthOf(signing: Signing, { url }: Queue, origin: string | undefined): Promise<number> {
  const answer = await awsCall(signing, {
    service: 'sqs',
    origin: origin ?? new URL(url).origin,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.GetQueueAttributes' },
    body: JSON.stringify({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  });
  return Depth.parse(JSON.parse(answer)).Attributes.ApproximateNumberOfMessages;
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html */
async function quotaOf(signing: Signing, origin: string): Promise<{ most: number; sent: number }> {
  const answer = await awsCall(signing, {
    service: 'ses',
    origin,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetSendQuota&Version=2010-12-01',
  });
  const figure = (name: string) => z.coerce.number().parse(element(answer, name));
  return { most: figure('Max24HourSend'), sent: figure('SentLast24Hours') };
}

export function openServices(
  signing: Signing,
  queues: readonly Queue[],
  origins: { sqs: string | undefined; ses: string | undefined },
): Services {
  const { sqs, ses } = origins;
  return {
    undelivered: queues.map((queue) => ({ name: queue.name, depth: () => depthOf(signing, queue, sqs) })),
    ...(ses !== undefined && { mailQuota: () => quotaOf(signing, ses) }),
  };
}
