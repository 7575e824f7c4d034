import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { submit } from '../../../functions/report/submit.ts';
import { Problem } from '../../../functions/shared/problems.ts';
import { ownReport } from '../../../functions/shared/reports/own-report.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from './office.ts';

const session = {
  email: 'harbin@example.org',
  campaign: 'heilongjiang-2023',
  role: 'unit' as const,
  unit: 'harbin',
  createdAt: '2023-05-10T00:00:00.000Z',
  seenAt: '2023-05-10T00:00:00.000Z',
  expiresAt: '2023-05-11T00:00:00.000Z',
};

/** What a client tries: under one of a few keys, one of a few contents. */
const attempt = fc.record({ key: fc.constantFrom('a', 'b', 'c'), content: fc.constantFrom('x', 'y') });

describe('submissions at the same time', () => {
  it('make one revision a key, each acknowledged one is kept, in whatever order calls happen (I1, I2)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(attempt, { minLength: 1, maxLength: 5 }),
        fc.scheduler(),
        async (attempts, scheduler) => {
          const world = office('2023-05-10T01:00:00.000Z', (call) =>
            scheduler.schedule(Promise.resolve(), call),
          );
          const own = ownReport(heilongjiang2023, session, 'statistics');
          const send = async ({ key, content }: { key: string; content: string }) => {
            const answers = { ...validAnswers.statistics?.('harbin'), responsible: `负责人${content}` };
            try {
              const kept = await submit(
                world.dependencies,
                own,
                session,
                { answers, attachments: [], nil: false },
                key,
              );
              return { key, content, reference: kept.revision.reference, number: kept.revision.revision };
            } catch (error) {
              if (error instanceof Problem) return { key, content, refused: error.code };
              throw error;
            }
          };
          const sent = attempts.map(send);
          // Pauses between tries are real, so there may be nothing to happen for a moment.
          let waiting = true;
          const all = Promise.all(sent).finally(() => {
            waiting = false;
          });
          while (waiting) {
            await scheduler.waitIdle();
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          const answers = await all;
          const rows = world.table.rows();
          const revisions = rows.filter(({ type }) => type === 'revision');
          const receipts = rows.filter(({ type }) => type === 'receipt');
          const kept = answers.filter((answer) => 'reference' in answer);
          // One revision a key (I2), numbered without gaps, each with its receipt and its mail.
          expect(new Set(receipts.map(({ keyHash }) => keyHash)).size).toBe(receipts.length);
          expect(receipts).toHaveLength(revisions.length);
          expect(rows.filter(({ type }) => type === 'mail')).toHaveLength(revisions.length);
          expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, index) => index + 1));
          const head = rows.find(({ type }) => type === 'head');
          if (revisions.length > 0) expect(head?.revision).toBe(revisions.length);
          // What was acknowledged is there (I1), and the same key was always told the same.
          for (const { key, content, reference, number } of kept) {
            const revision = revisions.find((one) => one.reference === reference);
            expect(revision?.revision).toBe(number);
            for (const other of kept)
              if (other.key === key) expect([other.reference, other.content]).toEqual([reference, content]);
          }
          for (const answer of answers) {
            if ('refused' in answer) expect(['key-reused', 'stale-version']).toContain(answer.refused);
          }
          expect(kept.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('five posts of the same page make one submission', async () => {
    const world = office();
    const harbin = await world.clerk('harbin');
    const answers = validAnswers.statistics?.('harbin');
    const sent = await Promise.all(
      Array.from({ length: 5 }, () =>
        harbin.json<{ reference: string }>(
          'POST',
          '/reports/statistics/submissions',
          { answers },
          { 'idempotency-key': 'one' },
        ),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(sent.map(({ body }) => body.reference)).size).toBe(1);
    expect(world.table.rows().filter(({ type }) => type === 'revision')).toHaveLength(1);
  });
});
