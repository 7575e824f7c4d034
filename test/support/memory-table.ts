import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import {
  ConditionFailed,
  type Key,
  type Range,
  type Record,
  type Table,
  type Write,
} from '../../functions/shared/records/shapes.ts';
import { holds, updated } from './expressions.ts';

const MOST_BYTES = 400 * 1024;
/** One answer holds as much; more takes another call. */
const MOST_BYTES_ANSWERED = 1024 ** 2;
const MOST_WRITES = 100;
const MOST_TOKEN_CHARACTERS = 36;

const idOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;
const byText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const bytesOf = (item: Record): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) =>
      sum +
      name.length +
      (value instanceof Uint8Array ? value.length : Buffer.byteLength(JSON.stringify(value))),
    0,
  );

const only = (row: Record, attributes: readonly string[] | undefined): Record =>
  attributes ? Object.fromEntries(Object.entries(row).filter(([name]) => attributes.includes(name))) : row;

/** A row as DynamoDB keeps and gives it back; what it cannot keep throws here as there. */
function stored(record: Record): Record & Key {
  const item = unmarshall(marshall(record, { removeUndefinedValues: true }));
  const { pk, sk } = item;
  if (typeof pk !== 'string' || typeof sk !== 'string') throw new Error('ValidationException: no key');
  if (bytesOf(item) > MOST_BYTES) throw new Error('ValidationException: item size has exceeded the maximum');
  return { ...item, pk, sk };
}

export interface MemoryTable extends Table {
  /** All rows, by key. */
  rows(): (Record & Key)[];
  /** Calls so far, as `get`, `query`, `transact`. */
  calls: string[];
}

/**
 * The table in memory: every call takes its turn, so calls that are made at the same time interleave; each is
 * atomic and conditions are evaluated. `turn` decides when a waiting call happens (a test's way to order races).
 */
export function memoryTable(turn: (call: string) => Promise<void> = async () => {}): MemoryTable {
  const rows = new Map<string, Record & Key>();
  const tokens = new Map<string, string>();
  const calls: string[] = [];

  const happen = async (call: string) => {
    calls.push(call);
    await turn(call);
  };

  const keep = (record: Record) => {
    const row = stored(record);
    rows.set(idOf(row), row);
  };

  /** The change that a write makes, or undefined when its condition does not hold. */
  function plan(write: Write): (() => void) | undefined {
    if ('put' in write) {
      const { put, condition } = write;
      const row = stored(put);
      return condition && !holds(condition, rows.get(idOf(row))) ? undefined : () => keep(put);
    }
    if ('remove' in write) return () => rows.delete(idOf(write.remove));
    if ('check' in write) return holds(write.check, rows.get(idOf(write.key))) ? () => {} : undefined;
    const after = updated(write, rows.get(idOf(write.key)), { ...write.key });
    return after && (() => keep(after));
  }

  const keyOf = (write: Write) =>
    'put' in write ? idOf(stored(write.put)) : idOf('remove' in write ? write.remove : write.key);

  function select(range: Range): (Record & Key)[] {
    const all = [...rows.values()];
    const found =
      'mails' in range
        ? all
            .filter((r) => r.mails === range.mails)
            .sort((a, b) => byText(String(a.createdAt), String(b.createdAt)))
        : 'queue' in range
          ? all
              .filter(
                (r) => r.queue === range.queue && typeof r.queuedAt === 'string' && r.queuedAt <= range.until,
              )
              .sort((a, b) => byText(String(a.queuedAt), String(b.queuedAt)))
          : all
              .filter((r) => r.pk === range.pk && r.sk.startsWith(range.begins ?? ''))
              .sort((a, b) => byText(a.sk, b.sk));
    return structuredClone(range.newestFirst ? found.reverse() : found);
  }

  return {
    calls,
    rows: () => structuredClone([...rows.values()].sort((a, b) => byText(idOf(a), idOf(b)))),
    async get(key) {
      await happen('get');
      return structuredClone(rows.get(idOf(key)));
    },
    async query(range) {
      await happen('query');
      const found = select(range).slice(0, range.limit);
      const bytes = found.reduce((sum, row) => sum + bytesOf(row), 0);
      for (let more = MOST_BYTES_ANSWERED; more < bytes; more += MOST_BYTES_ANSWERED) await happen('query');
      return found
        .filter((row) => range.where === undefined || holds({ expression: range.where }, row))
        .map((row) => only(row, range.attributes));
    },
    async page(range, from) {
      await happen('query');
      const found = select(range);
      const start = from ? found.findIndex((row) => row.pk === from.pk && row.sk === from.sk) + 1 : 0;
      const records = found.slice(start, start + (range.limit ?? found.length));
      const last = records.at(-1);
      const more = last !== undefined && start + records.length < found.length;
      return { records, next: more ? { ...last } : undefined };
    },
    async put(record, condition) {
      await happen('put');
      const change = plan({ put: record, condition });
      if (!change) throw new ConditionFailed([0]);
      change();
    },
    async update(update) {
      await happen('update');
      const change = plan(update);
      if (!change) throw new ConditionFailed([0]);
      change();
      return structuredClone(rows.get(idOf(update.key)) ?? {});
    },
    async remove(key) {
      await happen('remove');
      rows.delete(idOf(key));
    },
    async transact(writes, token) {
      await happen('transact');
      if (writes.length > MOST_WRITES) throw new Error('ValidationException: too many items');
      if (new Set(writes.map(keyOf)).size < writes.length)
        throw new Error('ValidationException: one row twice');
      if (token !== undefined) {
        if (token.length > MOST_TOKEN_CHARACTERS)
          throw new Error('ValidationException: the token is too long');
        const content = JSON.stringify(writes);
        const before = tokens.get(token);
        if (before !== undefined && before !== content)
          throw new Error('IdempotentParameterMismatchException');
        if (before !== undefined) return;
      }
      const changes = writes.map(plan);
      const failed = changes.flatMap((change, i) => (change ? [] : [i]));
      if (failed.length > 0) throw new ConditionFailed(failed);
      for (const change of changes) change?.();
      if (token !== undefined) tokens.set(token, JSON.stringify(writes));
    },
  };
}
