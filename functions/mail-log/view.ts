import type { MailState, MailView } from '../../schemas/contract/mails.ts';
import type { Mail } from '../../schemas/mail.ts';
import { fateKey } from '../shared/mails/fates.ts';

type Addressee = MailView['to'][number];

/** What is known of a mail at one of its addresses. */
function addressee(mail: Mail, address: string): Addressee {
  const word = mail.fates?.[fateKey(address)];
  if (word) return { address, state: word.fate, at: word.at, ...(word.reason && { reason: word.reason }) };
  if (mail.status !== 'sent' && !mail.handed?.includes(address)) return { address, state: 'waiting' };
  return { address, state: mail.tracked === false ? 'handed-over' : 'sent' };
}

/** The whole is what its worst part is. */
const GRAVITY = [
  'delivered',
  'handed-over',
  'sent',
  'delayed',
  'undelivered',
  'refused',
  'bounced',
  'complained',
] as const;

function stateOf({ status }: Mail, to: readonly Addressee[]): MailState {
  if (status === 'pending') return 'queued';
  if (status === 'sending' || status === 'failed') return status;
  return GRAVITY.findLast((grave) => to.some(({ state }) => state === grave)) ?? 'sent';
}

/** A mail as the offices see it. */
export function mailView(mail: Mail): MailView {
  const { id, kind, unit, office, form, revision, reference, createdAt, sentAt, failure, again } = mail;
  const to = (mail.to ?? []).map((address) => addressee(mail, address));
  return {
    id,
    kind,
    unit,
    office,
    form,
    revision,
    reference,
    createdAt,
    sentAt,
    failure,
    state: stateOf(mail, to),
    possiblyTwice: mail.possiblySentBefore || failure === 'uncertain',
    to,
    again,
  };
}

const TROUBLE: readonly MailState[] = ['failed', 'undelivered', 'refused', 'bounced', 'complained'];

/** Is it one that somebody should look after? */
export const isTrouble = ({ state, possiblyTwice }: MailView): boolean =>
  possiblyTwice || TROUBLE.includes(state);
