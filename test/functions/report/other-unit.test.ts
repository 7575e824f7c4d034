import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { bothSides } from '../../support/both-sides.ts';
import { fieldsOfPage } from '../../support/page-form.ts';

const REPORT = '/reports/statistics';
const FORMS = /<form\b[^>]*\bmethod="post"[^>]*>/g;

async function twoCities() {
  const world = bothSides();
  const [harbin, daqing] = [await world.unit('harbin'), await world.unit('daqing')];
  for (const [city, clerk] of [['harbin', harbin] as const, ['daqing', daqing] as const]) {
    const answers = validAnswers.statistics?.(city);
    await clerk.json('PUT', `${REPORT}/draft`, { version: 0, answers });
  }
  const stored = async (clerk: typeof harbin) => (await clerk.json('GET', REPORT)).body;
  return { ...world, harbin, daqing, stored };
}

/** A page's form, posted as a browser posts it that has another person's session by now. */
const typedInto = (html: string, action: string, text: [string, string]) => [
  ...fieldsOfPage(html, action).filter(([name]) => name !== text[0]),
  text,
];

describe('a page that was drawn for one unit', () => {
  it('says whose it is at its head', async () => {
    const { harbin, office } = await twoCities();
    const lead = await office('lead');
    const named = /<span class="acts-for"[^>]*>.*?<\/span>(.*?)<\/span>/;
    for (const path of [REPORT, '/reports', '/reports/poem', `${REPORT}/messages`]) {
      expect([path, named.exec((await harbin.open(path)).body)?.[1]]).toEqual([path, '哈尔滨市']);
    }
    expect(named.exec((await harbin.open(REPORT, 'en')).body)?.[1]).toBe('Harbin');
    expect(named.exec((await lead.open('/desk')).body)?.[1]).toMatch(/./);
  });

  it('says whose it is in every form', async () => {
    const { harbin } = await twoCities();
    const answers = validAnswers.statistics?.('harbin');
    const key = { 'idempotency-key': 'a' };
    const paths = [REPORT, `${REPORT}/check`, `${REPORT}/messages`];
    expect((await harbin.json('POST', `${REPORT}/submissions`, { answers }, key)).status).toBe(201);
    for (const path of [...paths, `${REPORT}/withdrawal`]) {
      const page = await harbin.open(path);
      const forms = [...page.body.matchAll(FORMS)]
        .map(([tag]) => tag)
        .filter((tag) => !tag.includes('sign-out'));
      expect([path, page.status, forms.length > 0]).toEqual([path, 200, true]);
      for (const tag of forms) expect(tag).toContain('?as=harbin"');
    }
  });

  it("writes nothing into another unit's report, and loses nothing that was typed", async () => {
    const { harbin, daqing, stored } = await twoCities();
    const before = await stored(daqing);
    const page = await harbin.open(REPORT);
    const typed = typedInto(page.body, `${REPORT}/draft`, ['filledBy', '哈尔滨的张三']);
    const refused = await daqing.post(`${REPORT}/draft?as=harbin`, typed);
    expect(refused.status).toBe(409);
    expect(refused.body).toContain('您现在以“大庆市”登录，而本页属于“哈尔滨市”，内容没有保存。');
    expect(await stored(daqing)).toEqual(before);

    const kept = fieldsOfPage(refused.body, `${REPORT}/draft`);
    expect(kept).toContainEqual(['filledBy', '哈尔滨的张三']);
    expect(refused.body).toContain(`action="${REPORT}/draft?as=harbin"`);
    expect((await harbin.post(`${REPORT}/draft?as=harbin`, kept)).status).toBe(303);
    expect(await stored(harbin)).toMatchObject({ answers: { filledBy: '哈尔滨的张三' } });
  });

  it('stays its own when the session has ended: the page that keeps the text says whose it is', async () => {
    const { app, harbin } = await twoCities();
    const fields = fieldsOfPage((await harbin.open(REPORT)).body, `${REPORT}/draft`);
    const answer = await app.request(`${REPORT}/draft?as=harbin`, {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain(`action="${REPORT}/draft?as=harbin"`);
  });

  it.each(['messages', 'submissions', 'withdrawal'])('is refused at %s', async (what) => {
    const { daqing, table } = await twoCities();
    const rows = JSON.stringify(table.rows());
    const posted = await daqing.post(`${REPORT}/${what}?as=harbin`, [
      ['message', '请查收'],
      ['key', 'k'],
      ['version', '1'],
      ['revision', '1'],
      ['action', 'submit'],
    ]);
    expect([posted.status, JSON.stringify(table.rows())]).toEqual([409, rows]);
  });
});
