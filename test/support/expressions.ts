import type { Condition, Record } from '../../functions/shared/records/shapes.ts';

/** Words that DynamoDB reserves, as far as attributes of ours may be called so: expressions need a placeholder. */
const RESERVED =
  'action archive at base by count data date fields file files key missing name path plan position record reference region release result role rows rule scan search section session share size source start state status text time token total ttl type unit url user value values'.split(
    ' ',
  );

type Given = Pick<Condition, 'names' | 'values'>;
type Operand = { value: unknown; path?: string };

/**
 * DynamoDB's condition and update expressions, as far as rows of top-level attributes (and maps in them) need
 * them. What it does not know is an error, and so are unused placeholders and reserved words, as in DynamoDB.
 */
class Reader {
  readonly #tokens: string[];
  readonly #given: Given;
  readonly #used = new Set<string>();
  #at = 0;

  constructor(expression: string, given: Given) {
    this.#tokens = expression.match(/[#:]?[A-Za-z_][\w.#]*|<>|<=|>=|[=<>(),+-]|\S/g) ?? [];
    this.#given = given;
  }

  get #next() {
    return this.#tokens[this.#at] ?? '';
  }

  take(...wanted: string[]): boolean {
    if (!wanted.includes(this.#next.toUpperCase())) return false;
    this.#at++;
    return true;
  }

  want(token: string) {
    if (!this.take(token)) throw new Error(`ValidationException: wanted ${token}, found "${this.#next}"`);
  }

  done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  end(others: string[] = []) {
    if (!this.done()) throw new Error(`ValidationException: unexpected "${this.#next}"`);
    for (const used of others) this.#used.add(used);
    return this.#used;
  }

  path(): string[] {
    const token = this.#tokens[this.#at++] ?? '';
    return token.split('.').map((part) => {
      if (part.startsWith('#')) {
        this.#used.add(part);
        const name = this.#given.names?.[part];
        if (name === undefined) throw new Error(`ValidationException: ${part} is not defined`);
        return name;
      }
      if (!/^[A-Za-z_]\w*$/.test(part)) throw new Error(`ValidationException: "${token}" is no path`);
      if (RESERVED.includes(part.toLowerCase()))
        throw new Error(`ValidationException: ${part} is a reserved word`);
      return part;
    });
  }

  operand(row: Record): Operand {
    if (this.take('IF_NOT_EXISTS')) {
      this.want('(');
      const kept = valueAt(row, this.path());
      this.want(',');
      const other = this.operand(row);
      this.want(')');
      return { value: kept === undefined ? other.value : kept };
    }
    if (this.take('LIST_APPEND')) {
      this.want('(');
      const first = this.operand(row).value;
      this.want(',');
      const second = this.operand(row).value;
      this.want(')');
      if (!Array.isArray(first) || !Array.isArray(second)) throw new Error('ValidationException: no lists');
      return { value: [...first, ...second] };
    }
    if (this.take('SIZE')) {
      this.want('(');
      const value = valueAt(row, this.path());
      this.want(')');
      return { value: typeof value === 'string' || Array.isArray(value) ? value.length : undefined };
    }
    if (!this.#next.startsWith(':')) return { value: valueAt(row, this.path()) };
    const placeholder = this.#tokens[this.#at++] ?? '';
    this.#used.add(placeholder);
    const value = this.#given.values?.[placeholder];
    if (value === undefined) throw new Error(`ValidationException: ${placeholder} is not defined`);
    return { value };
  }

  or(row: Record): boolean {
    let holds = this.and(row);
    while (this.take('OR')) holds = this.and(row) || holds;
    return holds;
  }

  and(row: Record): boolean {
    let holds = this.term(row);
    while (this.take('AND')) holds = this.term(row) && holds;
    return holds;
  }

  term(row: Record): boolean {
    if (this.take('NOT')) return !this.term(row);
    if (this.take('(')) {
      const holds = this.or(row);
      this.want(')');
      return holds;
    }
    for (const name of ['ATTRIBUTE_EXISTS', 'ATTRIBUTE_NOT_EXISTS']) {
      if (!this.take(name)) continue;
      this.want('(');
      const exists = valueAt(row, this.path()) !== undefined;
      this.want(')');
      return name === 'ATTRIBUTE_EXISTS' ? exists : !exists;
    }
    for (const name of ['BEGINS_WITH', 'CONTAINS']) {
      if (!this.take(name)) continue;
      this.want('(');
      const { value } = this.operand(row);
      this.want(',');
      const part = this.operand(row).value;
      this.want(')');
      if (Array.isArray(value)) return name === 'CONTAINS' && value.includes(part);
      if (typeof value !== 'string' || typeof part !== 'string') return false;
      return name === 'CONTAINS' ? value.includes(part) : value.startsWith(part);
    }
    return this.comparison(row);
  }

  comparison(row: Record): boolean {
    const { value: left } = this.operand(row);
    if (this.take('IN')) {
      this.want('(');
      const list: unknown[] = [];
      do list.push(this.operand(row).value);
      while (this.take(','));
      this.want(')');
      return list.includes(left);
    }
    const sign = this.#tokens[this.#at++] ?? '';
    const { value: right } = this.operand(row);
    return compare(left, sign, right);
  }
}

function compare(left: unknown, sign: string, right: unknown): boolean {
  const same = left !== undefined && JSON.stringify(left) === JSON.stringify(right);
  if (sign === '=') return same;
  if (sign === '<>') return !same;
  const ordered =
    (typeof left === 'string' && typeof right === 'string') ||
    (typeof left === 'number' && typeof right === 'number');
  if (!['<', '<=', '>', '>='].includes(sign))
    throw new Error(`ValidationException: "${sign}" is no comparison`);
  if (!ordered) return false;
  const [a, b] = [left as string, right as string];
  return sign === '<' ? a < b : sign === '<=' ? a <= b : sign === '>' ? a > b : a >= b;
}

function valueAt(row: Record, path: string[]): unknown {
  let value: unknown = row;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record)[step];
  }
  return value;
}

