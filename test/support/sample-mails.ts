import { newArchiveRow } from '../../functions/shared/archives/jobs.ts';
import { toRow } from '../../functions/shared/records/reports.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import { Archive } from '../../schemas/archive.ts';
import { anId, CAMPAIGN } from './stored-reports.ts';

/** Stores what mails tell of: a report of Harbin that was returned and accepted, and a finished archive. */
export async function storeNews(table: Table, form: string, message: string): Promise<{ archive: string }> {
  const report = { campaign: CAMPAIGN, unit: 'harbin', form };
  for (const [decision, at] of [
    ['return', '2023-06-11T01:00:00.000Z'],
    ['accept', '2023-06-12T01:00:00.000Z'],
  ] as const) {
    await table.put(
      toRow.message(report, {
        at,
        office: 'lead',
        decision,
        revision: 1,
        message,
        fields: ['/rows/2/phone'],
      }),
    );
  }
  const archive = Archive.parse({
    id: anId(),
    campaign: CAMPAIGN,
    choice: {},
    requestedBy: 'lead@example.org',
    office: 'lead',
    requestedAt: '2023-06-20T01:14:00.000Z',
    state: 'ready',
    files: 42,
    size: 3 * 1024 ** 3,
    expiresAt: '2023-06-27T01:14:00.000Z',
  });
  await table.put(newArchiveRow(archive));
  return { archive: archive.id };
}
