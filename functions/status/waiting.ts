import type { Status } from '../../schemas/contract/status.ts';
import { INSPECTION_QUEUE, UPLOAD_QUEUE } from '../shared/records/reports.ts';
import type { Dependencies } from './dependencies.ts';

type Waiting = Status['waiting'][number];

const MINUTE = 60_000;

/** How long the first of a queue may wait before somebody has to look. Uploads may: people give them up. */
const PATIENCE: [queue: Waiting['queue'], milliseconds: number][] = [
  ['mail', 10 * MINUTE],
  [INSPECTION_QUEUE, 15 * MINUTE],
  ['archive', 120 * MINUTE],
  [UPLOAD_QUEUE, Number.POSITIVE_INFINITY],
];

/** More than a day of deadline leaves waiting, and few enough to be read for a page. */
const COUNTED = 500;
/** Uploads that were looked at in vain are put off into the future. */
const EVER = '9999';

/** What waits for something to be done, and since when. */
export async function waiting({ table, clock }: Pick<Dependencies, 'table' | 'clock'>): Promise<Waiting[]> {
  const now = clock().getTime();
  return Promise.all(
    PATIENCE.map(async ([queue, milliseconds]): Promise<Waiting> => {
      const { records, next } = await table.page({ queue, until: EVER, limit: COUNTED });
      const [first] = records.map(({ queuedAt }) => String(queuedAt));
      const late = first !== undefined && now - Date.parse(first) > milliseconds;
      return {
        queue,
        count: records.length,
        more: next !== undefined,
        ...(first !== undefined && { since: first }),
        verdict: late ? 'attention' : 'fine',
      };
    }),
  );
}
