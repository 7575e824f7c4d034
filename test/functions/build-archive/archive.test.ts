import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { manifestOf, unzip } from '../../support/archive.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { namesByYauzl, unzippers } from '../../support/unzippers.ts';
import { order, rowOf, run, world, zipOf } from './job.ts';

const bytes = (length: number, seed: number) => Buffer.alloc(length, `${seed}-`);

/** Three units: one with files, one with a nil return, one whose report was returned. */
async function reported() {
  const d = world();
  const film = pinned('harbin', 'media', { name: '开幕式.mp4', bytes: bytes(300_000, 1), slot: 'video' });
  const twin = pinned('harbin', 'media', {
    name: '开幕式.MP4',
    bytes: bytes(70_000, 2),
    slot: 'video',
    checked: false,
  });
  const refused = pinned('harbin', 'media', {
    name: '=cmd().jpg',
    bytes: bytes(9, 3),
    slot: 'picture',
    state: 'refused',
  });
  const waiting = pinned('harbin', 'media', {
    name: '..\\a:b.jpg',
    bytes: bytes(0, 4),
    slot: 'picture',
    state: 'checking',
  });
  const original = { originalName: '=cmd()?.jpg' };
  const files = [{ ...film, caption: '=1+1 开幕式现场' }, twin, { ...refused, ...original }, waiting];
  const contents = [bytes(300_000, 1), bytes(70_000, 2), bytes(9, 3), bytes(0, 4)];
  for (const [i, file] of files.entries()) d.store.hold(file, contents[i] ?? Buffer.alloc(0));
  const answers = validAnswers.media?.('harbin', { files: [film, refused] });
  await store(d.table, { unit: 'harbin', form: 'media', attachments: files, answers, state: 'accepted' });
  await store(d.table, { unit: 'qiqihar', form: 'media', nil: true });
  await store(d.table, { unit: 'jixi', form: 'statistics', answers: validAnswers.statistics?.('jixi') });
  await store(d.table, { unit: 'hegang', form: 'statistics', state: 'returned' });
  return { d, film };
}

