import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { smtpTransport } from '../../../functions/send-mail/transports/smtp.ts';
import {
  type Letter,
  NotSent,
  Refused,
  type Sent,
} from '../../../functions/send-mail/transports/transport.ts';
import { draft, write } from '../../../functions/shared/mails/write.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { deliver, enrol, harbin, mailOf, mailroom, pending, queue } from './mailroom.ts';

const [ONE, TWO] = ['harbin@example.org', 'harbin-2@example.org'];
const HASTE = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 900 };

const letter = (to = [ONE]) => ({
  ...write(draft('报送回执', [{ paragraph: '我们已收到贵单位报送的报表。' }], 'zh')),
  id: 'ABCDEFGH2.confirmation',
  from: '科技活动周 <no-reply@mail.example.org>',
  to,
});

const failure = (send: Promise<unknown>) =>
  send.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Answers a recipient like this, as often as there are answers left; then it is taken. */
const answering =
  (answers: { [address: string]: number[] }): NonNullable<SMTPServerOptions['onRcptTo']> =>
  ({ address }, _session, done) => {
    const responseCode = answers[address]?.shift();
    done(responseCode === undefined ? null : Object.assign(new Error('not now'), { responseCode }));
  };

describe('a mail server', () => {
  const ends: (() => Promise<void>)[] = [];
  const received: { to: string[]; secure: boolean }[] = [];

  async function listen(options: SMTPServerOptions = {}): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: options.secure ? [] : ['STARTTLS'],
      onData(stream, { envelope, secure }, done) {
        stream.resume();
        stream.on('end', () => {
          received.push({ to: envelope.rcptTo.map(({ address }) => address), secure });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    ends.push(() => new Promise((done) => server.close(() => done())));
    const { port } = server.server.address() as AddressInfo;
    return `smtp${options.secure ? 's' : ''}://127.0.0.1:${port}`;
  }

  /** A server of which only the first words are told. */
  async function listenRaw(talk: Parameters<typeof createServer>[1]): Promise<string> {
    const server: Server = createServer(talk);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => new Promise((done) => server.close(() => done())));
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  // The test's own certificate is known to everybody, which the server says each time.
  beforeAll(() => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
  });

  afterEach(async () => {
    received.length = 0;
    await Promise.all(ends.splice(0).map((end) => end()));
  });

  it.each([
    ['speaks TLS from the start', { secure: true }],
    ['turns to TLS', { disabledCommands: [] }],
  ])('that %s gets the mail, once its certificate is trusted', async (_how, options) => {
    const url = await listen(options);
    expect(await failure(smtpTransport(async () => url).send(letter()))).toBeInstanceOf(NotSent);
    expect(received).toEqual([]);
    await smtpTransport(async () => `${url}?tls.rejectUnauthorized=false`).send(letter());
    expect(received).toEqual([{ to: [ONE], secure: true }]);
  });

  it('that refuses one of two recipients gets the mail for the other', async () => {
    const url = await listen({ onRcptTo: answering({ [TWO]: [550] }) });
    const sent = await smtpTransport(async () => url).send(letter([ONE, TWO]));
    expect(sent).toMatchObject({ tracked: false, refused: [{ address: TWO }], later: [] });
    expect(sent.refused[0]?.reason).toMatch(/^550/);
    expect(received).toEqual([{ to: [ONE], secure: false }]);
  });

  it('that takes no mail of this kind makes it refused', async () => {
    const url = await listen({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 })));
      },
    });
    expect(await failure(smtpTransport(async () => url).send(letter()))).toMatchObject({
      reason: 'message-refused',
    });
  });

  it('that does not greet surely took nothing', async () => {
    const url = await listenRaw(() => {});
    expect(await failure(smtpTransport(async () => url, HASTE).send(letter()))).toBeInstanceOf(NotSent);
  });

  it('that does not answer after the message leaves it unknown whether it was sent', async () => {
    const url = await listen({ onData: (stream) => stream.resume() });
    const error = await failure(smtpTransport(async () => url, HASTE).send(letter()));
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof NotSent || error instanceof Refused).toBe(false);
  });

  it('is handed no address that would begin another header', async () => {
    const url = await listen();
    const send = smtpTransport(async () => url).send(letter(['a@example.org\r\nBcc: victim@example.org']));
    expect(await failure(send)).toMatchObject({ reason: 'recipient-refused' });
    expect(received).toEqual([]);
  });

  it('that asks to come back later gets the mail then, and nobody gets it twice', async () => {
    const url = await listen({ onRcptTo: answering({ [TWO]: [451, 451] }) });
    const room = { ...mailroom(), transport: smtpTransport(async () => url) };
    for (const email of [ONE, TWO]) await enrol(room, harbin(email));
    const about = { unit: 'harbin', form: 'statistics', reference: 'ABCDEFGH2' };
    await store(room.table, { ...about, answers: validAnswers.statistics?.('harbin') });
    const id = 'ABCDEFGH2.confirmation';
    await queue(room, { id, kind: 'confirmation', campaign: CAMPAIGN, revision: 1, ...about });
    const batch = pending(room);
    expect((await deliver(room, batch)).batchItemFailures).toHaveLength(1);
    expect(await mailOf(room, id)).toMatchObject({ handed: [ONE], queue: 'mail', possiblySentBefore: false });
    expect((await deliver(room, batch)).batchItemFailures).toHaveLength(1);
    expect((await deliver(room, batch)).batchItemFailures).toEqual([]);
    await deliver(room, batch);
    expect(received.map(({ to }) => to)).toEqual([[ONE], [TWO]]);
    expect(await mailOf(room, id)).toMatchObject({ status: 'sent', to: [ONE, TWO], tracked: false });
  });

  it('that fell silent with one of two is asked once more for that one alone, and the mail is flagged', async () => {
    const room = mailroom();
    const asked: string[][] = [];
    const later: Sent = {
      messageId: 'm',
      tracked: true,
      refused: [],
      later: [TWO],
      why: new Error('timeout'),
    };
    const transport = {
      send: async ({ to }: Letter) => {
        asked.push(to);
        return asked.length === 1 ? later : { ...later, later: [], why: undefined };
      },
    };
    for (const email of [ONE, TWO]) await enrol(room, harbin(email));
    await queue(room, { id: 'x', kind: 'reminder', campaign: CAMPAIGN, unit: 'harbin', forms: ['summary'] });
    const batch = pending(room);
    await deliver({ ...room, transport }, batch);
    await deliver({ ...room, transport }, batch);
    expect(asked).toHaveLength(1);
    const now = new Date(room.now.getTime() + 10 * 60_000);
    await deliver({ ...room, transport, clock: () => now }, batch);
    expect(asked[1]).toEqual([TWO]);
    expect(await mailOf(room, 'x')).toMatchObject({
      status: 'sent',
      to: [ONE, TWO],
      possiblySentBefore: true,
    });
  });

  it('that refuses for good whom it asked to wait is told of, and the others have the mail', async () => {
    const url = await listen({ onRcptTo: answering({ [TWO]: [451, 550] }) });
    const room = { ...mailroom(), transport: smtpTransport(async () => url) };
    for (const email of [ONE, TWO]) await enrol(room, harbin(email));
    await queue(room, { id: 'x', kind: 'reminder', campaign: CAMPAIGN, unit: 'harbin', forms: ['summary'] });
    const batch = pending(room);
    await deliver(room, batch);
    await deliver(room, batch);
    const mail = await mailOf(room, 'x');
    expect(mail).toMatchObject({ status: 'sent', handed: [ONE] });
    expect(mail.fates?.[TWO]?.fate).toBe('refused');
  });
});

