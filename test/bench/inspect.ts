import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../functions/inspect-attachment/source.ts';
import { inspectAll } from '../../functions/inspect-attachment/stream.ts';
import { keys } from '../../functions/shared/records/keys.ts';
import { INSPECTION_QUEUE, toRow } from '../../functions/shared/records/reports.ts';
import { Attachment } from '../../schemas/attachment.ts';
import { GIB, MIB } from '../../schemas/slot.ts';
import { collectedLog } from '../support/collected-log.ts';
import { bytesSource, newAnalyser } from '../support/files.ts';
import { writeLargeVideo } from '../support/large-video.ts';
import { memoryTable } from '../support/memory-table.ts';
import { mediaFile, typeOf } from '../support/upload.ts';
import { median, table } from './figures.ts';

const ROUNDS = 7;
const EVENTS = 1000;
const BATCH = 5;

interface Figures {
  state: string;
  bytesRead: number;
  milliseconds: number;
  rss: number;
}

/** A video of 2 GB whose index stands at its end, on disk; each time in a process that has just started. */
function large(): void {
  const directory = mkdtempSync(join(tmpdir(), 'inspect-'));
  const path = join(directory, 'large.mp4');
  writeLargeVideo(path, 2 * GIB);
  const host = fileURLToPath(new URL('inspect-host.ts', import.meta.url));
  const rounds = Array.from({ length: ROUNDS }, (): Figures => {
    const said = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', host, path], {
      encoding: 'utf8',
    });
    return JSON.parse(said);
  });
  rmSync(directory, { recursive: true });
  table([
    {
      'a video of 2 GB, cold': rounds[0]?.state ?? '',
      'MB read': (median(rounds.map(({ bytesRead }) => bytesRead)) / MIB).toFixed(2),
      'ms (median)': median(rounds.map(({ milliseconds }) => milliseconds)).toFixed(0),
      'ms (most)': Math.max(...rounds.map(({ milliseconds }) => milliseconds)).toFixed(0),
      'MB of memory (most)': (Math.max(...rounds.map(({ rss }) => rss)) / MIB).toFixed(0),
    },
  ]);
}

const ids = Array.from({ length: EVENTS }, (_, n) => n.toString().padStart(26, '0'));
const report = { campaign: 'heilongjiang-2023', unit: 'harbin', form: 'media' };

/** Events of the fixtures, one after the other, drained by one function with the table and the files in memory. */
async function drain(): Promise<void> {
  const names = readdirSync(mediaFile(''));
  const files = new Map<string, Buffer>();
  const records = memoryTable();
  const at = '2023-06-10T01:00:00.000Z';
  for (const [n, id] of ids.entries()) {
    const name = names[n % names.length] ?? '';
    const bytes = readFileSync(mediaFile(name));
    files.set(id, bytes);
    const row = toRow.attachment(
      Attachment.parse({
        ...report,
        id,
        key: id,
        slot: /\.jpe?g$/.test(name) ? 'picture' : 'video',
        name,
        type: typeOf(name),
        state: 'checking',
        requestedAt: at,
        requestedBy: 'harbin@example.org',
        pin: { versionId: 'v1', etag: 'e', size: bytes.length, completedAt: at },
      }),
    );
    await records.put({ ...row, queue: INSPECTION_QUEUE, queuedAt: at, inspection: 'due' });
  }
  const store = { open: (key: string): Source => bytesSource(files.get(key) ?? Buffer.alloc(0)) };
  const analyser = newAnalyser();
  const started = performance.now();
  for (let first = 0; first < EVENTS; first += BATCH) {
    const Records = ids.slice(first, first + BATCH).map((id) => {
      const { pk, sk } = keys.attachment(report, id);
      return { dynamodb: { SequenceNumber: id, Keys: { pk: { S: pk }, sk: { S: sk } } } };
    });
    await inspectAll({ table: records, store, analyser, log: collectedLog() }, { Records });
  }
  const seconds = (performance.now() - started) / 1000;
  await analyser.close();
  const done = records.rows().filter(({ state }) => state === 'accepted' || state === 'refused').length;
  table([
    {
      events: EVENTS,
      'with a verdict': done,
      seconds: seconds.toFixed(1),
      'files/s': (done / seconds).toFixed(1),
    },
  ]);
}

export async function run(): Promise<void> {
  large();
  await drain();
}