describe('an archive', () => {
  it('holds each chosen file once under a readable name, and a manifest that proves it (I7)', async () => {
    const { d } = await reported();
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const files = await unzip(zipOf(d, id));
    expect(files.map(({ path }) => path)).toEqual([
      'README.txt',
      '统计表.xlsx',
      '媒体资料.xlsx',
      '哈尔滨市/媒体资料/开幕式.mp4',
      '哈尔滨市/媒体资料/开幕式 (2).MP4',
      '哈尔滨市/媒体资料/=cmd().jpg',
      '哈尔滨市/媒体资料/a_b.jpg',
      'manifest.csv',
    ]);
    const manifest = manifestOf(files);
    expect(manifest.map(({ path }) => path)).toEqual(files.slice(0, -1).map(({ path }) => path));
    for (const line of manifest) {
      const file = files.find(({ path }) => path === line.path);
      expect([line.path, file?.bytes.length]).toEqual([line.path, Number(line.size)]);
      expect(
        crc32(file?.bytes ?? '')
          .toString(16)
          .padStart(8, '0'),
      ).toBe(line.crc32);
    }
  });

  it('gives every file a name that every system takes, and satisfies every unzipper of this machine', async () => {
    const { d } = await reported();
    const awkward = [
      `${'x'.repeat(251)}.mp4`,
      `${'活'.repeat(84)}动.mp4`,
      'שלום\u202Egpj.exe',
      'CON',
      'con.txt',
      '总结. . .',
      '同名.pdf',
      '同名.pdf',
      '',
    ];
    const files = awkward.map((name, i) => {
      const file = pinned('jixi', 'summary', { name, bytes: bytes(i, i) });
      d.store.hold(file, bytes(i, i));
      return file;
    });
    await store(d.table, { unit: 'jixi', form: 'summary', attachments: files, answers: {} });
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const names = (await unzip(zipOf(d, id))).map(({ path }) => path);
    const own = names.filter((name) => name.startsWith('鸡西市/')).map((name) => basename(name));
    expect(own).toHaveLength(awkward.length);
    expect(own.slice(2)).toEqual([
      'שלוםgpj.exe',
      '_CON',
      '_con.txt',
      '总结',
      '同名.pdf',
      '同名 (2).pdf',
      'file',
    ]);
    for (const name of own.slice(0, 2)) {
      expect(name).toMatch(/\.mp4$/);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    }
    const directory = mkdtempSync(join(tmpdir(), 'archive-'));
    try {
      const path = join(directory, 'a.zip');
      writeFileSync(path, zipOf(d, id));
      expect(await namesByYauzl(path)).toEqual(names);
      for (const { test } of unzippers) {
        const told = test([path]);
        if (told) expect(told.get(path)).toEqual(names);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 30_000);

  it('marks what was refused, awaits inspection or could not be checked (I5)', async () => {
    const { d } = await reported();
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const manifest = manifestOf(await unzip(zipOf(d, id)));
    const ofFiles = manifest.filter(({ unit }) => unit === 'harbin');
    expect(ofFiles.map(({ inspection }) => inspection)).toEqual([
      'unchecked 未能检测',
      'unchecked 未能检测',
      'refused 检测不合格',
      'checking 检测中',
    ]);
    expect(ofFiles[0]).toMatchObject({
      unit_name: '哈尔滨市',
      form: 'media',
      revision: '1',
      state: 'accepted 审核通过',
      uploaded_at: '2023-06-10 09:02',
      caption: "'=1+1 开幕式现场",
    });
  });

  it('keeps texts of the manifest from being run as formulas', async () => {
    const { d } = await reported();
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const csv =
      (await unzip(zipOf(d, id))).find(({ path }) => path === 'manifest.csv')?.bytes.toString() ?? '';
    expect(csv.startsWith('\uFEFFpath,size,crc32,')).toBe(true);
    expect(csv).toContain(`,'=cmd()?.jpg,`);
    expect(csv).not.toMatch(/(?:^|,)"?[=+\-@\t]/m);
  });

  it('says what was chosen and who is missing', async () => {
    const { d } = await reported();
    const id = await order(d, {
      forms: ['media', 'statistics'],
      units: ['harbin', 'qiqihar', 'dept-education'],
    });
    await run(d, id, 'plan', 'build', 'finish');
    const files = await unzip(zipOf(d, id));
    const text = files.find(({ path }) => path === 'README.txt')?.bytes.toString() ?? '';
    expect(text).toContain('所选报表：媒体资料、统计表');
    expect(text).toContain('包含：2 份报表、4 个附件');
    expect(text).toContain('  哈尔滨市 – 统计表\r\n  齐齐哈尔市 – 统计表\r\n\r\n');
    expect(text).toContain('  Harbin – Statistics');
    expect(text).not.toContain('省教育厅 –');
  });

  it('holds only what the choice of units, forms, states and time means', async () => {
    const { d } = await reported();
    await store(d.table, { unit: 'daqing', form: 'statistics', submittedAt: '2023-06-15T15:59:59.000Z' });
    await store(d.table, { unit: 'yichun', form: 'statistics', submittedAt: '2023-06-15T16:00:00.000Z' });
    const of = async (choice: Parameters<typeof order>[1]) => {
      const id = await order(d, choice);
      await run(d, id, 'plan');
      const plan = JSON.parse(String(d.store.small.get(`plans/${id}.json`)));
      const readme = plan.entries[0].source.key;
      return /包含：(\d+) 份/.exec(String(d.store.small.get(readme)))?.[1];
    };
    expect(await of({})).toBe('5');
    expect(await of({ units: ['jixi'] })).toBe('1');
    expect(await of({ forms: ['media'] })).toBe('2');
    expect(await of({ states: ['returned'] })).toBe('1');
    expect(await of({ since: '2023-06-16' })).toBe('1');
    expect(await of({ since: '2023-06-15T23:59:59+08:00' })).toBe('2');
  });

  it('stays as it was planned, whatever is submitted afterwards', async () => {
    const { d } = await reported();
    const id = await order(d);
    await run(d, id, 'plan');
    const later = pinned('harbin', 'media', { name: '新.mp4', bytes: bytes(5, 9) });
    d.store.hold(later, bytes(5, 9));
    await store(d.table, { unit: 'harbin', form: 'media', revision: 2, attachments: [later] });
    await store(d.table, { unit: 'jixi', form: 'statistics', revision: 2 });
    await run(d, id, 'build', 'finish');
    const manifest = manifestOf(await unzip(zipOf(d, id)));
    expect(manifest.filter(({ unit }) => unit === 'harbin').map(({ revision }) => revision)).toEqual([
      '1',
      '1',
      '1',
      '1',
    ]);
    expect(manifest.map(({ path }) => path)).not.toContain('哈尔滨市/媒体资料/新.mp4');
  });

  it('logs no address, name or answer (I8)', async () => {
    const { d } = await reported();
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    expect(d.log.lines.length).toBeGreaterThan(0);
    expect(d.log.lines.join()).not.toMatch(/@|开幕式|示例/);
    expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
  });
});