describe('recipients', () => {
  it('whose earlier mails came back are spared, until an office has one sent again', async () => {
    const room = mailroom();
    const reach = { fate: 'bounced' as const, at: '2023-06-01T00:00:00.000Z', mark: 'x' };
    await enrol(room, harbin(ONE));
    await enrol(room, { ...harbin(TWO), reach });
    const news = { kind: 'reminder' as const, campaign: CAMPAIGN, unit: 'harbin', forms: ['summary'] };
    await queue(room, { id: 'a', ...news });
    await queue(room, { id: 'b', ...news, again: { of: 'a', by: 'lead@example.org' } });
    await deliver(room);
    expect(room.sent.map(({ to }) => to).toSorted()).toEqual([[TWO, ONE], [ONE]].toSorted());
  });

  it('that are all spared leave a mail that says so', async () => {
    const room = mailroom();
    const reach = { fate: 'complained' as const, at: '2023-06-01T00:00:00.000Z', mark: 'x' };
    await enrol(room, { ...harbin(ONE), reach });
    await queue(room, { id: 'a', kind: 'reminder', campaign: CAMPAIGN, unit: 'harbin', forms: ['summary'] });
    await deliver(room);
    expect(await mailOf(room, 'a')).toMatchObject({ status: 'failed', failure: 'unreachable' });
  });

  it('get the mail in the languages that they read', async () => {
    const room = mailroom();
    const news = { kind: 'reminder' as const, campaign: CAMPAIGN, unit: 'harbin', forms: ['summary'] };
    await enrol(room, { ...harbin(ONE), language: 'en' });
    await queue(room, { id: 'a', ...news });
    await deliver(room);
    await enrol(room, harbin(TWO));
    await queue(room, { id: 'b', ...news });
    await deliver(room);
    expect(room.sent.map(({ subject }) => subject.replace(/ .*? \/ /, ' / '))).toEqual([
      expect.stringMatching(/^Reminder /),
      expect.stringMatching(/^催报 .*Reminder /),
    ]);
  });
});
