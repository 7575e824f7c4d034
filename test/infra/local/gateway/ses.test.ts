import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSendQuotaCommand,
  GetSendStatisticsCommand,
  SESClient,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SesGateway, startSes } from '../../../../infra/local/gateway/ses.ts';
import { createAuthorizer } from '../../../../infra/local/iam/authorizer.ts';
import { createCredentials, type Secrets } from '../../../../infra/local/iam/credentials.ts';
import { allow, arn, policiesOf, reportMay } from '../iam/sample.ts';
import { createSigner } from './sign.ts';

const IDENTITY = arn('ses', 'identity/example.org');
const SET = arn('ses', 'configuration-set/week');
const MAY_SEND = allow('ses:SendRawEmail', [IDENTITY, SET]);
const credentials = createCredentials();

let directory: string;
let ses: SesGateway;
let clients: SESClient[] = [];

async function start(...statements: object[]): Promise<void> {
  ses = await startSes({
    port: 0,
    directory,
    credentials,
    authorizer: createAuthorizer(policiesOf(reportMay(...statements))),
    region: 'us-east-1',
    identities: { 'example.org': IDENTITY },
    configurationSets: { week: SET },
  });
}

const message = (from = '科技活动周 <week@example.org>') =>
  [
    `From: ${from}`,
    'To: harbin@example.org',
    'Subject: =?utf-8?B?5Y+X55CG57yW5Y+3?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '已收到',
    '--x',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>已收到</p>',
    '--x--',
    '',
  ].join('\r\n');

function send(input: Partial<SendRawEmailCommandInput> = {}, secrets: Secrets = credentials.issue('Report')) {
  const client = new SESClient({
    endpoint: ses.url,
    region: 'us-east-1',
    credentials: secrets,
    maxAttempts: 1,
  });
  clients.push(client);
  return client.send(
    new SendRawEmailCommand({
      Source: 'week@example.org',
      Destinations: ['harbin@example.org'],
      ConfigurationSetName: 'week',
      RawMessage: { Data: Buffer.from(message()) },
      ...input,
    }),
  );
}
const inbox = async () => (await (await fetch(`${ses.url}/store`)).json()).emails;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mails-'));
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  clients = [];
  await ses.close();
  await rm(directory, { recursive: true });
});

describe('the gateway before SES', () => {
  it('takes a mail and shows it in the inbox, as text, HTML and page', async () => {
    await start(MAY_SEND);
    const { MessageId } = await send();
    expect(await inbox()).toMatchObject([
      {
        messageId: MessageId,
        subject: '受理编号',
        destination: { to: ['harbin@example.org'] },
        body: { text: '已收到', html: '<p>已收到</p>' },
      },
    ]);
    expect(await (await fetch(ses.url)).text()).toContain('<title>');
  });

  it('keeps mails in their order when it is started anew', async () => {
    await start(MAY_SEND);
    const first = await send();
    const second = await send();
    await ses.close();
    await start(MAY_SEND);
    const third = await send();
    await ses.close();
    await start(MAY_SEND);
    expect((await inbox()).map(({ messageId }: { messageId: string }) => messageId)).toEqual([
      first.MessageId,
      second.MessageId,
      third.MessageId,
    ]);
  });

  it('refuses a caller without the identity, or without the configuration set', async () => {
    const refused = (resource: string) => ({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `is not authorized to perform: ses:SendRawEmail on resource: ${resource}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    await start(allow('ses:SendRawEmail', SET));
    await expect(send()).rejects.toMatchObject(refused(IDENTITY));
    await ses.close();
    await start(allow('ses:SendRawEmail', IDENTITY));
    await expect(send()).rejects.toMatchObject(refused(SET));
    await send({ ConfigurationSetName: undefined });
    expect(await inbox()).toHaveLength(1);
  });

  it('refuses senders that are not verified, in the header too', async () => {
    await start(MAY_SEND);
    const stranger = { Data: Buffer.from(message('a@example.com')) };
    const rejected = { name: 'MessageRejected', message: expect.stringContaining('a@example.com') };
    await expect(send({ Source: 'a@example.com' })).rejects.toMatchObject(rejected);
    await expect(send({ RawMessage: stranger })).rejects.toMatchObject(rejected);
    await expect(send({ Source: undefined, RawMessage: stranger })).rejects.toMatchObject(rejected);
    expect(await inbox()).toEqual([]);
  });

  it.each<[string, Partial<SendRawEmailCommandInput>]>([
    ['51 recipients', { Destinations: Array.from({ length: 51 }, (_, i) => `u${i}@example.org`) }],
    ['an address without a domain', { Destinations: ['harbin'] }],
    ['an address beyond ASCII', { Destinations: ['哈尔滨@example.org'] }],
  ])('refuses %s', async (_, input) => {
    await start(MAY_SEND);
    await expect(send(input)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('refuses more than 10 MB', async () => {
    await start(MAY_SEND);
    const data = Buffer.alloc(10 * 1024 ** 2 + 1, 'From: a@example.org\n').toString('base64');
    // Without the SDK, which encodes so long a text with more stack than some threads have.
    const body = new URLSearchParams({
      Action: 'SendRawEmail',
      Version: '2010-12-01',
      Source: 'week@example.org',
      'Destinations.member.1': 'harbin@example.org',
      'RawMessage.Data': data,
    }).toString();
    const headers = await createSigner(ses.url, credentials.issue('Report'))('ses', 'SendRawEmail', body);
    const answer = await fetch(ses.url, { method: 'POST', headers, body });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('InvalidParameterValue'),
    ]);
  });

  it('refuses configuration sets that do not exist', async () => {
    await start(MAY_SEND);
    await expect(send({ ConfigurationSetName: 'month' })).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
    });
  });

  it('tells whoever may ask how many mails it took', async () => {
    await start(allow('ses:GetSendQuota', '*'));
    const client = new SESClient({
      endpoint: ses.url,
      region: 'us-east-1',
      credentials: credentials.issue('Report'),
    });
    clients.push(client);
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: -1,
      SentLast24Hours: 0,
    });
  });

  it('answers an action that it does not know', async () => {
    await start(MAY_SEND);
    const client = new SESClient({
      endpoint: ses.url,
      region: 'us-east-1',
      credentials: credentials.issue('Report'),
    });
    clients.push(client);
    await expect(client.send(new GetSendStatisticsCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
    });
  });

  it('does not know callers with other keys', async () => {
    await start(MAY_SEND);
    await expect(send({}, createCredentials().issue('Report'))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('fails as often as it is told, and takes no such mail', async () => {
    await start(MAY_SEND);
    ses.fail(1);
    ses.fail(1, { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' });
    await expect(send()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await expect(send()).rejects.toMatchObject({ name: 'Throttling' });
    await send();
    expect(await inbox()).toHaveLength(1);
  });

  it('can take a mail and lose its answer, like a crash after sending', async () => {
    await start(MAY_SEND);
    ses.loseAnswers(1);
    await expect(send()).rejects.toThrow();
    expect(await inbox()).toHaveLength(1);
  });

  it('lets the inbox alone clear the mails, on disk too', async () => {
    await start(MAY_SEND);
    await send();
    const clear = (origin: string) =>
      fetch(`${ses.url}/clear-store`, { method: 'POST', headers: { origin } });
    expect((await clear('http://example.com')).status).toBe(403);
    expect(await inbox()).toHaveLength(1);
    expect((await clear(ses.url)).status).toBe(200);
    await ses.close();
    await start(MAY_SEND);
    expect(await inbox()).toEqual([]);
  });
});
