import { beforeEach, describe, expect, it } from '@jest/globals';
import { mailLogApp } from '../../../functions/mail-log/app.ts';
import { wordOf } from '../../../functions/shared/mails/fates.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { mailRow, type News } from '../../../functions/shared/records/outbox.ts';
import type { Record } from '../../../functions/shared/records/shapes.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { MailDetail, MailList } from '../../../schemas/contract/mails.ts';
import { Mail, MailKind } from '../../../schemas/mail.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { inBrowser, signedIn } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';

const NOW = new Date('2023-06-18T02:00:00.000Z');
const [ONE, TWO] = ['harbin@example.org', 'harbin-2@example.org'];
const sent = { status: 'sent', to: [ONE, TWO], tracked: true, sentAt: '2023-06-10T02:00:09.000Z', fates: {} };

async function mailLog() {
  const table = memoryTable();
  const log = collectedLog();
  const d = {
    campaign: heilongjiang2023,
    table,
    log,
    clock: () => NOW,
    siteUrl: 'https://report.example.org',
  };
  const app = mailLogApp(d);
  const as = {
    office: await signedIn(table, NOW, { role: 'office', office: 'cast' }),
    clerk: await signedIn(table, NOW, { role: 'unit', unit: 'harbin' }),
  };
  const call = (method: string, path: string, headers: { [name: string]: string } = as.office) =>
    app.request(path, { method, headers });
  const put = async (news: Partial<News> & { id: string }, row: Record = {}, minute = 0) => {
    const at = new Date(Date.parse('2023-06-10T02:00:00.000Z') + minute * 60_000);
    await table.put({
      ...mailRow({ kind: 'confirmation', campaign: CAMPAIGN, unit: 'harbin', ...news }, at),
      ...row,
    });
  };
  return { ...d, as, call, put };
}

