import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageRejected, SESClient, SESServiceException } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { sesTransport } from '../../../functions/send-mail/transports/ses.ts';
import { smtpTransport } from '../../../functions/send-mail/transports/smtp.ts';
import { type Letter, NotSent, Refused } from '../../../functions/send-mail/transports/transport.ts';
import { draft, write } from '../../../functions/shared/mails/write.ts';

const letter = (change: Partial<Letter> = {}): Letter => ({
  ...write(draft('报送回执 – 测试', [{ paragraph: '我们已收到贵单位报送的报表 𠮷。' }], 'zh')),
  id: 'ABCDEFGH2.confirmation',
  from: '科技活动周 <no-reply@mail.example.org>',
  to: ['harbin@example.org'],
  ...change,
});

const decoded = (raw: string): string =>
  raw.replace(/(?:^[A-Za-z0-9+/=]{4,76}\r\n)+/gm, (block) => Buffer.from(block, 'base64').toString('utf8'));

const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');

const busy: NonNullable<SMTPServerOptions['onRcptTo']> = (_address, _session, done) =>
  done(Object.assign(new Error('later'), { responseCode: 451 }));

const failure = (send: Promise<unknown>) =>
  send.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the mail server', () => {
  const servers: SMTPServer[] = [];
  const received: { from: string; to: string[]; raw: string }[] = [];

  async function listen(options: SMTPServerOptions = {}): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          received.push({
            from,
            to: envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString('utf8'),
          });
          done();
        });
      },
      ...options,
    });
    servers.push(server);
    server.on('error', () => {});
    const { server: net } = server;
    server.listen(0, '127.0.0.1');
    await once(net, 'listening');
    return `smtp://127.0.0.1:${(net.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    received.length = 0;
    await Promise.all(
      servers.splice(0).map((server) => new Promise<void>((done) => server.close(() => done()))),
    );
  });

  it('gets a mail of text and HTML in UTF-8 for all recipients at once', async () => {
    const url = await listen();
    const to = ['harbin@example.org', 'harbin-2@example.org'];
    await smtpTransport(async () => url).send(letter({ to }));
    expect(received).toHaveLength(1);
    const [{ from, to: rcpt, raw }] = received as [(typeof received)[0]];
    expect({ from, rcpt }).toEqual({ from: 'no-reply@mail.example.org', rcpt: to });
    expect(headersOf(raw)).toMatch(/^Message-ID: <[0-9a-f]{40}@mail\.example\.org>$/im);
    expect(headersOf(raw)).toMatch(/^Auto-Submitted: auto-generated$/im);
    expect(headersOf(raw)).toMatch(/^To: harbin@example\.org, harbin-2@example\.org$/im);
    expect(raw).toContain('multipart/alternative');
    expect(decoded(raw).match(/我们已收到贵单位报送的报表 𠮷。/g)).toHaveLength(2);
  });

  it('gives two attempts at one mail the same Message-ID', async () => {
    const url = await listen();
    const transport = smtpTransport(async () => url);
    await transport.send(letter());
    await transport.send(letter());
    const ids = received.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
  });

  it.each(['Bcc: victim@example.org', 'Subject: other'])(
    'gets no header %j that a name smuggled in',
    async (line) => {
      const url = await listen();
      const evil = `x\r\n${line}\r\n\r\nbody`;
      await smtpTransport(async () => url).send(letter(write(draft(evil, [{ paragraph: evil }], 'zh'))));
      const [{ to, raw }] = received as [(typeof received)[0]];
      expect(to).toEqual(['harbin@example.org']);
      expect(headersOf(raw).split('\r\n')).not.toContain(line);
      expect(headersOf(raw).match(/^Subject:/gim)).toHaveLength(1);
      expect(headersOf(raw)).not.toMatch(/^Bcc:/im);
    },
  );

  it('that refuses the recipient for good makes the mail refused', async () => {
    const url = await listen({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('no such user'), { responseCode: 550 })),
    });
    const error = await failure(smtpTransport(async () => url).send(letter()));
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ reason: 'recipient-refused' });
  });

  it.each([
    ['is busy', { onRcptTo: busy }],
    ['wants another password', { authOptional: false }],
  ])('that %s surely took nothing', async (_why, options) => {
    const url = await listen(options);
    expect(await failure(smtpTransport(async () => url).send(letter()))).toBeInstanceOf(NotSent);
  });

  it('that is not there surely took nothing, and its address is read anew for the next mail', async () => {
    const url = await listen();
    const urls = ['smtp://127.0.0.1:1', url];
    const transport = smtpTransport(async () => urls.shift() ?? '');
    expect(await failure(transport.send(letter()))).toBeInstanceOf(NotSent);
    await transport.send(letter());
    expect(received).toHaveLength(1);
  });

  it('that hangs up after the message leaves it unknown whether the mail was sent', async () => {
    const url = await listen({
      onData(stream, session) {
        stream.resume();
        stream.on('end', () => {
          for (const server of servers) {
            for (const connection of server.connections) {
              if (connection.session.id === session.id) connection._socket.destroy();
            }
          }
        });
      },
    });
    const error = await failure(smtpTransport(async () => url).send(letter()));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotSent);
    expect(error).not.toBeInstanceOf(Refused);
  });
});

describe('SES', () => {
  const input = { $metadata: {}, message: '' };

  /** A client that never leaves this process: its last step answers or throws. */
  function client(answer: (input: unknown) => unknown): SESClient {
    const made = new SESClient({
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    made.middlewareStack.add(
      () => async (args) => ({ response: {}, output: { $metadata: {}, ...Object(answer(args.input)) } }),
      { step: 'initialize', priority: 'low' },
    );
    return made;
  }

  it('gets the raw mail with the configuration set', async () => {
    const calls: unknown[] = [];
    const ses = client((call) => {
      calls.push(call);
      return { MessageId: 'ses-1' };
    });
    expect(await sesTransport('set', ses).send(letter())).toMatchObject({
      messageId: 'ses-1',
      tracked: true,
      refused: [],
      later: [],
    });
    expect(calls).toEqual([
      {
        Source: '科技活动周 <no-reply@mail.example.org>',
        Destinations: ['harbin@example.org'],
        ConfigurationSetName: 'set',
        Tags: [{ Name: 'mail', Value: Buffer.from('ABCDEFGH2.confirmation').toString('base64url') }],
        RawMessage: { Data: expect.any(Uint8Array) },
      },
    ]);
  });

  it('is called for 50 recipients at a time', async () => {
    const sizes: number[] = [];
    const ses = client((call) => {
      const { Destinations } = call as { Destinations: string[] };
      sizes.push(Destinations.length);
      return { MessageId: `ses-${sizes.length}` };
    });
    const to = Array.from({ length: 120 }, (_, i) => `contact-${i}@example.org`);
    expect(await sesTransport('set', ses).send(letter({ to }))).toMatchObject({
      messageId: 'ses-1',
      tracked: true,
      refused: [],
      later: [],
    });
    expect(sizes).toEqual([50, 50, 20]);
  });

  it.each([
    ['rejects the message', new MessageRejected({ ...input, message: 'contains a virus' }), Refused],
    ['rejects an address', service('InvalidParameterValue'), Refused],
    ['is throttled', service('Throttling'), NotSent],
    [
      'waits for the sender to be verified',
      new MessageRejected({ ...input, message: 'Email address is not verified.' }),
      NotSent,
    ],
    ['cannot be reached', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), NotSent],
  ])('that %s is told apart', async (_what, thrown, expected) => {
    const ses = client(() => {
      throw thrown;
    });
    expect(await failure(sesTransport('set', ses).send(letter()))).toBeInstanceOf(expected);
  });

  const silence = Object.assign(new Error('timeout'), { name: 'TimeoutError' });
  const rejection = new MessageRejected({ ...input, message: 'contains a virus' });
  it.each([
    ['refuses the message to a later one', rejection, { refused: [{ address: 'b@example.org' }], later: [] }],
    ['does not answer for a later one', silence, { refused: [], later: ['b@example.org', 'c@example.org'] }],
  ])('that %s is known to have sent the others', async (_what, thrown, expected) => {
    const ses = client((call) => {
      const { Destinations } = call as { Destinations: string[] };
      if (Destinations.length > 1) throw service('InvalidParameterValue');
      if (Destinations[0] === 'b@example.org') throw thrown;
      return { MessageId: 'ses-1' };
    });
    const to = ['a@example.org', 'b@example.org', 'c@example.org'];
    const sent = await sesTransport('set', ses).send(letter({ to }));
    expect(sent).toMatchObject({ messageId: 'ses-1', ...expected });
    expect(sent.why).toBe(thrown === silence ? silence : undefined);
  });

  it('that does not answer leaves it unknown whether the mail was sent', async () => {
    const ses = client(() => {
      throw silence;
    });
    expect(await failure(sesTransport('set', ses).send(letter()))).toBe(silence);
  });

  function service(name: string) {
    return new SESServiceException({ ...input, name, $fault: 'client' });
  }
});
