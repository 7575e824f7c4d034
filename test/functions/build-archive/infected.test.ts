import { describe, expect, it } from '@jest/globals';
import { fileEntries, leftOutOf } from '../../../functions/build-archive/contents.ts';
import { type Gathered, gather } from '../../../functions/build-archive/gather.ts';
import { manifestHead } from '../../../functions/build-archive/manifest.ts';
import { openPaths } from '../../../functions/build-archive/paths.ts';
import { withScan } from '../../../functions/shared/attachments/scan.ts';
import { Attachment, type ScanResult } from '../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { formOf, forms } from '../../../schemas/forms/index.ts';
import { manifestOf, unzip } from '../../support/archive.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { CAMPAIGN, pinned, store } from '../../support/stored-reports.ts';
import { order, rowOf, run, world, zipOf } from './job.ts';

const names = ['clean', 'infected', 'unscannable', 'not-scanned'];
const files = names.map((name) => pinned('harbin', 'media', { name: `${name}.mp4`, bytes: Buffer.alloc(3) }));

/** One report with a file of each kind. */
const report = {
  head: { campaign: CAMPAIGN, unit: 'harbin', form: 'media', state: 'submitted' },
  unit: heilongjiang2023.units.find(({ id }) => id === 'harbin'),
  form: formOf('media'),
  revision: { revision: 1, reference: '222222222', attachments: files },
  attachments: files.map((file, index) => {
    const result = names[index] as ScanResult | 'not-scanned';
    return withScan(
      Attachment.parse({
        ...file,
        campaign: CAMPAIGN,
        unit: 'harbin',
        form: 'media',
        requestedBy: 'a@example.org',
        requestedAt: file.pin.completedAt,
        ...(result !== 'not-scanned' && { scan: { versionId: file.pin.versionId, result } }),
      }),
    );
  }),
} as unknown as Gathered;

describe('an archive', () => {
  it.each([
    ['that nobody scans', false, ['clean', 'unscannable', 'not-scanned'], ['infected']],
    ['of scanned files', true, ['clean'], ['infected', 'unscannable', 'not-scanned']],
  ])(
    '%s leaves out what is infected or withheld, and says so in its manifest (I5)',
    (_, scanned, within, out) => {
      const entries = fileEntries(heilongjiang2023, [report], openPaths(), scanned);
      expect([...entries.values()].map(({ path }) => /([\w-]+)\.mp4$/.exec(path)?.[1])).toEqual(within);
      const leftOut = leftOutOf(heilongjiang2023, [report], scanned);
      const lines = manifestHead(leftOut).toString('utf8').trim().split('\r\n').slice(1);
      expect(lines.map((line) => /([\w-]+)\.mp4/.exec(line)?.[1])).toEqual(out);
      expect(lines[0]).toMatch(/^,3,,harbin,.*refused 检测不合格,文件含有病毒/);
    },
  );

  it('knows of malware also in a file that the unit has removed from its draft meanwhile', async () => {
    const table = memoryTable();
    const attachments = files.slice(0, 2);
    const { head } = await store(table, { unit: 'harbin', form: 'media', attachments });
    for (const [index, result] of (['clean', 'infected'] as const).entries()) {
      const row = table.rows().find(({ id }) => id === attachments[index]?.id);
      const scan = { versionId: attachments[index]?.pin.versionId, result };
      await table.put({ ...row, pk: String(row?.pk), sk: String(row?.sk), scan, removed: true });
    }
    const gathered = await gather(table, [head], heilongjiang2023.units, forms);
    for (const scanned of [true, false]) {
      const entries = fileEntries(heilongjiang2023, gathered, openPaths(), scanned);
      expect([...entries.keys()]).toEqual([attachments[0]?.id]);
    }
  });

  it('knows of malware from the revision alone, where the file has no row any more', () => {
    const [clean, infected] = files;
    if (!clean || !infected) throw new Error('no files');
    const findings = [{ code: 'infected', message: '文件含有病毒' }];
    const attachments = [clean, { ...infected, state: 'refused' as const, findings }];
    const alone = { ...report, revision: { ...report.revision, attachments }, attachments: [] };
    const entries = fileEntries(heilongjiang2023, [alone], openPaths(), false);
    expect([...entries.keys()]).toEqual([clean.id]);
    expect(leftOutOf(heilongjiang2023, [alone], false)).toMatchObject([
      { why: 'infected', provenance: { inspection: 'refused 检测不合格', findings: '文件含有病毒' } },
    ]);
  });

  it('says of a file that the office allowed that it did, not that the file is good', () => {
    const [clean] = files;
    if (!clean) throw new Error('no files');
    const findings = [{ code: 'allowed-by-office', message: '主管部门已认可：可用' }];
    const attachments = [{ ...clean, state: 'accepted' as const, findings }];
    const allowed = { ...report, revision: { ...report.revision, attachments }, attachments: [] };
    const [entry] = fileEntries(heilongjiang2023, [allowed], openPaths(), false).values();
    expect(entry?.provenance).toMatchObject({
      inspection: 'accepted 主管部门已认可',
      findings: '主管部门已认可：可用',
    });
  });

  it('tells in its list, its manifest and its record of every file that is left out, and why', async () => {
    const d = { ...world(), scanned: true };
    await store(d.table, { unit: 'harbin', form: 'media', attachments: files });
    for (const [index, file] of files.entries()) {
      d.store.hold(file, Buffer.alloc(3));
      const row = d.table.rows().find(({ id }) => id === file.id);
      const scan = { versionId: file.pin.versionId, result: names[index] };
      const told = scan.result === 'not-scanned' ? {} : { scan };
      await d.table.put({ ...row, pk: String(row?.pk), sk: String(row?.sk), ...told, removed: true });
    }
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const zip = await unzip(zipOf(d, id));
    expect(zip.map(({ path }) => path)).toContain('哈尔滨市/媒体资料/clean.mp4');
    const text = zip.find(({ path }) => path === 'README.txt')?.bytes.toString();
    expect(text).toContain(
      '未收入本归档的附件（已报送的原文件仍在系统中）：3\r\n  哈尔滨市 – 媒体资料 – infected.mp4：含有病毒',
    );
    expect(text).toContain('  Harbin – Media – not-scanned.mp4: not scanned for malware yet');
    const lines = manifestOf(zip).filter(({ left_out: why }) => why !== '');
    expect(
      lines.map(({ path, original_name: name, left_out: why }) => [path, name, why?.split(' ')[0]]),
    ).toEqual([
      ['', 'infected.mp4', 'infected'],
      ['', 'unscannable.mp4', 'unscannable'],
      ['', 'not-scanned.mp4', 'waiting'],
    ]);
    expect(rowOf(d, id)?.leftOut).toEqual({ infected: 1, unscannable: 1, waiting: 1 });
  });
});
