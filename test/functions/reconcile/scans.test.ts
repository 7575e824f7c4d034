import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordScan } from '../../../functions/record-scan/record-scan.ts';
import { attachmentSummary } from '../../../functions/shared/attachments/summary.ts';
import { readAttachment } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { id, key, night, upload } from './night.ts';

const TAG = 'GuardDutyMalwareScanStatus';

/** A file that arrived in the fifth minute. */
async function arrived(scanned = true) {
  const n = night(scanned);
  await n.table.put(upload());
  n.objects.put(key, 'application/pdf', 9);
  await n.later(5);
  const row = (): { [attribute: string]: unknown } => n.row('attachment') ?? {};
  const told = () => {
    const { state, scan } = attachmentSummary(readAttachment(row()), 'zh');
    return [state, scan];
  };
  /** All units are gone through. */
  let minutes = 20;
  const round = async () => {
    for (let units = 0; units < heilongjiang2023.units.length; units += 10) {
      minutes += 5;
      await n.later(minutes);
    }
  };
  return { ...n, row, told, round };
}

describe('a result of a scan that was lost', () => {
  it.each([
    ['NO_THREATS_FOUND', 'checking', 'clean'],
    ['THREATS_FOUND', 'refused', 'infected'],
    ['UNSUPPORTED', 'checking', 'unscannable'],
  ])('is read from the tag of the file: %s', async (status, state, scan) => {
    const { objects, round, told, tags } = await arrived();
    await round();
    expect(told()).toEqual(['checking', 'not-scanned']);
    objects.tag(key, 'v1', TAG, status);
    await round();
    expect(told()).toEqual([state, scan]);
    const asked = tags.length;
    await round();
    expect(tags).toHaveLength(asked);
  });

  it('is read for a file that was removed too, which a revision may have', async () => {
    const { table, objects, round, row, told } = await arrived();
    objects.tag(key, 'v1', TAG, 'NO_THREATS_FOUND');
    await table.put({ ...row(), pk: String(row().pk), sk: String(row().sk), removed: true });
    await round();
    expect(told()[1]).toBe('clean');
  });

  it('is not looked for where nobody scans, nor before the scanner had its time', async () => {
    const off = await arrived(false);
    await off.round();
    expect(off.tags).toEqual([]);
    const on = await arrived();
    for (const minutes of [10, 15, 19]) await on.later(minutes);
    expect(on.tags).toEqual([]);
  });

  it('keeps nothing from being looked after when the store says no', async () => {
    const { deny, round, told, log, objects } = await arrived();
    objects.tag(key, 'v1', TAG, 'NO_THREATS_FOUND');
    deny(true);
    await round();
    expect(told()[1]).toBe('not-scanned');
    expect(log.lines.join()).toContain('the tags of a file could not be read');
    deny(false);
    await round();
    expect(told()[1]).toBe('clean');
  });

  it('asks for so many tags a run and no more', async () => {
    const { table, row, tags, later } = await arrived();
    for (let n = 1; n <= 150; n++) {
      const other = String(n).padStart(26, '0');
      const sk = `WORK#ATTACHMENT#${other}`;
      await table.put({ ...row(), pk: String(row().pk), sk, id: other, key: key.replace(id, other) });
    }
    for (let minutes = 60; minutes < 60 + 5 * 6; minutes += 5) {
      const before = tags.length;
      await later(minutes);
      expect(tags.length - before).toBeLessThanOrEqual(100);
    }
    expect(tags.length).toBeGreaterThanOrEqual(100);
  });

  it('of two versions under one key ends as that of the pinned one, whatever came first (I6)', async () => {
    const event = (versionId: string, scanResultStatus: string) => ({
      detail: { s3ObjectDetails: { objectKey: key, versionId }, scanResultDetails: { scanResultStatus } },
    });
    const steps = fc.shuffledSubarray(['v1', 'v2', 'arrive'], { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (order, infected) => {
        const n = night(true);
        await n.table.put(upload());
        const [first, second] = infected
          ? ['THREATS_FOUND', 'NO_THREATS_FOUND']
          : ['NO_THREATS_FOUND', 'THREATS_FOUND'];
        const status = { v1: first, v2: second };
        n.objects.put(key, 'application/pdf', 9);
        n.objects.put(key, 'application/pdf', 9);
        for (const version of ['v1', 'v2'] as const)
          n.objects.tag(key, version, TAG, String(status[version]));
        for (const step of order) {
          if (step === 'v1' || step === 'v2') await recordScan(n, event(step, String(status[step])));
          else await n.later(5);
        }
        for (let minutes = 25; minutes <= 60; minutes += 5) await n.later(minutes);
        const file = readAttachment(n.row('attachment') ?? {});
        expect(file.pin?.versionId).toBe('v2');
        expect(attachmentSummary(file, 'zh').scan).toBe(infected ? 'clean' : 'infected');
      }),
      { numRuns: 20 },
    );
  });
});
