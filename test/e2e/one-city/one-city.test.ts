import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { Browser } from 'playwright-core';
import type { AuditLog } from '../../../schemas/contract/audit.ts';
import type { MailDetail, MailList } from '../../../schemas/contract/mails.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { openBrowser } from '../../support/browser.ts';
import { type Client, signIn } from '../../support/client.ts';
import { eventually, type Mail, mailsTo } from '../../support/inbox.ts';
import { discard, type Local, startLocal } from '../../support/local.ts';
import { people } from './pages.ts';
import { programs } from './program.ts';
import { FORM, type Teller } from './teller.ts';

const ANSWER = '/indicators/F2/count';

let local: Local;
let browser: Browser;
let lead: Client;

beforeAll(async () => {
  // A month and a day after the statistics were due: they are taken no more.
  [local, browser] = await Promise.all([startLocal({ clock: '2023-07-20T09:00:00+08:00' }), openBrowser()]);
  lead = await signIn(local, 'lead@example.org');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await discard(local);
});

const ways: [string, string, (city: string) => Promise<Teller>][] = [
  ['told by programs', 'jixi', (city) => programs(local, city)],
  ['told on pages without script', 'hegang', (city) => people(browser, local, city)],
];

/** What is due when, by the calendar that a mail brings along. */
function eventsIn([file]: Mail['attachments']): [string | undefined, string][] {
  expect(file).toMatchObject({ filename: 'due-dates.ics', contentType: 'text/calendar' });
  const calendar = Buffer.from(file?.content ?? '', 'base64').toString('utf8');
  const events = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent');
  return events.map((event) => {
    const [, , , name] = String(event.getFirstPropertyValue('uid')).split(/[.@]/);
    return [name, String(event.getFirstPropertyValue('dtstart')).slice(0, 10)];
  });
}

/** From the invitation to the acceptance, one step after the other. */
describe.each(ways)('the story of one city, %s', (_, city, meet) => {
  const clerk = `clerk-${city}@example.org`;
  const dead = `bounce+${city}@simulator.example.org`;
  let teller: Teller;
  let first: string;
  let second: string;

  const mail = (what: string, ...words: string[]): Promise<Mail> =>
    eventually(
      async () =>
        (await mailsTo(local, clerk)).find(({ subject, text }) =>
          words.every((word) => `${subject}\n${text}`.includes(word)),
        ),
      what,
    );
  const mailsOf = async (kind: string) => {
    const { body } = await lead.call<MailList>('GET', `/mails?unit=${city}&kind=${kind}`);
    return body.mails;
  };

  beforeAll(async () => {
    teller = await meet(city);
  }, 30_000);

  it('begins with two invitations, one of which comes back and is marked on the roster', async () => {
    await teller.invite(clerk);
    await teller.invite(dead);
    const { text } = await mail('the invitation', '邀请使用报送系统', clerk);
    expect(text).toContain(`${local.site}/sign-in`);
    await eventually(async () => (await teller.deadAddresses()).length > 0, 'the mark of the bounce');
    expect(await teller.deadAddresses()).toEqual([dead]);
  }, 60_000);

  it('goes on with an extension, because the form is closed', async () => {
    await teller.enter(clerk);
    expect(await teller.isClosed()).toBe(true);
    await teller.extend('2023-07-31', '受暴雨影响，同意延期。');
    const { text, attachments } = await mail('the mail of the extension', '报送时间调整', '2023年7月31日');
    expect(text).toContain('受暴雨影响，同意延期。');
    expect(eventsIn(attachments)).toEqual([[FORM, '2023-07-31']]);
    expect(await teller.isClosed()).toBe(false);
  }, 60_000);

  it('has a report on time, and a confirmation', async () => {
    first = await teller.report(validAnswers[FORM]?.(city) ?? {});
    const { text } = await mail('the confirmation', first);
    expect(text).toContain('按时');
  }, 60_000);

  it('has a return, which leads the city to the answer', async () => {
    await teller.giveBack(ANSWER, '请核对F2。');
    const { text } = await mail('the mail of the return', '退回修改', '请核对F2。');
    expect(text).toContain(`${local.site}/reports/${FORM}`);
    expect(await teller.reason(ANSWER)).toEqual({ message: '请核对F2。', marked: true });
    await teller.say('已与县区核对，漏报20万元。');
    const said = await teller.conversation();
    expect(said).toContain('请核对F2。');
    expect(said).toContain('已与县区核对，漏报20万元。');
  }, 60_000);

  it('has a correction, of which the office sees what it changes', async () => {
    second = await teller.correct(ANSWER, 80);
    expect(second).not.toBe(first);
    await mail('the second confirmation', second);
    expect(await teller.differences()).toEqual([expect.stringMatching(/F2.*60\s+80/s)]);
  }, 60_000);

  it('ends with the acceptance', async () => {
    await teller.accept();
    await mail('the mail of the acceptance', '审核通过', second);
    expect(await teller.state()).toBe('accepted');
  }, 60_000);

  it('spares the dead address after its first mail, until an office sends to everybody again', async () => {
    const [invitation] = (await mailsOf('invitation')).filter(({ state }) => state === 'bounced');
    expect(invitation?.to.map(({ address }) => address)).toEqual([dead]);
    const kinds = ['extension', 'confirmation', 'returned', 'accepted'];
    // The log is read from an index, which follows a moment later.
    const later = await eventually(async () => {
      const mails = (await Promise.all(kinds.map(mailsOf))).flat();
      return mails.every(({ to }) => to.length > 0) && mails;
    }, 'word of all mails');
    expect(later).toHaveLength(5);
    for (const { to } of later)
      expect(to.map(({ address }) => address).toSorted()).toEqual([clerk, `${city}@example.org`]);

    const resend = () => lead.call<{ id: string }>('POST', `/mails/${later.at(-1)?.id}/resend`);
    const ids = (await Promise.all([resend(), resend()])).map(({ body }) => body.id);
    expect(ids[0]).toBe(ids[1]);
    const again = await eventually(async () => {
      const { body } = await lead.call<MailDetail>('GET', `/mails/${ids[0]}`);
      return body.state === 'bounced' && body.to.every(({ state }) => state !== 'sent') ? body : undefined;
    }, 'the fate of the second mail');
    expect(again.to.map(({ address, state }) => `${address} ${state}`).toSorted()).toEqual([
      `${dead} bounced`,
      `${clerk} delivered`,
      `${city}@example.org delivered`,
    ]);
    expect(again.again).toEqual({ of: later.at(-1)?.id, by: 'lead@example.org' });
  }, 60_000);

  it('is told whole by the log', async () => {
    const { body } = await lead.call<AuditLog>('GET', `/audit?unit=${city}&from=2023-07-20`);
    const told = body.events.toReversed().map(({ action, by }) => `${action} ${by.split('@')[0]}`);
    expect(told).toEqual([
      'contact-added lead',
      'contact-added lead',
      `signed-in clerk-${city}`,
      'days-changed lead',
      `report-started clerk-${city}`,
      `report-submitted clerk-${city}`,
      'report-returned lead',
      `message-sent clerk-${city}`,
      `report-submitted clerk-${city}`,
      'report-accepted lead',
      'mail-resent lead',
    ]);
  });
});
