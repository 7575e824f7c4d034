import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsOf, readPasted } from '../../../functions/publish/pasted.ts';
import { FeaturedList } from '../../../schemas/featured.ts';
import { type PublicWorld, publicWorld } from './public-world.ts';

const night = {
  name: '科学之夜',
  kind: '展览',
  time: '5月25日 19:00',
  place: '示例广场',
  mode: 'on-site',
  organiser: '示例单位',
  content: '观星\n讲座',
} as const;

let world: PublicWorld;

const list = async () => FeaturedList.parse(await (await world.get('/featured', world.lead)).json());
const audited = () => world.table.rows().filter(({ action }) => action === 'featured-changed').length;

describe('featured activities', () => {
  beforeEach(async () => {
    world = await publicWorld();
  });

  it('are added, changed and removed by the lead office, each written down', async () => {
    expect((await world.post({ ...night, version: '0', action: 'add' })).status).toBe(303);
    expect(await list()).toEqual({ version: 1, activities: [night] });
    await world.post({ ...night, place: '示例馆', version: '1', index: '0', action: 'change' });
    expect((await list()).activities[0]?.place).toBe('示例馆');
    await world.post({ version: '2', index: '0', action: 'remove' });
    expect(await list()).toEqual({ version: 3, activities: [] });
    expect(audited()).toBe(3);
  });

  it('are imported from rows copied in a spreadsheet', async () => {
    const text =
      '活动名称\t活动类型\t活动时间\t活动地点\t线上/线下\t主办单位\t活动内容\n' +
      '科学之夜\t展览\t5月25日 19:00\t示例广场\t线下\t示例单位\t"观星\n讲座"\n\n';
    expect((await world.post({ version: '0', action: 'import', text })).status).toBe(303);
    expect((await list()).activities).toEqual([night]);
  });

  it('tell row and column of what cannot be imported, take nothing, and keep what was pasted', async () => {
    const text = '科学之夜,展览,5月25日,示例广场,空中,示例单位,\n,展览,5月,馆,线上,单位,';
    const answer = await world.post({ version: '0', action: 'import', text });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('第1行线上/线下：没有“空中”这种方式。请填写线下、线上、线上线下之一。');
    expect(page).toContain('第2行活动名称：不能为空。');
    expect(page).toContain('科学之夜,展览,5月25日,示例广场,空中');
    expect((await list()).version).toBe(0);
    expect(audited()).toBe(0);
  });

  it('are not overwritten by who has not seen the newest list', async () => {
    const body = { version: 0, activities: [night] };
    const answers = await Promise.all([world.send(body), world.send(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const page = await world.post({ ...night, name: '迟到的活动', version: '0', action: 'add' });
    expect(page.status).toBe(409);
    expect(await page.text()).toContain('value="迟到的活动"');
    expect((await list()).activities).toHaveLength(1);
  });

  it('are edited by the lead office alone', async () => {
    expect((await world.send({ version: 0, activities: [] }, world.clerk)).status).toBe(403);
    expect((await world.send({ version: 0, activities: [] }, {})).status).toBe(401);
    expect((await world.get('/featured', world.clerk)).status).toBe(403);
  });

  it('say what is wrong with data of programs', async () => {
    const answer = await world.send({ version: 0, activities: [{ ...night, mode: 'nowhere' }] });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await answer.json())).toContain('/activities/0/mode');
  });
});

describe('pasted cells', () => {
  it('come back whatever they hold, quoted as spreadsheets quote them', () => {
    const cell = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\t]/g, ' ').trim());
    const quoted = (text: string) => (/["\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 7 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          // A last empty line is no row.
          const table = [...rows, ['end', 'end']];
          const text = table.map((row) => row.map(quoted).join('\t')).join('\n');
          expect(cellsOf(text)).toEqual(table);
        },
      ),
    );
  });

  it('are read as activities or told, never thrown at', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { activities, details } = readPasted(text);
        expect(activities.length + details.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
