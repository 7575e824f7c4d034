import { beforeEach, describe, expect, it } from '@jest/globals';
import { ArchiveRequested } from '../../../schemas/contract/archives.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { store } from '../../support/stored-reports.ts';
import { type ArchiveWorld, archiveWorld } from './archives.ts';

describe('asking for an archive', () => {
  let d: ArchiveWorld;
  beforeEach(async () => {
    d = await archiveWorld();
    await store(d.table, { unit: 'harbin', form: 'media' });
    await store(d.table, { unit: 'jixi', form: 'statistics', state: 'returned' });
  });
  const ofType = (type: string) => d.table.rows().filter((row) => row.type === type);

  it('writes the job and the audit event down, starts it and answers its id', async () => {
    const choice = { forms: ['media'], units: ['harbin', 'jixi'], since: '2023-06-01' };
    const answer = await d.order(choice, d.as.cast);
    expect(answer.status).toBe(202);
    const { id } = ArchiveRequested.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/archives/${id}`);
    expect(d.started).toEqual([id]);
    expect(ofType('archive')).toMatchObject([
      {
        id,
        choice,
        state: 'planning',
        requestedBy: 'cast@example.org',
        office: 'cast',
        queue: 'archive',
        queuedAt: '2023-06-19T01:15:00.000Z',
      },
    ]);
    expect(ofType('audit')).toMatchObject([
      { action: 'archive-requested', by: 'cast@example.org', archive: id },
    ]);
  });

  it('keeps what is named many times once', async () => {
    const units = Array.from({ length: 900 }, (_, n) => (n % 2 ? 'harbin' : 'jixi'));
    expect((await d.order({ units }, d.as.lead)).status).toBe(202);
    expect(ofType('archive')).toMatchObject([{ choice: { units: ['harbin', 'jixi'] } }]);
  });

  it('is taken although the builder cannot be started: the job waits in the queue', async () => {
    d.trouble = new Error('the service is down');
    expect((await d.order({}, d.as.lead)).status).toBe(202);
    expect(ofType('archive')).toMatchObject([{ state: 'planning', queue: 'archive' }]);
    expect(d.log.lines.join()).toContain('archive not started yet');
  });

  it.each([
    [{ forms: ['poem'] }, '/forms/0'],
    [{ units: ['harbin', 'atlantis'] }, '/units/1'],
    [{ units: [] }, '/units'],
    [{ units: Array.from({ length: 1001 }, () => 'harbin') }, '/units'],
    [{ states: ['lost'] }, '/states/0'],
    [{ since: 'yesterday' }, '/since'],
    [{ since: '2023-02-30' }, '/since'],
    [{ forms: 'media' }, '/forms'],
    [{ attachments: 'perhaps' }, '/attachments'],
    [{ units: ['qiqihar'] }, ''],
    [{ since: '2023-06-18' }, ''],
    [{ states: ['withdrawn'] }, ''],
    ['[]', ''],
  ])('for %j is refused', async (choice, pointer) => {
    const answer = await d.order(choice, d.as.lead);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors[0]?.pointer).toBe(pointer);
    expect(ofType('archive')).toEqual([]);
    expect(d.started).toEqual([]);
  });

  it('takes any of the states that a choice names', async () => {
    expect((await d.order({ states: ['returned'], forms: ['statistics'] }, d.as.lead)).status).toBe(202);
  });

  it.each(['GET /archives', 'GET /archives/x', 'GET /archives/x/download'])(
    'and %s are the offices’ alone',
    async (request) => {
      const path = request.slice(4);
      expect([(await d.get(path, {})).status, (await d.get(path, d.as.clerk)).status]).toEqual([401, 403]);
      expect([(await d.order({}, {})).status, (await d.order({}, d.as.clerk)).status]).toEqual([401, 403]);
    },
  );
});

describe('the page that asks for an archive', () => {
  let d: ArchiveWorld;
  beforeEach(async () => {
    d = await archiveWorld();
    await store(d.table, { unit: 'harbin', form: 'media' });
    await store(d.table, { unit: 'dept-youth', form: 'open-day' });
  });

  const page = async () => (await d.get('/archives', inBrowser(d.as.lead))).text();
  const preview = async () => (await d.get('/archives/new', inBrowser(d.as.lead))).text();
  const idOf = (html: string) => /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';

  it('says which units have nothing yet', async () => {
    const html = await page();
    expect(html).toMatch(/哈尔滨市<small> 1份/);
    expect(html).toMatch(/团省委<small> 1份/);
    expect(html).toMatch(/鸡西市<small> 尚无报送/);
    expect(html).toMatch(/id="states-submitted"[^>]*checked/);
    expect(html).not.toMatch(/id="states-returned"[^>]*checked/);
  });

  it('asks for one archive, posted once or twice', async () => {
    const fields = {
      id: idOf(await preview()),
      units: 'harbin',
      forms: ['media', 'summary'],
      states: 'submitted',
      since: '',
    };
    const answers = [await d.post(fields, d.as.lead), await d.post(fields, d.as.lead)];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/archives/${fields.id}`]);
    }
    const jobs = d.table.rows().filter(({ type }) => type === 'archive');
    expect(jobs).toMatchObject([
      { id: fields.id, choice: { units: ['harbin'], forms: ['summary', 'media'], states: ['submitted'] } },
    ]);
    expect(jobs[0]?.choice).not.toHaveProperty('since');
  });

  it('comes back with what was ticked when the archive would hold nothing', async () => {
    const fields = { id: idOf(await preview()), units: 'jixi', states: ['accepted'], since: '2023-06-02' };
    const answer = await d.post(fields, d.as.lead);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('所选范围内还没有可归档的报表');
    expect(html).toMatch(/id="units-jixi"[^>]*checked/);
    expect(html).toMatch(/id="states-accepted"[^>]*checked/);
    expect(html).not.toMatch(/id="states-submitted"[^>]*checked/);
    expect(html).toContain('value="2023-06-02"');
  });

  it('points at the day that is none', async () => {
    const html = await (await d.post({ since: '19. Juni' }, d.as.lead)).text();
    expect(html).toContain('<a href="#f-since">');
    expect(html).toContain('value="19. Juni"');
  });
});
