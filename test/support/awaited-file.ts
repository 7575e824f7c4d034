import { toRow } from '../../functions/shared/records/reports.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import { Attachment } from '../../schemas/attachment.ts';

const id = '0'.repeat(26);
export const report = { campaign: 'heilongjiang-2023', unit: 'harbin', form: 'statistics' };

/** A file of nine bytes that was announced and has not arrived: 2023-06-10 at one o'clock, UTC. */
export const awaitedFile = Attachment.parse({
  ...report,
  id,
  key: `heilongjiang-2023/harbin/statistics/${id}`,
  slot: 'scan',
  name: '盖章.pdf',
  type: 'application/pdf',
  announcedSize: 9,
  state: 'awaiting',
  requestedAt: '2023-06-10T01:00:00.000Z',
  requestedBy: 'harbin@example.org',
});

export const storeAwaited = (table: Table): Promise<void> => table.put(toRow.attachment(awaitedFile));
