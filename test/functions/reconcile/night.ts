import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { newArchiveRow } from '../../../functions/shared/archives/jobs.ts';
import { StoreRefused } from '../../../functions/shared/objects/request.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { Archive } from '../../../schemas/archive.ts';
import { Attachment } from '../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

export const START = Date.parse('2023-06-10T01:00:00.000Z');
export const id = '0'.repeat(26);
export const key = `heilongjiang-2023/harbin/statistics/${id}`;

/** @param scanned are files scanned for malware? */
export function night(scanned = false) {
  const table = memoryTable();
  let now = START;
  const objects = memoryObjects(() => new Date(now));
  const log = collectedLog();
  const started: string[] = [];
  const heads: string[] = [];
  const tags: string[] = [];
  let denied = false;
  const dependencies = {
    campaign: heilongjiang2023,
    table,
    log,
    objects: {
      head(of: string) {
        heads.push(of);
        if (denied) return Promise.reject(new StoreRefused(403, ''));
        return objects.head(of);
      },
      list: objects.list,
      tags(of: string, version: string) {
        tags.push(of);
        if (denied) return Promise.reject(new StoreRefused(403, ''));
        return objects.tags(of, version);
      },
    },
    scanned,
    clock: () => new Date(now),
    builder: { start: async ({ id }: { id: string }, name = id) => void started.push(name) },
  };
  return {
    table,
    objects,
    log,
    started,
    heads,
    tags,
    deny: (now: boolean) => (denied = now),
    dependencies,
    row: (type: string) => table.rows().find((one) => one.type === type),
    async later(minutes: number) {
      now = START + minutes * 60_000;
      await reconcile(dependencies);
    },
  };
}

export const upload = () =>
  toRow.attachment(
    Attachment.parse({
      id,
      campaign: 'heilongjiang-2023',
      unit: 'harbin',
      form: 'statistics',
      slot: 'scan',
      name: '盖章.pdf',
      key,
      type: 'application/pdf',
      announcedSize: 9,
      state: 'awaiting',
      requestedAt: new Date(START).toISOString(),
      requestedBy: 'harbin@example.org',
    }),
  );

export const archive = (state: Archive['state'] = 'planning') =>
  newArchiveRow(
    Archive.parse({
      id,
      campaign: 'heilongjiang-2023',
      choice: {},
      requestedBy: 'lead@example.org',
      office: 'lead',
      requestedAt: new Date(START).toISOString(),
      state,
    }),
  );
