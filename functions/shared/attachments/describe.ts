import { MOST_CAPTION } from '../../../schemas/attachment.ts';
import { oneLine, orAbsent } from '../../../schemas/fields/clean.ts';
import { type Detail, Problem } from '../problems.ts';
import { keys, type ReportId } from '../records/keys.ts';
import { findWork } from '../records/reports.ts';
import { ConditionFailed, type Table, type Update } from '../records/shapes.ts';

/** Writes of one transaction. */
const MOST_WRITES = 100;

const tooLong = (id: string, length: number): Detail => ({
  pointer: `/captions/${id}`,
  severity: 'blocking',
  code: 'too-long',
  message: {
    zh: `说明有${length}个字，最多${MOST_CAPTION}个字，请精简。`,
    en: `The caption has ${length} characters; it may have ${MOST_CAPTION}. Shorten it.`,
  },
});

/** As people count: a character outside of the first plane is one. */
const lengthOf = (text: string) => [...text].length;

/** Captions as they are kept, by file. @throws Problem `invalid-input` that names those that are too long */
export function cleanCaptions(typed: ReadonlyMap<string, string>): Map<string, string> {
  const clean = new Map([...typed].map(([id, caption]) => [id, oneLine(caption)]));
  const long = [...clean].filter(([, caption]) => lengthOf(caption) > MOST_CAPTION);
  if (long.length > 0) {
    throw new Problem(
      'invalid-input',
      long.map(([id, caption]) => tooLong(id, lengthOf(caption))),
    );
  }
  return clean;
}

const captionOf = (report: ReportId, id: string, caption: string | undefined): Update => ({
  key: keys.attachment(report, id),
  update: caption === undefined ? 'REMOVE caption' : 'SET caption = :caption',
  condition: 'attribute_exists(pk)',
  values: { ':caption': caption },
});

/**
 * The draft has a new version, so that a page which was open before does not write its own words over what was changed.
 * Before the change, lest a crash between them hides it from that page.
 */
export async function raiseDraft(table: Table, report: ReportId): Promise<void> {
  try {
    await table.update({
      key: keys.draft(report),
      update: 'ADD version :one',
      condition: 'attribute_exists(pk)',
      values: { ':one': 1 },
    });
  } catch (error) {
    // Nobody has saved any.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

async function writeAll(table: Table, writes: readonly Update[]): Promise<void> {
  for (let from = 0; from < writes.length; from += MOST_WRITES) {
    await table.transact(writes.slice(from, from + MOST_WRITES));
  }
}

/** Writes down what files show; those that are not there any more, or say so already, are left as they are. */
export async function saveCaptions(
  table: Table,
  report: ReportId,
  captions: ReadonlyMap<string, string>,
): Promise<void> {
  if (captions.size === 0) return;
  const { attachments } = await findWork(table, report);
  const writes = attachments.flatMap(({ id, caption }) => {
    const given = captions.get(id);
    const next = given === undefined ? caption : orAbsent(given);
    return next === caption ? [] : [captionOf(report, id, next)];
  });
  await writeAll(table, writes);
}

/**
 * Puts a file at another place among the files of its slot.
 * @param to from 0, worked out from where it is; beyond the ends is at the end
 */
export async function moveFile(
  table: Table,
  report: ReportId,
  id: string,
  to: (index: number) => number,
): Promise<void> {
  const { attachments } = await findWork(table, report);
  const slot = attachments.find((file) => file.id === id)?.slot;
  const files = attachments.filter((file) => file.slot === slot);
  const from = files.findIndex((file) => file.id === id);
  const [file] = files.splice(from, 1);
  if (!file) return;
  const index = Math.min(Math.max(to(from), 0), files.length);
  files.splice(index, 0, file);
  // Files behind both places keep theirs: those without one come last, in the order in which they were sent.
  const writes = files.slice(0, Math.max(from, index) + 1).flatMap((one, place): Update[] =>
    one.place === place
      ? []
      : [
          {
            key: keys.attachment(report, one.id),
            update: 'SET place = :place',
            condition: 'attribute_exists(pk)',
            values: { ':place': place },
          },
        ],
  );
  await writeAll(table, writes);
}
