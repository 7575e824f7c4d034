import { attachApp } from '../../../functions/attach/app.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { signedIn } from '../../support/clerk.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

export const MIB = 1024 ** 2;
export const VIDEOS = '/reports/media/attachments';
const VIDEO = { slot: 'video', name: '开幕式.mp4', size: 40 * MIB, type: 'video/mp4' };
export interface Ticket {
  id: string;
  post: { url: string; fields: { [name: string]: string } };
  multipart: { partSize: number; parts: { number: number; size: number; url: string }[] };
  code: string;
  errors: { pointer: string; code: string; message: string }[];
}

export async function desk(start = '2023-06-10T01:00:00.000Z') {
  const table = memoryTable();
  const objects = memoryObjects();
  const log = collectedLog();
  let now = new Date(start);
  const app = attachApp({
    table,
    objects,
    log,
    campaign: heilongjiang2023,
    clock: () => now,
    filesOrigin: 'https://files.example.org',
    siteUrl: 'https://site.example.org',
  });
  const clerk = (unit: string) => signedIn(app, table, { unit }, now);
  const harbin = await clerk('harbin');
  const ask = (file: object) => harbin.json<Ticket>('POST', VIDEOS, { ...VIDEO, ...file });
  const keyOf = (id: string) => `heilongjiang-2023/harbin/media/${id}`;
  return {
    app,
    table,
    objects,
    log,
    clerk,
    harbin,
    ask,
    keyOf,
    at: (instant: string) => (now = new Date(instant)),
  };
}
