import { beforeEach, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { validAnswers } from '../../fixtures/answers.ts';
import { manifestOf, unzip } from '../../support/archive.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { order, run, type World, world, zipOf } from './job.ts';

const BYTES = Buffer.alloc(5000, 'film ');

describe('what an archive holds', () => {
  let d: World;
  beforeEach(async () => {
    d = world();
    const film = pinned('harbin', 'media', { name: '开幕式.mp4', bytes: BYTES, slot: 'video' });
    d.store.hold(film, BYTES);
    const answers = { items: [{ kind: 'video', title: '开幕式', file: film.id }] };
    await store(d.table, { unit: 'harbin', form: 'media', attachments: [film], answers });
    await store(d.table, {
      unit: 'jixi',
      form: 'statistics',
      answers: validAnswers.statistics?.('jixi'),
      submittedAt: '2023-06-12T03:04:06.000Z',
    });
  });

  const built = async (id: string): Promise<Buffer> => {
    await run(d, id, 'plan', 'build', 'finish');
    return zipOf(d, id);
  };
  const textOf = async (zip: Buffer, name: string) =>
    String((await unzip(zip)).find(({ path }) => path === name)?.bytes);

  it('is the same to the byte when the same is asked for in the same minute and built a week later', async () => {
    const first = await built(await order(d));
    const again = await order(d);
    d.clock = () => new Date('2023-06-27T05:06:07.000Z');
    expect((await built(again)).equals(first)).toBe(true);
  });

  it('asked for at another time differs in the time that README.txt tells, and in its checksum', async () => {
    const first = await built(await order(d));
    d.clock = () => new Date('2023-06-27T05:06:07.000Z');
    const second = await built(await order(d, {}, '2023-06-27T05:06:00.000Z'));
    expect(second.length).toBe(first.length);
    const [a, b] = [await unzip(first), await unzip(second)];
    const different = b.filter(({ bytes }, i) => !a[i]?.bytes.equals(bytes)).map(({ path }) => path);
    expect(different).toEqual(['README.txt', 'manifest.csv']);
    const told = (text: string) => text.split('\n').filter((line) => !/申请时间|Asked for at/.test(line));
    expect(told(await textOf(second, 'README.txt'))).toEqual(told(await textOf(first, 'README.txt')));
    expect(manifestOf(b).slice(1)).toEqual(manifestOf(a).slice(1));
  });

  it('was settled when it was asked for: what is submitted or decided before it is planned does not slip in', async () => {
    const id = await order(d);
    await store(d.table, { unit: 'jixi', form: 'statistics', revision: 2, state: 'returned', answers: {} });
    await store(d.table, { unit: 'hegang', form: 'statistics', answers: {} });
    const zip = await built(id);
    const sheet = (await unzip(zip)).find(({ path }) => path === '统计表.xlsx')?.bytes ?? Buffer.alloc(0);
    const lines = await readSheet(sheet);
    expect(lines.map(([unit, , revision, state]) => [unit, revision, state])).toEqual([
      ['报送单位', '版次', '状态'],
      ['鸡西市', 1, '待审核'],
      ['合计', null, null],
    ]);
    expect(await textOf(zip, 'README.txt')).toContain('鹤岗市 – 备案表、总结报告、统计表');
  });

  it('is the answers alone when the files were not chosen, and says so', async () => {
    const zip = await built(await order(d, { attachments: false }));
    const files = await unzip(zip);
    expect(files.map(({ path }) => path)).toEqual([
      'README.txt',
      '统计表.xlsx',
      '媒体资料.xlsx',
      'manifest.csv',
    ]);
    expect(await textOf(zip, 'README.txt')).toContain('附件：不含');
    const [header = [], line = []] = await readSheet(files[2]?.bytes ?? Buffer.alloc(0));
    expect(line[header.indexOf('文件')]).toBe('开幕式.mp4');
  });
});
