import * as z from 'zod';
import { readCampaign } from '../shared/campaign.ts';
import type { Key } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { sendCode } from './send-code.ts';
import { sendQueued } from './send-queued.ts';

const Attribute = z.object({ S: z.string() });

/** What the stream tells of a row; the row itself is read anew, as it may have moved on since. */
const Change = z.object({
  dynamodb: z.object({
    SequenceNumber: z.string(),
    Keys: z.object({ pk: Attribute, sk: Attribute }),
    NewImage: z.object({ type: Attribute }).optional(),
  }),
});

export const Batch = z.object({ Records: z.array(Change) });
export type Batch = z.infer<typeof Batch>;

/** The mails of one batch do not wait for each other, but a mail server is not flooded either. */
const AT_ONCE = 5;

function work(dependencies: Dependencies, type: string | undefined, { pk, sk }: Key): Promise<void> {
  if (type === 'mail') return sendQueued(dependencies, pk.replace(/^MAIL#/, ''));
  if (type === 'sign-in') return sendCode(dependencies, { pk, sk });
  return Promise.resolve();
}

/**
 * Sends what a batch of the table's stream tells of. Answers the changes that shall be delivered again; those that
 * were delivered with them come again too and find their work done.
 */
export async function sendAll(
  given: Dependencies,
  { Records }: Batch,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const failed: string[] = [];
  const dependencies = { ...given, campaign: await readCampaign(given.table, given.campaign) };
  for (let i = 0; i < Records.length; i += AT_ONCE) {
    const some = Records.slice(i, i + AT_ONCE).map(async ({ dynamodb }) => {
      const { Keys, NewImage, SequenceNumber } = dynamodb;
      try {
        await work(dependencies, NewImage?.type.S, { pk: Keys.pk.S, sk: Keys.sk.S });
      } catch (error) {
        dependencies.log.error('mail to be tried again', error);
        failed.push(SequenceNumber);
      }
    });
    await Promise.all(some);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
