import type { Campaign } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import type { Quota } from '../../../schemas/quota.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

export const MIB = 1024 ** 2;
export const GIB = 1024 * MIB;
export const START = Date.parse('2023-06-10T01:00:00.000Z');
export const HOUR = 60 * 60_000;

export function world(quota: Quota) {
  const campaign: Campaign = { ...heilongjiang2023, quota };
  const table = memoryTable();
  const objects = memoryObjects();
  let now = START;
  const dependencies = {
    campaign,
    table,
    objects,
    clock: () => new Date(now),
    log: collectedLog(),
    filesOrigin: 'https://files.example.org',
    siteUrl: 'https://site.example.org',
  };
  const session = {
    email: 'harbin@example.org',
    campaign: campaign.id,
    role: 'unit' as const,
    unit: 'harbin',
    createdAt: new Date(START).toISOString(),
  };
  const files = () => table.rows().filter(({ type }) => type === 'attachment');
  /** What stays if nothing more happens. */
  const kept = (form?: string) =>
    files().filter(
      (file) =>
        file.pin !== undefined &&
        file.removed !== true &&
        file.state !== 'refused' &&
        (form === undefined || file.form === form),
    );
  return { campaign, table, objects, dependencies, session, files, kept, pass: (ms: number) => (now += ms) };
}

export type World = ReturnType<typeof world>;
