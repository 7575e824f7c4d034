import { followUpApp } from '../../../functions/follow-up/app.ts';
import { reportApp } from '../../../functions/report/app.ts';
import { findHead, toRow } from '../../../functions/shared/records/reports.ts';
import { Attachment, type AttachmentState } from '../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import type { ReportHead } from '../../../schemas/report.ts';
import { signedIn } from '../../support/clerk.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryTable } from '../../support/memory-table.ts';

const CAMPAIGN = 'heilongjiang-2023';

/** Paths that the follow-up function answers. */
const FOLLOW_UP = /^\/(receipts\/|reports(\?|$)|reports\/[^/]+\/(withdrawal|messages|difference)\b)/;

/** The functions of a unit's reports over a table in memory, at a time that a test can move. */
export function office(start = '2023-05-10T01:00:00.000Z', turn?: (call: string) => Promise<void>) {
  const table = memoryTable(turn);
  const log = collectedLog();
  let now = new Date(start);
  const clock = () => now;
  const dependencies = { table, log, clock, campaign: heilongjiang2023 };
  const [report, followUp] = [reportApp(dependencies), followUpApp(dependencies)];
  const app = {
    request: (path: string | URL | Request, init?: RequestInit) =>
      (FOLLOW_UP.test(String(path)) ? followUp : report).request(path, init),
  };
  return {
    app,
    table,
    log,
    dependencies,
    at(instant: string) {
      now = new Date(instant);
    },
    clerk: (unit: string) => signedIn(app, table, { unit }, now),
    coordinator: (role: 'office' | 'lead' = 'office') => signedIn(app, table, { role, office: 'cast' }, now),
    /** Moves a report's head as an office's decision does. */
    async decide(unit: string, form: string, state: ReportHead['state']) {
      const head = await findHead(table, { campaign: CAMPAIGN, unit, form });
      if (!head) throw new Error('nothing to decide on');
      await table.put(toRow.head({ ...head, state, version: head.version + 1 }));
    },
    /** Puts a file into a report's work, as an upload leaves it. */
    async file(unit: string, form: string, slot: string, state: AttachmentState, name = '盖章.pdf') {
      const id = String(table.rows().length).padStart(26, '0');
      const attachment = Attachment.parse({
        id,
        campaign: CAMPAIGN,
        unit,
        form,
        slot,
        name,
        key: `${CAMPAIGN}/${unit}/${form}/${id}`,
        type: 'application/pdf',
        state,
        requestedAt: now.toISOString(),
        requestedBy: `${unit}@example.org`,
        ...(state !== 'awaiting' && {
          pin: { versionId: 'v1', etag: 'e1', size: 10, completedAt: now.toISOString() },
        }),
      });
      await table.put(toRow.attachment(attachment));
      return attachment;
    },
  };
}
