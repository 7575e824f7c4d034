import { beforeEach, describe, expect, it } from '@jest/globals';
import { NotSent } from '../../../functions/send-mail/transports/transport.ts';
import { sha256 } from '../../../functions/shared/random.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { isCode } from '../../../functions/shared/sign-in-code.ts';
import { requestCode } from '../../../functions/sign-in/request-code.ts';
import { SignInRequest } from '../../../schemas/sign-in.ts';
import { deliver, enrol, harbin, type Mailroom, mailroom, pending } from './mailroom.ts';

const EMAIL = 'harbin@example.org';
const key = keys.signIn(sha256(EMAIL), 'browser');

const ask = ({ table, now }: Mailroom, email = EMAIL) =>
  requestCode(table, { email, browser: 'browser', language: 'zh', now });

const codeIn = ({ text }: { text: string }) => /\b(\d{6})\b/.exec(text)?.[1] ?? 'none';

describe('a code to sign in with', () => {
  let room: Mailroom;

  beforeEach(async () => {
    room = mailroom();
    await enrol(room, harbin());
    await ask(room);
  });

  it('is mailed to a known address and nowhere at rest', async () => {
    expect(await deliver(room)).toEqual({ batchItemFailures: [] });
    const [letter] = room.sent;
    expect(letter?.to).toEqual([EMAIL]);
    const code = codeIn(letter ?? { text: '' });
    expect(letter?.html).toContain(code);
    expect(JSON.stringify(room.table.rows())).not.toContain(code);
    const request = SignInRequest.parse(await room.table.get(key));
    expect(request.status).toBe('sent');
    expect(await isCode(code, request)).toBe(true);
    expect(await isCode(code === '000000' ? '000001' : '000000', request)).toBe(false);
  });

  it('is not made for an address that is not known', async () => {
    await ask(room, 'nobody@example.org');
    await deliver(room);
    expect(room.sent.map(({ to }) => to)).toEqual([[EMAIL]]);
    expect(room.log.lines.join('\n')).not.toContain('@');
  });

  it('is not made for a contact of another campaign', async () => {
    await enrol(room, { ...harbin('old@example.org'), campaign: 'heilongjiang-2022' });
    await ask(room, 'old@example.org');
    await deliver(room);
    expect(room.sent.map(({ to }) => to)).toEqual([[EMAIL]]);
  });

  it('is mailed once, however often its event is delivered (I6)', async () => {
    const batch = pending(room);
    await Promise.all([deliver(room, batch), deliver(room, batch)]);
    const before = room.table.rows();
    await deliver(room, batch);
    expect(room.sent).toHaveLength(1);
    expect(room.table.rows()).toEqual(before);
  });

  it('is made anew when the mail did not leave, and only the newest counts', async () => {
    room.transportDoes.push((letter) => {
      room.sent.push(letter);
      throw new NotSent(new Error('down'));
    });
    const batch = pending(room);
    expect(await deliver(room, batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
    expect(await deliver(room, batch)).toEqual({ batchItemFailures: [] });
    const [first, second] = room.sent.map(codeIn);
    expect(room.sent).toHaveLength(2);
    const request = SignInRequest.parse(await room.table.get(key));
    expect(await isCode(second ?? '', request)).toBe(true);
    if (first !== second) expect(await isCode(first ?? '', request)).toBe(false);
  });

  it('is not mailed after it has expired', async () => {
    room.now = new Date(room.now.getTime() + 10 * 60_000);
    await deliver(room);
    expect(room.sent).toHaveLength(0);
  });

  it('gives way to a newer request of the same browser', async () => {
    const old = pending(room);
    room.now = new Date(room.now.getTime() + 1000);
    await ask(room);
    await deliver(room, old);
    await deliver(room);
    const request = SignInRequest.parse(await room.table.get(key));
    expect(room.sent).toHaveLength(1);
    expect(await isCode(room.sent.map(codeIn)[0] ?? '', request)).toBe(true);
  });
});
