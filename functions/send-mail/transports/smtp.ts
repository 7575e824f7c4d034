import { createTransport } from 'nodemailer';
import * as z from 'zod';
import { compose } from '../compose.ts';
import { NotSent, Refused, type Sent, type Transport } from './transport.ts';

/** What the secret holds. */
export const SmtpSecret = z.object({ url: z.url({ protocol: /^smtps?$/ }) });

/** Errors of nodemailer: its code, the command or system call under way, and the server's reply. */
const SmtpError = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  command: z.string().optional(),
  syscall: z.string().optional(),
  timeoutType: z.string().optional(),
  responseCode: z.int().optional(),
});

/** Before these are through, no message was handed over. */
const BEFORE_THE_MESSAGE = ['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'ECONFIG', 'EENVELOPE'];
/** A certificate that is not trusted ends the talk before a word of the mail. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;
const BEFORE_THE_GREETING = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];

/** A reply of 5xx to the recipients or the message is for good; one to the log-in or the sender is ours to mend. */
function named(error: unknown): unknown {
  const { success, data } = SmtpError.safeParse(error);
  if (!success) return error;
  const { code = '', originalCode = '', command, syscall, timeoutType = '', responseCode } = data;
  if (responseCode !== undefined && responseCode >= 500) {
    if (command === 'RCPT TO') return new Refused('recipient-refused');
    if (code === 'EMESSAGE') return new Refused('message-refused');
  }
  const unsent =
    responseCode !== undefined ||
    syscall === 'connect' ||
    BEFORE_THE_MESSAGE.includes(code) ||
    CERTIFICATE.test(originalCode) ||
    BEFORE_THE_GREETING.includes(timeoutType);
  return unsent ? new NotSent(error) : error;
}

/** Some recipients may be refused while the others get the mail: for good, or until they are tried again. */
const Rejections = z.object({
  messageId: z.string(),
  rejectedErrors: z
    .array(
      z.object({
        recipient: z.string(),
        responseCode: z.int().optional(),
        response: z.string().optional(),
      }),
    )
    .default([]),
});

function sent(answer: unknown): Sent {
  const { messageId, rejectedErrors } = Rejections.parse(answer);
  const forGood = rejectedErrors.filter(({ responseCode = 0 }) => responseCode >= 500);
  const later = rejectedErrors.filter((error) => !forGood.includes(error));
  return {
    messageId,
    tracked: false,
    refused: forGood.map(({ recipient, response }) => ({ address: recipient, reason: response })),
    later: later.map(({ recipient }) => recipient),
  };
}

/** Milliseconds; all of a mail must fit into the function's own time. */
const PATIENCE = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 20_000 };

/**
 * A mail server that is reached by `smtps://user:password@host:port` (or `smtp://`, which turns to TLS when the
 * server offers it). The address is read when the first mail leaves, and again after a failure, so that a changed
 * secret needs no deployment.
 */
export function smtpTransport(readUrl: () => Promise<string>, patience = PATIENCE): Transport {
  let opened: Promise<ReturnType<typeof createTransport>> | undefined;
  const open = async () => createTransport({ url: await readUrl(), ...patience });
  return {
    async send(letter) {
      const raw = await compose(letter);
      opened ??= open();
      const mailer = await opened.catch((error: unknown) => {
        opened = undefined;
        throw new NotSent(error);
      });
      try {
        return sent(await mailer.sendMail({ envelope: { from: letter.from, to: letter.to }, raw }));
      } catch (error) {
        opened = undefined;
        throw named(error);
      }
    },
  };
}
