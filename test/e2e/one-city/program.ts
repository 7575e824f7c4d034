import { expect } from '@jest/globals';
import type { Difference } from '../../../schemas/contract/difference.ts';
import type { Conversation } from '../../../schemas/contract/messages.ts';
import type { ReportView } from '../../../schemas/contract/reports.ts';
import type { RosterEntry } from '../../../schemas/contract/roster.ts';
import { changed } from '../../support/changed.ts';
import { type Client, signIn } from '../../support/client.ts';
import type { Local } from '../../support/local.ts';
import { FORM, type Teller } from './teller.ts';

/** Both sides as programs that speak JSON. */
export async function programs(local: Pick<Local, 'site' | 'mail'>, city: string): Promise<Teller> {
  const lead = await signIn(local, 'lead@example.org');
  let clerk: Client;
  let answers = {};
  let submissions = 0;

  const done = async <T>(status: number, answer: Promise<{ status: number; body: T }>): Promise<T> => {
    const { status: is, body } = await answer;
    expect([is, body]).toEqual([status, expect.anything()]);
    return body;
  };
  const own = () => done(200, clerk.call<ReportView>('GET', `/reports/${FORM}`));
  const onDesk = `/desk/reports/${city}/${FORM}`;
  const submit = () =>
    clerk.call<{ reference: string; timeliness: string }>(
      'POST',
      `/reports/${FORM}/submissions`,
      { answers, attachments: [] },
      { 'idempotency-key': `one-city-${++submissions}` },
    );
  const decide = async (decision: object) => {
    const { revision } = await done(200, lead.call<{ revision: number }>('GET', onDesk));
    await done(200, lead.call('POST', `${onDesk}/decisions`, { ...decision, revision }));
  };

  return {
    city,
    async invite(email) {
      await done(200, lead.call('POST', '/roster/contacts', { unit: city, email }));
    },
    async deadAddresses() {
      const { unit } = await done(200, lead.call<RosterEntry>('GET', `/roster/units/${city}`));
      return unit?.contacts.filter(({ bouncedAt }) => bouncedAt).map(({ email }) => email) ?? [];
    },
    async enter(address) {
      clerk = await signIn(local, address);
    },
    async isClosed() {
      const { status } = await submit();
      return status === 409 && (await own()).timeliness === 'closed';
    },
    async extend(due, reason) {
      const entry = { form: FORM, unit: city, due, closes: due, reason };
      await done(200, lead.call('POST', '/roster/extensions', entry));
    },
    async report(given) {
      answers = given;
      await done(200, clerk.call('PUT', `/reports/${FORM}/draft`, { version: 0, answers }));
      const { reference, timeliness } = await done(201, submit());
      expect(timeliness).toBe('on-time');
      return reference;
    },
    giveBack: (pointer, message) => decide({ decision: 'return', message, fields: [pointer] }),
    async reason(pointer) {
      const { state, messages } = await own();
      const said = messages.at(-1);
      expect(state).toBe('returned');
      return { message: said?.message ?? '', marked: said?.fields.includes(pointer) ?? false };
    },
    async say(message) {
      await done(201, clerk.call('POST', `/reports/${FORM}/messages`, { message, key: message }));
    },
    async conversation() {
      const { messages } = await done(200, lead.call<Conversation>('GET', `${onDesk}/messages`));
      return messages.map(({ message }) => message).join('\n');
    },
    async correct(pointer, value) {
      answers = changed(answers, { [pointer]: value });
      return (await done(201, submit())).reference;
    },
    async differences() {
      const found = await done(200, lead.call<Difference>('GET', `${onDesk}/difference`));
      expect([found.rows, found.files, found.explanations]).toEqual([[], [], []]);
      return found.answers.map(({ pointer, before, after }) => `${pointer} ${before} ${after}`);
    },
    accept: () => decide({ decision: 'accept' }),
    state: async () => (await own()).state,
  };
}
