import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { REGION } from '../../infra/local/place.ts';
import { type Local, startLocal } from '../../infra/local/system.ts';
import { putContact } from '../../infra/roster.ts';
import type { MailDetail, MailList } from '../../schemas/contract/mails.ts';
import { Contact } from '../../schemas/session.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';

const DEAD = 'bounce+harbin@simulator.example.org';

describe('mails on their whole way', () => {
  let system: Local;
  let local: { site: string; mail: string };
  let lead: Client;
  let clerk: Client;

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'intake-'));
    // In this process, where its operator can put somebody on the roster.
    system = await startLocal({ directory, clock: '2023-06-10T09:00:00+08:00', quiet: true });
    local = { site: system.siteUrl, mail: system.mailUrl };
    const contact = Contact.parse({
      email: DEAD,
      campaign: system.campaign.id,
      role: 'unit',
      unit: 'harbin',
    });
    const client = new DynamoDBClient({
      endpoint: system.dynamoUrl,
      region: REGION,
      credentials: system.operatorCredentials,
    });
    await putContact(client, system.recordsTable, contact);
    [lead, clerk] = await Promise.all([
      signIn(local, 'lead@example.org'),
      signIn(local, 'harbin@example.org'),
    ]);
    const body = { answers: validAnswers.statistics?.('harbin'), attachments: [] };
    const { status } = await clerk.call('POST', '/reports/statistics/submissions', body, {
      'idempotency-key': 'one',
    });
    expect(status).toBe(201);
  }, 60_000);

  afterAll(async () => {
    await system.close();
    rmSync(system.directory, { recursive: true, force: true });
  });

  const confirmations = async () => {
    const { body } = await lead.call<MailList>('GET', '/mails?unit=harbin&kind=confirmation');
    return body.mails;
  };

  it('bring along a calendar of what is still owed', async () => {
    const mail = await eventually(
      async () =>
        (await mailsTo(local, 'harbin@example.org')).find(({ attachments }) => attachments.length > 0),
      'the confirmation',
    );
    const [file] = mail.attachments;
    expect(file).toMatchObject({ filename: 'due-dates.ics', contentType: 'text/calendar' });
    const events = new ICAL.Component(
      ICAL.parse(Buffer.from(file?.content ?? '', 'base64').toString('utf8')),
    ).getAllSubcomponents('vevent');
    expect(events.map((event) => String(event.getFirstPropertyValue('uid')).split('.')[3])).toEqual([
      'open-day@science-week-intake',
      'summary@science-week-intake',
      'media@science-week-intake',
    ]);
  });

  it('that reach one contact and come back from another say both, and the dead address is spared from then on', async () => {
    const [mail] = await eventually(async () => {
      const found = await confirmations();
      return found[0]?.state === 'bounced' && found[0].to.every(({ state }) => state !== 'sent')
        ? found
        : undefined;
    }, 'the news of the bounce');
    expect(mail?.to.map(({ address, state }) => [address, state])).toEqual([
      [DEAD, 'bounced'],
      ['harbin@example.org', 'delivered'],
    ]);
    const decision = { decision: 'return', message: '请核对。', revision: 1 };
    await lead.call('POST', '/desk/reports/harbin/statistics/decisions', decision);
    const returned = await eventually(async () => {
      const { body } = await lead.call<MailList>('GET', '/mails?kind=returned');
      return body.mails.find(({ state }) => state === 'delivered');
    }, 'the mail of the return');
    expect(returned.to.map(({ address }) => address)).toEqual(['harbin@example.org']);
  });

  it('are sent again to everybody when an office asks for it, once for two clicks', async () => {
    const [mail] = await confirmations();
    const ids = await Promise.all(
      [1, 2].map(async () => (await lead.call<{ id: string }>('POST', `/mails/${mail?.id}/resend`)).body.id),
    );
    expect(ids[0]).toBe(ids[1]);
    const again = await eventually(async () => {
      const { body } = await lead.call<MailDetail>('GET', `/mails/${ids[0]}`);
      return body.state === 'bounced' ? body : undefined;
    }, 'the second mail');
    expect(again.to).toHaveLength(2);
    expect(again.again).toEqual({ of: mail?.id, by: 'lead@example.org' });
  });
});
