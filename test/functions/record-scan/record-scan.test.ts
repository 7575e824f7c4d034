import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordScan } from '../../../functions/record-scan/record-scan.ts';
import { complete } from '../../../functions/shared/attachments/complete.ts';
import { attachmentSummary } from '../../../functions/shared/attachments/summary.ts';
import { findAttachment } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { awaitedFile, report, storeAwaited } from '../../support/awaited-file.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

const { id, key } = awaitedFile;

/** As GuardDuty says it: https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html */
const event = (status: string, versionId = 'v1', objectKey = key) => ({
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  source: 'aws.guardduty',
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName: 'b', objectKey, eTag: 'e', versionId, s3Throttled: false },
    scanResultDetails: { scanResultStatus: status, threats: null },
  },
});

async function world() {
  const table = memoryTable();
  const objects = memoryObjects();
  const log = collectedLog();
  await storeAwaited(table);
  objects.put(key, 'application/pdf', 9);
  const clock = () => new Date('2023-06-10T01:01:00.000Z');
  const find = async () => {
    const found = await findAttachment(table, report, id);
    if (!found) throw new Error('lost');
    return found;
  };
  return {
    table,
    log,
    find,
    complete: async () => complete({ campaign: heilongjiang2023, table, objects, log, clock }, await find()),
    judge: async () => {
      const row = table.rows().find((one) => one.id === id);
      if (row?.state === 'checking') await table.put({ ...row, pk: row.pk, sk: row.sk, state: 'accepted' });
    },
    scan: (status: string, versionId?: string) => recordScan({ table, log }, event(status, versionId)),
    summary: async () => attachmentSummary(await find(), 'zh'),
  };
}

describe('what a scanner said of a file', () => {
  it.each([
    ['NO_THREATS_FOUND', 'clean', 'accepted'],
    ['THREATS_FOUND', 'infected', 'refused'],
    ['UNSUPPORTED', 'unscannable', 'accepted'],
    ['ACCESS_DENIED', 'unscannable', 'accepted'],
    ['FAILED', 'unscannable', 'accepted'],
  ])(
    '%s is kept in any order with its completion and inspection, however often (I6)',
    async (status, scan, state) => {
      const steps = fc.shuffledSubarray(['scan', 'scan', 'complete', 'judge'], { minLength: 4 });
      await fc.assert(
        fc.asyncProperty(steps, async (order) => {
          const w = await world();
          for (const step of [...order, 'complete', 'judge']) {
            if (step === 'scan') await w.scan(status);
            else if (step === 'complete') await w.complete();
            else await w.judge();
          }
          const summary = await w.summary();
          expect([summary.scan, summary.state]).toEqual([scan, state]);
          expect(summary.findings.map(({ code }) => code)).toEqual(scan === 'infected' ? ['infected'] : []);
        }),
        { numRuns: 20 },
      );
    },
  );

  it('is not scanned where there is no scanner, and says so', async () => {
    const w = await world();
    expect((await w.summary()).scan).toBeUndefined();
    await w.complete();
    expect((await w.summary()).scan).toBe('not-scanned');
  });

  it('of a version that is not the pinned one changes nothing', async () => {
    const w = await world();
    await w.complete();
    await w.scan('THREATS_FOUND', 'v0');
    expect(await w.summary()).toMatchObject({ scan: 'not-scanned', state: 'checking' });
    expect(w.log.lines.join()).toContain('a version that no attachment is');
  });

  it.each(['x', `a/b/c/${id}`, 'malware-protection-resource-validation-object'])(
    'of %s, which is no attachment, is left alone',
    async (strange) => {
      const w = await world();
      const before = w.table.rows();
      await recordScan(w, event('THREATS_FOUND', 'v1', strange));
      expect(w.table.rows()).toEqual(before);
    },
  );
});
