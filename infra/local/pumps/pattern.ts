/**
 * Patterns of events, as EventBridge rules and filters of stream sources use them:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
type Test = (values: unknown[]) => boolean;
type Matcher = (event: unknown) => boolean;

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** A field that is a list matches when one of its items does; one that is missing has none. */
const any =
  (test: (value: unknown) => boolean): Test =>
  (values) =>
    values.some(test);
const anyText = (test: (value: string) => boolean): Test =>
  any((value) => typeof value === 'string' && test(value));

const COMPARISONS: { [sign: string]: (value: number, limit: number) => boolean } = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error(`a pattern needs a text, not ${JSON.stringify(value)}`);
}

/** `['>', 0, '<=', 5]` */
function numeric(argument: unknown): Test {
  const parts = Array.isArray(argument) ? argument : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const compare = COMPARISONS[String(parts[i])];
    const limit: unknown = parts[i + 1];
    if (!compare || typeof limit !== 'number')
      throw new Error(`numeric ${JSON.stringify(argument)} is not known`);
    tests.push((value) => compare(value, limit));
  }
  if (tests.length === 0) throw new Error('numeric needs a comparison');
  return any((value) => typeof value === 'number' && tests.every((test) => test(value)));
}

function anythingBut(argument: unknown): Test {
  if (isObject(argument)) {
    const test = compileLeaf(argument);
    return (values) => values.length > 0 && !test(values);
  }
  const refused = [argument].flat();
  return (values) => values.length > 0 && values.every((value) => !refused.includes(value));
}

/** `a*c` => a test of texts that begin with a and end with c */
function wildcard(argument: unknown): Test {
  const parts = text(argument)
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return anyText((value) => pattern.test(value));
}

const OPERATORS: { [name: string]: (argument: unknown) => Test } = {
  exists: (wanted) => (values) => values.length > 0 === (wanted === true),
  prefix: (argument) => {
    const start = text(argument);
    return anyText((value) => value.startsWith(start));
  },
  suffix: (argument) => {
    const end = text(argument);
    return anyText((value) => value.endsWith(end));
  },
  'equals-ignore-case': (argument) => {
    const same = text(argument).toLowerCase();
    return anyText((value) => value.toLowerCase() === same);
  },
  'anything-but': anythingBut,
  numeric,
  wildcard,
};

/** One item of a field's list: a value it may have, or an operator. */
function compileLeaf(item: unknown): Test {
  if (isScalar(item)) return any((value) => value === item);
  const [name, ...others] = isObject(item) ? Object.keys(item) : [];
  const operator =
    name !== undefined && others.length === 0 && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator || !isObject(item) || name === undefined)
    throw new Error(`the pattern ${JSON.stringify(item)} is not known here`);
  return operator(item[name]);
}

/** What an event has under a name, as a list; lists of objects are looked into. */
const valuesOf = (event: unknown, name: string): unknown[] =>
  [event].flat().flatMap((one) => (isObject(one) && Object.hasOwn(one, name) ? [one[name]].flat() : []));

function compileField(name: string, wanted: unknown): Matcher {
  if (name === '$or') {
    const ways = Array.isArray(wanted) ? wanted.map(compilePattern) : [];
    return (event) => ways.some((way) => way(event));
  }
  if (Array.isArray(wanted)) {
    const tests = wanted.map(compileLeaf);
    return (event) => {
      const values = valuesOf(event, name);
      return tests.some((test) => test(values));
    };
  }
  const inner = compilePattern(wanted);
  return (event) => inner(valuesOf(event, name));
}

/**
 * Reads a pattern once.
 * @returns whether an event matches it
 * @throws Error naming an operator that is not known here: ignored, it would match too much or never
 */
export function compilePattern(pattern: unknown): Matcher {
  if (!isObject(pattern)) throw new Error(`the pattern ${JSON.stringify(pattern)} is not an object`);
  const fields = Object.entries(pattern).map(([name, wanted]) => compileField(name, wanted));
  return (event) => fields.every((field) => field(event));
}
