import { expect, it } from '@jest/globals';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { referenceFrom } from '../../../schemas/reference.ts';
import { Receipt } from '../../../schemas/report.ts';
import { CAMPAIGN, pinned, store } from '../../support/stored-reports.ts';
import { office } from '../report/office.ts';

it('a receipt and a report that is accepted tell of removed files what was scanned since', async () => {
  const { table, clerk } = office();
  const harbin = await clerk('harbin');
  const attachments = ['clean', 'infected', 'gone'].map((name) =>
    pinned('harbin', 'media', { name: `${name}.mp4`, bytes: Buffer.alloc(3), state: 'accepted' }),
  );
  const reference = referenceFrom('0'.repeat(64));
  await store(table, {
    unit: 'harbin',
    form: 'media',
    state: 'accepted',
    attachments,
    reference,
  });
  const of = { campaign: CAMPAIGN, unit: 'harbin', form: 'media', revision: 1, reference };
  await table.put(
    toRow.receipt(
      Receipt.parse({ ...of, submittedAt: '2023-06-10T02:00:00.000Z', keyHash: '0', contentHash: '0' }),
    ),
  );
  for (const result of ['clean', 'infected']) {
    const file = attachments.find(({ name }) => name === `${result}.mp4`);
    const row = table.rows().find(({ id }) => id === file?.id);
    const scan = { versionId: file?.pin.versionId, result };
    await table.put({ ...row, pk: String(row?.pk), sk: String(row?.sk), scan, removed: true });
  }
  const gone = table.rows().find(({ id }) => id === attachments[2]?.id);
  await table.transact([{ remove: { pk: String(gone?.pk), sk: String(gone?.sk) } }]);
  for (const path of [`/receipts/${reference}`, '/reports/media']) {
    const { body } = await harbin.open(path);
    expect(body).toMatch(
      /clean\.mp4<.*检测合格.*未发现病毒.*infected\.mp4<.*检测不合格.*含有病毒.*gone\.mp4/s,
    );
    // Nobody knows whether the last one was scanned.
    expect(body).not.toContain('未扫描病毒');
  }
});
