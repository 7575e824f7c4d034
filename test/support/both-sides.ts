import { followUpApp } from '../../functions/follow-up/app.ts';
import { historyApp } from '../../functions/history/app.ts';
import { reportApp } from '../../functions/report/app.ts';
import { reviewApp } from '../../functions/review/app.ts';
import { rosterApp } from '../../functions/roster/app.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../schemas/forms/index.ts';
import { signedIn } from './clerk.ts';
import { collectedLog } from './collected-log.ts';
import { memoryTable } from './memory-table.ts';

const FOLLOW_UP = /^\/(receipts\/|reports(\?|$)|reports\/[^/]+\/(withdrawal|messages|difference)\b)/;
const HISTORY = /^\/(audit\b|desk\/reports\/[^/]+\/[^/]+\/difference)/;
const REVIEW = /^\/(desk|audit)\b/;
const ROSTER = /^\/roster\b/;

/** The unit's functions and the desk over one table in memory, at a time that a test can move. */
export function bothSides(start = '2023-05-10T01:00:00.000Z', turn?: (call: string) => Promise<void>) {
  const table = memoryTable(turn);
  const log = collectedLog();
  let now = new Date(start);
  const clock = () => now;
  const dependencies = { table, log, clock, campaign: heilongjiang2023 };
  const files = { presignGet: async ({ key }: { key: string }) => `https://files.example.org/${key}` };
  const apps = {
    report: reportApp(dependencies),
    followUp: followUpApp(dependencies),
    history: historyApp(dependencies),
    review: reviewApp({ ...dependencies, files, filesOrigin: 'https://files.example.org', forms }),
    roster: rosterApp({ ...dependencies, forms }),
  };
  const app = {
    request(path: string | URL | Request, init?: RequestInit) {
      const name = HISTORY.test(String(path))
        ? 'history'
        : FOLLOW_UP.test(String(path))
          ? 'followUp'
          : REVIEW.test(String(path))
            ? 'review'
            : ROSTER.test(String(path))
              ? 'roster'
              : 'report';
      return apps[name].request(path, init);
    },
  };
  return {
    app,
    table,
    log,
    now: () => now,
    at(instant: string | Date) {
      now = new Date(instant);
    },
    unit: (unit: string) => signedIn(app, table, { unit }, now),
    office: (office: string) =>
      signedIn(app, table, { role: office === 'lead' ? 'lead' : 'office', office }, now),
  };
}
