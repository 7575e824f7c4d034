import { isDeepStrictEqual } from 'node:util';
import type { CellChange, Changes, FileChange, RowsChange } from '../../../schemas/contract/difference.ts';
import type { Field } from '../../../schemas/form.ts';
import type { Revision } from '../../../schemas/report.ts';
import { memberOf } from '../fields/drawing.ts';
import { matchRows, unmoved } from './match-rows.ts';

type Content = Pick<Revision, 'answers' | 'explanations' | 'attachments' | 'nil'>;

/** Empty where both are the same. */
function change(pointer: string, before: unknown, after: unknown): CellChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [{ pointer, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

function rowsChange(field: Field, pointer: string, before: unknown, after: unknown): RowsChange[] {
  const [a, b]: unknown[][] = [before, after].map((rows) => (Array.isArray(rows) ? rows : []));
  const columns = (field.fields ?? []).map(({ name }) => name);
  const matches = matchRows(a ?? [], b ?? [], columns);
  const [from, to] = [new Set(matches.map((one) => one.from)), new Set(matches.map((one) => one.to))];
  const steady = unmoved(matches);
  const kept = matches.map((match) => ({
    ...match,
    moved: !steady.has(match),
    cells: columns.flatMap((name) =>
      change(`/${name}`, memberOf(a?.[match.from], name), memberOf(b?.[match.to], name)),
    ),
  }));
  const rows = {
    pointer,
    removed: (a ?? []).flatMap((row, index) => (from.has(index) ? [] : [{ from: index, row }])),
    added: (b ?? []).flatMap((row, index) => (to.has(index) ? [] : [{ to: index, row }])),
    kept: kept.filter(({ moved, cells }) => moved || cells.length > 0),
  };
  return rows.removed.length + rows.added.length + rows.kept.length > 0 ? [rows] : [];
}

function compare(
  fields: readonly Field[],
  at: string,
  before: unknown,
  after: unknown,
): Pick<Changes, 'answers' | 'rows'> {
  const parts = fields.map((field) => {
    const pointer = `${at}/${field.name}`;
    const [a, b] = [memberOf(before, field.name), memberOf(after, field.name)];
    if (field.kind === 'group') return compare(field.fields ?? [], pointer, a, b);
    if (field.kind === 'rows') return { answers: [], rows: rowsChange(field, pointer, a, b) };
    return { answers: change(pointer, a, b), rows: [] };
  });
  return {
    answers: parts.flatMap(({ answers }) => answers),
    rows: parts.flatMap(({ rows }) => rows),
  };
}

type Files = Content['attachments'];

const idsOf = (files: Files) => new Set(files.map(({ id }) => id));
const shown = ({ id, name, caption }: Files[number]) => ({
  id,
  name,
  ...(caption !== undefined && { caption }),
});

/** Of the files that stayed, those that stand in another order. */
function movedFiles(slot: string, before: Files, after: Files): FileChange[] {
  const matches = before.flatMap(({ id }, from) => {
    const to = after.findIndex((file) => file.id === id);
    return to < 0 ? [] : [{ from, to }];
  });
  const steady = unmoved(matches);
  return matches.flatMap((match): FileChange[] => {
    const [a, b] = [before[match.from], after[match.to]];
    if (steady.has(match) || !a || !b) return [];
    return [{ slot, kind: 'moved', before: shown(a), after: shown(b), ...match }];
  });
}

/** Of a slot's new files, one of the name of an old one replaces it; where one alone went and came, too. */
function slotChanges(slot: string, before: Files, after: Files): FileChange[] {
  const [old, now] = [idsOf(before), idsOf(after)];
  const gone = before.filter(({ id }) => !now.has(id));
  const come = after.filter(({ id }) => !old.has(id));
  const changes: FileChange[] = [];
  for (const file of [...gone]) {
    const successor =
      come.find(({ name }) => name === file.name) ??
      (gone.length === 1 && come.length === 1 ? come[0] : undefined);
    if (!successor) continue;
    gone.splice(gone.indexOf(file), 1);
    come.splice(come.indexOf(successor), 1);
    changes.push({ slot, kind: 'replaced', before: shown(file), after: shown(successor) });
  }
  for (const file of before) {
    const same = after.find(({ id }) => id === file.id);
    if (same && same.caption !== file.caption)
      changes.push({ slot, kind: 'captioned', before: shown(file), after: shown(same) });
  }
  changes.push(...movedFiles(slot, before, after));
  changes.push(...gone.map((file): FileChange => ({ slot, kind: 'removed', before: shown(file) })));
  changes.push(...come.map((file): FileChange => ({ slot, kind: 'added', after: shown(file) })));
  return changes;
}

function fileChanges(before: Files, after: Files): FileChange[] {
  const slots = [...new Set([...before, ...after].map(({ slot }) => slot))];
  const within = (files: Files, slot: string) => files.filter((file) => file.slot === slot);
  return slots.flatMap((slot) => slotChanges(slot, within(before, slot), within(after, slot)));
}

/** Field by field, what a revision differs in from another; rows are matched by what they say. */
export function difference(fields: readonly Field[], before: Content, after: Content): Changes {
  const keys = [...new Set([...Object.keys(before.explanations), ...Object.keys(after.explanations)])];
  return {
    ...(before.nil !== after.nil && { nil: { before: before.nil, after: after.nil } }),
    ...compare(fields, '', before.answers, after.answers),
    explanations: keys.flatMap((key) => change(key, before.explanations[key], after.explanations[key])),
    files: fileChanges(before.attachments, after.attachments),
  };
}
