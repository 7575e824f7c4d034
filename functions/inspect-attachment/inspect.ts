import type { Attachment } from '../../schemas/attachment.ts';
import { keys } from '../shared/records/keys.ts';
import { readAttachment } from '../shared/records/reports.ts';
import { ConditionFailed, type Key, type Table, type Update } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { FINDINGS } from './findings.ts';
import { inspectFile } from './inspect-file.ts';
import { doubt, type Verdict, verdictOf } from './verdict.ts';

/** A file that so many inspections did not get through will not get through the next one. */
const MOST_ATTEMPTS = 5;

/** Only what waits for its verdict is touched, and only while it is the very object that was read (I3). */
const stillWaits = ({ pin }: Attachment) => ({
  condition: '#state = :checking AND pin.versionId = :version',
  names: { '#state': 'state' },
  values: { ':checking': 'checking', ':version': pin?.versionId },
});

async function updateIf(table: Table, update: Update): Promise<Attachment | undefined> {
  try {
    return readAttachment(await table.update(update));
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}

/** Counts ahead of the attempt, so that one that takes the function down with it counts too. */
function begin({ table }: Dependencies, attachment: Attachment): Promise<Attachment | undefined> {
  const { values, ...waits } = stillWaits(attachment);
  return updateIf(table, {
    key: keys.attachment(attachment, attachment.id),
    ...waits,
    update: 'SET inspection = :begun ADD attempts :one',
    values: { ...values, ':begun': 'begun', ':one': 1 },
  });
}

async function settle({ table, log }: Dependencies, attachment: Attachment, verdict: Verdict): Promise<void> {
  const { state, findings, media } = verdict;
  const { names, values, ...waits } = stillWaits(attachment);
  const written = await updateIf(table, {
    key: keys.attachment(attachment, attachment.id),
    ...waits,
    update: `SET #state = :state, findings = :findings${media ? ', media = :media' : ''} REMOVE #queue, queuedAt, inspection`,
    names: { ...names, '#queue': 'queue' },
    values: { ...values, ':state': state, ':findings': findings, ':media': media },
  });
  if (!written) return;
  if (state === 'unchecked') log.count('FilesUnchecked');
}

/**
 * Gives a file its verdict, once: however often and in whatever order it is told of, the first verdict stands (I6).
 * @throws what the stores throw: the file waits on, and whoever told of it tells again
 */
export async function inspect(dependencies: Dependencies, key: Key): Promise<void> {
  const { table, store, analyser, log } = dependencies;
  const row = await table.get(key);
  // As the row has it: to be found infected beside ends no inspection.
  if (row?.state !== 'checking') return;
  const attachment = readAttachment(row);
  const begun = await begin(dependencies, attachment);
  if (!begun?.pin) return;
  const facts = { attachment: begun.id, form: begun.form, unit: begun.unit };
  if (begun.attempts > MOST_ATTEMPTS) {
    log.warn('inspection given up', facts);
    return settle(dependencies, begun, verdictOf(doubt(FINDINGS.gaveUp())));
  }
  const started = performance.now();
  const source = store.open(begun.key, begun.pin);
  const { bytesRead, broke, ...verdict } = await inspectFile(analyser, begun, source);
  if (broke) log.error('inspection broke over a file', broke, facts);
  await settle(dependencies, begun, verdict);
  log.info(`inspected: ${verdict.state}`, {
    ...facts,
    bytes: bytesRead,
    milliseconds: Math.round(performance.now() - started),
  });
}
