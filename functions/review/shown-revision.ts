import type { Changes } from '../../schemas/contract/difference.ts';
import { fieldsOf } from '../../schemas/form.ts';
import { asKnownNow } from '../shared/attachments/as-known-now.ts';
import { difference } from '../shared/difference/difference.ts';
import type { AskedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';
import { watch } from './download.ts';
import type { ShownReport } from './report.ts';

export interface ShownRevision {
  /** What it differs in from the one before it; undefined for the first. */
  changes: Changes | undefined;
  /** Where a page fetches the files that it shows, by their ids. */
  sources: ReadonlyMap<string, string>;
}

/** What the page of a revision tells beside what was submitted. */
export async function shownRevision(
  dependencies: Pick<Dependencies, 'files' | 'scanned'>,
  { definition }: AskedReport,
  { shown: after, before, files: now }: ShownReport,
): Promise<ShownRevision> {
  const shown = (after?.attachments ?? []).map((file) => asKnownNow(now, file));
  const sources = await Promise.all(
    shown.map(async (file) => {
      const source = await watch(dependencies, file);
      return source === undefined ? [] : [[file.id, source] as const];
    }),
  );
  return {
    changes: after && before && difference(fieldsOf(definition), before, after),
    sources: new Map(sources.flat()),
  };
}
