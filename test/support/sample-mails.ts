import { newArchiveRow } from '../../functions/shared/archives/jobs.ts';
import type { Content } from '../../functions/shared/mails/content.ts';
import { contentOf } from '../../functions/shared/mails/content-of.ts';
import type { News } from '../../functions/shared/records/outbox.ts';
import { toRow } from '../../functions/shared/records/reports.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import { Archive } from '../../schemas/archive.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { Mail } from '../../schemas/mail.ts';
import type { Language } from '../../schemas/text.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { memoryTable } from './memory-table.ts';
import { anId, CAMPAIGN, type GivenReport, store } from './stored-reports.ts';

export const REFERENCE = 'ABCDEFGH2';

/** Stores what mails tell of: a report of Harbin that was returned and accepted, and a finished archive. */
async function storeNews(table: Table, form: string, message: string): Promise<{ archive: string }> {
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
    volumes: [{ key: 'archive.zip', size: 3 * 1024 ** 3 }],
    expiresAt: '2023-06-27T01:14:00.000Z',
  });
  await table.put(newArchiveRow(archive));
  return { archive: archive.id };
}

/** A mail as its readers get it, with everything that its kind can tell of. */
export async function sampleMail(
  news: Omit<News, 'id' | 'campaign'>,
  languages: Language | [Language, ...Language[]],
  report: Partial<GivenReport> & { form: string } = { form: 'open-day' },
  message = '请补充开放时段',
): Promise<Content> {
  const table = memoryTable();
  const given = { unit: 'harbin', reference: REFERENCE, ...report };
  await store(table, { answers: validAnswers[report.form]?.('harbin'), ...given });
  const { archive } = await storeNews(table, report.form, message);
  const queued = Mail.parse({
    id: 'x',
    campaign: CAMPAIGN,
    unit: 'harbin',
    form: report.form,
    revision: 1,
    reference: REFERENCE,
    archive,
    status: 'pending',
    createdAt: '2023-06-10T02:00:00.000Z',
    changed: [{ form: 'statistics', before: '2023-06-19', due: '2023-06-25', closes: '2023-07-25' }],
    reason: message,
    message: '2023-06-11T01:00:00.000Z',
    ...(news.kind === 'invitation' && { address: 'new@example.org' }),
    ...news,
  });
  const now = new Date('2023-06-18T02:00:00.000Z');
  const source = { campaign: heilongjiang2023, table, siteUrl: 'https://report.example.org', now };
  return contentOf(source, queued, typeof languages === 'string' ? [languages] : languages);
}
