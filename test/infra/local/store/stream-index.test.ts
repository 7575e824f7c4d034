import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { startDynoxide } from '../../../../infra/local/store/dynoxide.ts';

/** What dynoxide asks for at each write, and at each reading of the stream. */
const QUESTIONS = [
  'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
  'SELECT event_name FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4',
];
const available = process.platform === 'linux' && process.arch === 'x64' ? it : it.skip;

available('neither a write nor a reading of the stream looks at all changes ever made', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'stream-index-'));
  const store = await startDynoxide(directory);
  const database = new DatabaseSync(join(directory, 'records.db'), { readOnly: true });
  const plans = QUESTIONS.map((sql) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join(', '),
  );
  database.close();
  await store.close();
  rmSync(directory, { recursive: true });
  expect(plans).toEqual([
    expect.stringMatching(/^SEARCH _stream_records USING .*INDEX stream_next/),
    expect.stringMatching(/^SEARCH _stream_records USING .*INDEX stream_place/),
  ]);
});
