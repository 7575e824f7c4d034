import { MessageRejected, SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { compose } from '../compose.ts';
import { type Letter, NotSent, Refused, type Sent, type Transport } from './transport.ts';
import { isUnreachable } from './unreachable.ts';

/** Recipients that SES takes in one call. */
const MOST_RECIPIENTS = 50;

/** Milliseconds; all of a mail must fit into the function's own time. */
const PATIENCE = { connectionTimeout: 5000, requestTimeout: 20_000 };

/**
 * What SES will say again however often it is asked: this message or its recipients. That sending is paused, the
 * sender is not verified or the rate is exceeded says nothing about the mail, which waits until that is mended.
 */
function named(error: unknown): unknown {
  if (error instanceof MessageRejected && !/not verified|paused/i.test(error.message)) {
    return new Refused('message-refused');
  }
  if (error instanceof SESServiceException) {
    return error.name === 'InvalidParameterValue' ? new Refused('recipient-refused') : new NotSent(error);
  }
  return isUnreachable(error) ? new NotSent(error) : error;
}

/** SES says of each event which mail it is about by the tags that the mail was sent with; their alphabet is small. */
const tagOf = (id: string): string => Buffer.from(id).toString('base64url');

/** Addresses of one call; one that SES cannot read makes it refuse the call, so each is then asked for alone. */
function groupsOf(to: readonly string[]): string[][] {
  const groups = [];
  for (let i = 0; i < to.length; i += MOST_RECIPIENTS) groups.push(to.slice(i, i + MOST_RECIPIENTS));
  return groups;
}

/**
 * Amazon SES. It has no idempotency token, so the client's own retries are off: a call that got no answer must not
 * be made again behind the outbox's back. A mail to more than 50 addresses leaves in several calls; the first one's
 * id is kept.
 */
export function sesTransport(
  configurationSet: string,
  client = new SESClient({ maxAttempts: 1, requestHandler: PATIENCE }),
): Transport {
  async function call({ from, id }: Letter, Data: Buffer, Destinations: string[]): Promise<string> {
    const command = new SendRawEmailCommand({
      Source: from,
      Destinations,
      ConfigurationSetName: configurationSet,
      Tags: [{ Name: 'mail', Value: tagOf(id) }],
      RawMessage: { Data },
    });
    const { MessageId = '' } = await client.send(command).catch((error: unknown) => {
      throw named(error);
    });
    return MessageId;
  }

  return {
    async send(letter) {
      const Data = await compose(letter);
      const waiting = groupsOf(letter.to);
      const ids: string[] = [];
      const refused: Sent['refused'] = [];
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        try {
          ids.push(await call(letter, Data, group));
        } catch (error) {
          const unreadable = error instanceof Refused && error.reason === 'recipient-refused';
          if (unreadable && group.length > 1) waiting.unshift(...group.map((address) => [address]));
          else if (unreadable && letter.to.length > 1) refused.push(...group.map((address) => ({ address })));
          else if (ids.length === 0) throw error;
          // Others have it already: whatever befalls the rest, those are not asked for again.
          else if (error instanceof Refused) refused.push(...group.map((address) => ({ address })));
          else {
            const later = [group, ...waiting].flat();
            return { messageId: ids[0] ?? '', tracked: true, refused, later, why: error };
          }
        }
      }
      if (ids.length === 0) throw new Refused('recipient-refused');
      return { messageId: ids[0] ?? '', tracked: true, refused, later: [] };
    },
  };
}
