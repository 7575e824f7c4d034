import { cleanChoices } from './choice.ts';
import type { Field, Plain } from './field.ts';
import { kinds } from './kinds.ts';
import type { Path } from './place.ts';

/** What does not fit the form's structure, found before its fields are checked. */
export interface Misfit {
  path: Path;
  code: 'unknown-field' | 'wrong-type';
}

export interface Normalised {
  answers: Record<string, unknown>;
  misfits: Misfit[];
}

/** Rows beyond this are not looked at: far above any form's limit, so that too many rows come back whole. */
const MOST_ROWS = 2000;
/** Enough to see what is wrong with an object of thousands of unknown keys. */
const MOST_UNKNOWN = 20;

/**
 * Answers as they are stored: only the form's own fields, absent where nothing was answered, each cleaned by its
 * kind. Blank rows are dropped, so paths count the rows that are kept; required groups are always there.
 * Normalising twice changes nothing.
 */
export function normalise(fields: readonly Field[], given: unknown): Normalised {
  const misfits: Misfit[] = isRecord(given) ? [] : [{ path: [], code: 'wrong-type' }];
  return { answers: record(fields, isRecord(given) ? given : {}, [], misfits), misfits };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function record(fields: readonly Field[], given: Record<string, unknown>, path: Path, misfits: Misfit[]) {
  const answers: Record<string, unknown> = {};
  for (const field of fields) {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    const answer = read(field, value, [...path, field.name], misfits);
    if (answer !== undefined) answers[field.name] = answer;
  }
  const names = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(given).filter((key) => !names.has(key));
  for (const key of unknown.slice(0, MOST_UNKNOWN))
    misfits.push({ path: [...path, key], code: 'unknown-field' });
  return answers;
}

function read(field: Field, given: unknown, path: Path, misfits: Misfit[]): unknown {
  const refuse = () => {
    misfits.push({ path, code: 'wrong-type' });
    return undefined;
  };
  const value =
    given === null || given === '' ? undefined : typeof given === 'bigint' ? String(given) : given;
  switch (field.kind) {
    case 'group': {
      if (value !== undefined && !isRecord(value)) refuse();
      const answers = record(field.fields ?? [], isRecord(value) ? value : {}, path, misfits);
      // A required group stays, so that what is missing is told of each of its fields.
      return field.required || Object.keys(answers).length > 0 ? answers : undefined;
    }
    case 'rows':
      if (value === undefined) return undefined;
      return Array.isArray(value) ? rows(field, value, path, misfits) : refuse();
    case 'choices': {
      const list: unknown[] = Array.isArray(value) ? value.slice(0, MOST_ROWS) : [value];
      const plain = list.filter((item) => item !== undefined && item !== null);
      return plain.every(isPlain) ? cleanChoices(plain, field) : refuse();
    }
    default: {
      if (value === undefined) return undefined;
      const typed = value instanceof Date && !Number.isNaN(value.valueOf()) ? value.toISOString() : value;
      return isPlain(typed) ? kinds[field.kind].clean(typed, field) : refuse();
    }
  }
}

function rows(field: Field, given: unknown[], path: Path, misfits: Misfit[]) {
  const kept: unknown[] = [];
  for (const value of given.slice(0, MOST_ROWS)) {
    const own: Misfit[] = [];
    const row = isRecord(value) ? record(field.fields ?? [], value, [...path, kept.length], own) : {};
    const blank = Object.keys(row).length === 0;
    if (!blank) kept.push(row);
    else if (own.length > 0 || !(isRecord(value) || value === null || value === '')) {
      own.splice(0, own.length, { path, code: 'wrong-type' });
    }
    misfits.push(...own);
  }
  return kept.length > 0 ? kept : undefined;
}