describe('the log of mails', () => {
  let d: Awaited<ReturnType<typeof mailLog>>;
  const list = async (query = '') => MailList.parse(await (await d.call('GET', `/mails${query}`)).json());
  const detail = async (id: string) => MailDetail.parse(await (await d.call('GET', `/mails/${id}`)).json());

  beforeEach(async () => {
    d = await mailLog();
    await store(d.table, {
      unit: 'harbin',
      form: 'statistics',
      answers: validAnswers.statistics?.('harbin'),
      reference: 'ABCDEFGH2',
    });
  });

  const CONFIRMATION = {
    id: 'ABCDEFGH2.confirmation',
    form: 'statistics',
    revision: 1,
    reference: 'ABCDEFGH2',
  };

  it('lists the mails of the campaign, newest first, and those of no other', async () => {
    await d.put({ id: 'a' }, sent, 1);
    await d.put({ id: 'b' }, {}, 2);
    await d.put({ id: 'c', campaign: 'heilongjiang-2022' }, {}, 3);
    expect((await list()).mails.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'queued'],
      ['a', 'sent'],
    ]);
    const page = await (await d.call('GET', '/mails', inBrowser(d.as.office))).text();
    expect(page).toMatch(/待发送.*已发出/s);
  });

  it.each<[string, Record, string, boolean]>([
    [
      'is delivered',
      { fates: { [ONE]: wordOf('delivered', NOW), [TWO]: wordOf('delivered', NOW) } },
      'delivered',
      false,
    ],
    ['reached one alone', { fates: { [ONE]: wordOf('delivered', NOW) } }, 'sent', false],
    [
      'came back from one',
      { fates: { [ONE]: wordOf('delivered', NOW), [TWO]: wordOf('bounced', NOW) } },
      'bounced',
      true,
    ],
    ['went to a mail server', { tracked: false }, 'handed-over', false],
    ['was given up', { status: 'failed', failure: 'no-recipient' }, 'failed', true],
    ['may have gone twice', { possiblySentBefore: true }, 'sent', true],
  ])(
    'says of a mail that %s what it is, and whether it is in trouble',
    async (_what, row, state, trouble) => {
      await d.put({ id: 'x' }, { ...sent, ...row });
      expect((await list()).mails.map((mail) => mail.state)).toEqual([state]);
      expect((await list('?state=trouble')).mails).toHaveLength(trouble ? 1 : 0);
      expect((await list(`?state=${state}`)).mails).toHaveLength(1);
    },
  );

  it('is narrowed by unit and kind, and goes on where it ended, without a mail twice or left out', async () => {
    for (let i = 0; i < 130; i++) {
      const unit = i % 2 === 0 ? 'harbin' : 'heihe';
      await d.put(
        { id: `m${i}`, unit, kind: i % 3 === 0 ? 'reminder' : 'accepted' },
        sent,
        Math.floor(i / 3),
      );
    }
    const seen: string[] = [];
    let query = '?unit=harbin&kind=';
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: MailList = await list(`${query}${next && `&from=${next}`}`);
      seen.push(...page.mails.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(65);
    expect(seen).toHaveLength(65);
    query = '?unit=harbin&kind=reminder';
    expect((await list(query)).mails).toHaveLength(22);
    expect((await d.call('GET', '/mails?kind=nonsense')).status).toBe(422);
  });

  it('shows what a mail says, in a frame where nothing of it can act', async () => {
    await d.put(CONFIRMATION, { ...sent, fates: { [TWO]: wordOf('bounced', NOW, '550 <b>no</b>') } });
    const { words, to } = await detail(CONFIRMATION.id);
    expect(words?.subject).toContain('报送回执 ABCDEFGH2');
    expect(words?.files).toEqual(['due-dates.ics']);
    expect(to.map(({ state }) => state)).toEqual(['sent', 'bounced']);
    const page = await d.call('GET', `/mails/${CONFIRMATION.id}`, inBrowser(d.as.office));
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const html = await page.text();
    expect(html).toContain(`<iframe class="mail" src="/mails/${CONFIRMATION.id}/html"`);
    expect(html).toContain('550 &lt;b&gt;no&lt;/b&gt;');
    const frame = await d.call('GET', `/mails/${CONFIRMATION.id}/html`, inBrowser(d.as.office));
    expect(frame.headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox$/);
    expect(await frame.text()).toContain('ABCDEFGH2');
  });

  it.each(MailKind.options)('shows a mail of kind %s even if what it tells of is gone', async (kind) => {
    await d.put({ id: 'x', kind }, sent);
    const page = await d.call('GET', '/mails/x', inBrowser(d.as.office));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<iframe|已无法显示/);
  });

  it('has a mail sent again once, however often it is asked, and says so', async () => {
    await d.put(CONFIRMATION, { ...sent, fates: { [ONE]: wordOf('bounced', NOW) } });
    const path = `/mails/${CONFIRMATION.id}/resend`;
    const answers = await Promise.all([1, 2, 3].map(() => d.call('POST', path)));
    for (const answer of answers) {
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({ id: 'ABCDEFGH2.confirmation.again-1' });
    }
    const row = Mail.parse(await d.table.get(keys.mail('ABCDEFGH2.confirmation.again-1')));
    expect(row).toMatchObject({ ...CONFIRMATION, id: row.id, status: 'pending', attempts: 0 });
    expect(row.again).toEqual({ of: CONFIRMATION.id, by: 'cast@example.org' });
    expect(row.fates).toBeUndefined();
    const audit = d.table.rows().filter(({ type }) => type === 'audit');
    expect(audit).toMatchObject([{ action: 'mail-resent', mail: row.id, by: 'cast@example.org' }]);
    expect((await detail(CONFIRMATION.id)).sentAgain).toBe(row.id);
    expect((await d.call('POST', `/mails/${row.id}/resend`)).status).toBe(409);
    await d.table.put({ ...(await d.table.get(keys.mail(row.id))), ...sent });
    expect(await (await d.call('POST', `/mails/${row.id}/resend`)).json()).toEqual({
      id: 'ABCDEFGH2.confirmation.again-2',
    });
  });

  it('sends a reminder again with what is owed by now, and not when that is nothing', async () => {
    const reminder = { id: 'x.reminder', kind: 'reminder' as const, forms: ['statistics', 'summary'] };
    await d.put(reminder, sent);
    await d.put({ ...reminder, id: 'y.reminder' }, sent);
    const first = await d.call('POST', '/mails/x.reminder/resend');
    expect(await first.json()).toEqual({ id: 'x.reminder.again-1' });
    const { forms } = Mail.parse(await d.table.get(keys.mail('x.reminder.again-1')));
    // The statistics arrived since.
    expect(forms).toContain('summary');
    expect(forms).not.toContain('statistics');
    for (const form of forms ?? []) {
      await store(d.table, {
        unit: 'harbin',
        form,
        answers: validAnswers[form]?.('harbin'),
        reference: form,
      });
    }
    const none = await d.call('POST', '/mails/y.reminder/resend');
    expect([none.status, (await none.json()).code]).toEqual([409, 'nothing-owed']);
    const page = await d.call('POST', '/mails/y.reminder/resend', inBrowser(d.as.office));
    expect([page.status, (await page.text()).includes('现在没有欠报的报表')]).toEqual([409, true]);
    expect(await d.table.get(keys.mail('y.reminder.again-1'))).toBeUndefined();
    // Who presses twice is told of the mail that went out.
    expect((await d.call('POST', '/mails/x.reminder/resend')).status).toBe(202);
  });

  it('leads a page from the button to the new mail', async () => {
    await d.put(CONFIRMATION, sent);
    const answer = await d.call('POST', `/mails/${CONFIRMATION.id}/resend`, inBrowser(d.as.office));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/mails/ABCDEFGH2.confirmation.again-1');
    const page = await d.call('GET', '/mails/ABCDEFGH2.confirmation.again-1', inBrowser(d.as.office));
    expect(await page.text()).toContain('重发自');
  });

  it.each([
    ['GET', '/mails'],
    ['GET', '/mails/x'],
    ['GET', '/mails/x/html'],
    ['POST', '/mails/x/resend'],
  ])('is for offices alone: %s %s', async (method, path) => {
    await d.put({ id: 'x' }, sent);
    expect((await d.call(method, path, d.as.clerk)).status).toBe(403);
  });

  it('has nothing of another campaign, and nothing that is not there', async () => {
    await d.put({ id: 'x', campaign: 'heilongjiang-2022' }, sent);
    for (const id of ['x', 'none']) expect((await d.call('GET', `/mails/${id}`)).status).toBe(404);
    expect((await list('?from=nonsense')).mails).toEqual([]);
  });
});
