import { Contact } from '../../schemas/session.ts';
import { MOST_TRIES, SignInRequest } from '../../schemas/sign-in.ts';
import { Problem } from '../shared/problems.ts';
import { sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import type { Table } from '../shared/records/shapes.ts';
import { updateIf } from '../shared/records/update-if.ts';
import { isCode } from '../shared/sign-in-code.ts';
import { limitTries } from './limits.ts';

interface Entry {
  campaign: string;
  email: string;
  code: string;
  browser: string;
  /** The network address. */
  client: string;
  now: Date;
}

/**
 * Whom a typed code signs in. The try is counted before the code is compared, so that tries made at the same time
 * cannot exceed the limit, and a right code is used up before anything is opened with it.
 * @throws Problem `wrong-code`, whatever the reason: another browser's, used, expired, tried too often, not known;
 * `too-many-requests`
 */
export async function useCode(
  table: Table,
  { campaign, email, code, browser, client, now }: Entry,
): Promise<Contact> {
  const key = keys.signIn(sha256(email), browser);
  const row = await updateIf(table, {
    key,
    update: 'ADD tries :one',
    condition: 'attribute_exists(pk) AND tries < :most AND expiresAt > :now',
    values: { ':one': 1, ':most': MOST_TRIES, ':now': now.toISOString() },
  });
  if (!row) {
    // Whoever waits for a code is not kept out by those who try without having asked for one.
    await limitTries(table, client, now);
    throw new Problem('wrong-code');
  }
  const request = SignInRequest.parse(row);
  if (!(await isCode(code, request))) throw new Problem('wrong-code');
  const used = await updateIf(table, {
    key,
    update: 'SET #status = :used REMOVE codeHash, salt',
    condition: 'codeHash = :hash',
    names: { '#status': 'status' },
    values: { ':used': 'used', ':hash': request.codeHash },
  });
  const found = used && (await table.get(keys.contact(email)));
  const contact = found && Contact.parse(found);
  if (contact?.campaign !== campaign) throw new Problem('wrong-code');
  return contact;
}
