import { describe, expect, it } from '@jest/globals';
import { arrived } from '../../../functions/complete-attachment/arrived.ts';
import { removeAttachment } from '../../../functions/shared/attachments/remove.ts';
import { attachmentSummary } from '../../../functions/shared/attachments/summary.ts';
import { findAttachment } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { awaitedFile, report, storeAwaited } from '../../support/awaited-file.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

const { id, key } = awaitedFile;
const event = (of: string, version = 'v1') => ({
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'b' }, object: { key: of, size: 9, 'version-id': version } },
});

async function awaited() {
  const table = memoryTable();
  const objects = memoryObjects();
  await storeAwaited(table);
  const log = collectedLog();
  const clock = () => new Date('2023-06-10T01:01:00.000Z');
  const completing = { campaign: heilongjiang2023, table, objects, log, clock };
  const row = () => table.rows().find((one) => one.id === id);
  return { completing, objects, row, table, log };
}

describe('the news of an object', () => {
  it('completes its attachment; told again, early or late, it changes nothing (I6)', async () => {
    const { completing, objects, row } = await awaited();
    await arrived(completing, event(key));
    expect(row()).toMatchObject({ state: 'awaiting', queue: 'upload' });
    objects.put(key, 'application/pdf', 9);
    await Promise.all([arrived(completing, event(key)), arrived(completing, event(key))]);
    const once = row();
    expect(once).toMatchObject({ state: 'checking', pin: { versionId: 'v1', size: 9 } });
    await arrived(completing, event(key));
    expect(row()).toEqual(once);
  });

  it('that overwrites a complete file tells so, and what was pinned stays (I3)', async () => {
    const { completing, objects, row } = await awaited();
    objects.put(key, 'application/pdf', 9);
    await arrived(completing, event(key));
    const once = row();
    objects.put(key, 'application/pdf', 5);
    // The older event comes once more, before and after that of the newer one.
    for (const version of ['v1', 'v2', 'v2', 'v1']) await arrived(completing, event(key, version));
    expect(row()).toEqual({ ...once, newer: 'v2' });
    const attachment = await findAttachment(completing.table, report, id);
    const findings = (language: 'zh' | 'en') =>
      attachment && attachmentSummary(attachment, language).findings.map(({ message }) => message);
    expect(findings('zh')).toEqual(['此文件传完后又收到了另一份内容，未采用。如要更换，请替换或重新上传。']);
    expect(findings('en')?.[0]).toMatch(/^Other content came later and is not used/);
  });

  it('whose size is not the announced one is kept and refused', async () => {
    const { completing, objects, row } = await awaited();
    objects.put(key, 'application/pdf', 8);
    await arrived(completing, event(key));
    expect(row()).toMatchObject({
      state: 'refused',
      pin: { size: 8 },
      findings: [{ code: 'size-mismatch' }],
    });
  });

  it.each([
    'x',
    'a/b/c/d',
    `heilongjiang-2023/harbin/statistics/${'1'.repeat(26)}`,
    `../../${id}`,
    `a/b/${id}/${id}/x`,
  ])('under the key %j is left alone', async (strange) => {
    const { completing, table } = await awaited();
    const before = table.rows();
    await arrived(completing, event(strange));
    expect(table.rows()).toEqual(before);
  });

  it('of a removed attachment does not bring it back', async () => {
    const { completing, objects, row, table } = await awaited();
    await removeAttachment(table, report, id);
    objects.put(key, 'application/pdf', 9);
    await arrived(completing, event(key));
    expect(row()).toMatchObject({ removed: true, state: 'awaiting' });
  });

  it('logs no name of a file (I8)', async () => {
    const { completing, objects, log } = await awaited();
    objects.put(key, 'application/pdf', 9);
    await arrived(completing, event(key));
    expect(log.lines.join()).toContain(id);
    expect(log.lines.join()).not.toContain('盖章');
  });
});
