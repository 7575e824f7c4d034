import { MessageRejected, SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { compose } from '../compose.ts';
import { NotSent, Refused, type Transport } from './transport.ts';
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

/**
 * Amazon SES. It has no idempotency token, so the client's own retries are off: a call that got no answer must not
 * be made again behind the outbox's back. A mail to more than 50 addresses leaves in several calls; the first one's
 * id is kept.
 */
export function sesTransport(
  configurationSet: string,
  client = new SESClient({ maxAttempts: 1, requestHandler: PATIENCE }),
): Transport {
  return {
    async send(letter) {
      const Data = await compose(letter);
      const ids: string[] = [];
      for (let i = 0; i < letter.to.length; i += MOST_RECIPIENTS) {
        const command = new SendRawEmailCommand({
          Source: letter.from,
          Destinations: letter.to.slice(i, i + MOST_RECIPIENTS),
          ConfigurationSetName: configurationSet,
          RawMessage: { Data },
        });
        const { MessageId = '' } = await client.send(command).catch((error: unknown) => {
          throw named(error);
        });
        ids.push(MessageId);
      }
      return { messageId: ids[0] ?? '' };
    },
  };
}