function put(row: Record, path: string[], value: unknown) {
  const [last = '', ...above] = [...path].reverse();
  const owner = above.length === 0 ? row : valueAt(row, above.reverse());
  if (typeof owner !== 'object' || owner === null)
    throw new Error('ValidationException: no such document path');
  if (value === undefined) delete (owner as Record)[last];
  else (owner as Record)[last] = value;
}

/** Every placeholder that is defined must be used. */
function checkUsed({ names = {}, values = {} }: Given, used: ReadonlySet<string>) {
  const given = [...Object.keys(names), ...Object.keys(values).filter((name) => values[name] !== undefined)];
  for (const name of given) {
    if (!used.has(name)) throw new Error(`ValidationException: ${name} is defined and never used`);
  }
}

function holdsWith(condition: string, given: Given, row: Record | undefined) {
  const reader = new Reader(condition, given);
  const holds = reader.or(row ?? {});
  return { holds, used: reader.end() };
}

/** Does the condition hold of the row (or of there being none)? */
export function holds({ expression, ...given }: Condition, row: Record | undefined): boolean {
  const result = holdsWith(expression, given, row);
  checkUsed(given, result.used);
  return result.holds;
}

/**
 * The row after an update: SET, REMOVE and ADD of numbers. All operands are read before anything is written.
 * Answers undefined when the condition does not hold.
 */
export function updated(
  update: { update: string; condition?: string } & Given,
  before: Record | undefined,
  key: Record,
): Record | undefined {
  const checked = update.condition === undefined ? undefined : holdsWith(update.condition, update, before);
  const row = structuredClone(before ?? key);
  const old = before ?? key;
  const reader = new Reader(update.update, update);
  const changes: (() => void)[] = [];
  let verb = '';
  while (!reader.done()) {
    const next = ['SET', 'REMOVE', 'ADD'].find((name) => reader.take(name));
    if (next) verb = next;
    else if (verb === '') throw new Error('ValidationException: no clause');
    else reader.want(',');
    const path = reader.path();
    if (verb === 'REMOVE') changes.push(() => put(row, path, undefined));
    else if (verb === 'ADD') {
      const sum = Number(valueAt(old, path) ?? 0) + Number(reader.operand(old).value);
      changes.push(() => put(row, path, sum));
    } else {
      reader.want('=');
      let { value } = reader.operand(old);
      if (reader.take('+')) value = Number(value) + Number(reader.operand(old).value);
      else if (reader.take('-')) value = Number(value) - Number(reader.operand(old).value);
      if (value === undefined) throw new Error('ValidationException: an operand does not exist');
      changes.push(() => put(row, path, value));
    }
  }
  checkUsed(update, reader.end([...(checked?.used ?? [])]));
  if (checked && !checked.holds) return undefined;
  for (const change of changes) change();
  return row;
}
