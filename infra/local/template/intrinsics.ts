/** Where an intrinsic function looks things up. */
export interface Scope {
  reference(id: string): unknown;
  attribute(id: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
}

/** What `AWS::NoValue` is: the property that has it is not there. */
export const NO_VALUE = Symbol('AWS::NoValue');

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown, of: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${of} needs a text, not ${JSON.stringify(value)}`);
};

const list = (value: unknown, of: string, length?: number): unknown[] => {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new Error(`${of} needs a list${length === undefined ? '' : ` of ${length}`}`);
};

/** `${Bucket.Arn}/x/${!kept}` => the bucket's ARN, `/x/${kept}` */
function substitute(argument: unknown, scope: Scope): string {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
  const values = resolveValue(given, scope);
  return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (isObject(values) && name in values) return text(values[name], 'Fn::Sub');
    const [id = '', ...rest] = name.split('.');
    return text(
      rest.length > 0 ? scope.attribute(id, rest.join('.')) : scope.reference(id),
      `Fn::Sub of ${name}`,
    );
  });
}

function conditionValue(value: unknown, scope: Scope): boolean {
  const result = resolveValue(value, scope);
  if (typeof result !== 'boolean') throw new Error(`a condition gave ${JSON.stringify(result)}`);
  return result;
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const INTRINSICS: { [name: string]: Intrinsic } = {
  Ref: (id, scope) => scope.reference(text(id, 'Ref')),
  Condition: (name, scope) => scope.condition(text(name, 'Condition')),
  'Fn::GetAtt': (argument, scope) => {
    const [id = '', ...rest] = Array.isArray(argument) ? argument : text(argument, 'Fn::GetAtt').split('.');
    return scope.attribute(
      text(id, 'Fn::GetAtt'),
      rest.map((part) => text(resolveValue(part, scope), 'Fn::GetAtt')).join('.'),
    );
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join', 2);
    return list(resolveValue(parts, scope), 'Fn::Join')
      .map((part) => text(part, 'Fn::Join'))
      .join(text(separator, 'Fn::Join'));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope) => {
    const [index, of] = list(resolveValue(argument, scope), 'Fn::Select', 2);
    const items = list(of, 'Fn::Select');
    const position = Number(index);
    if (!(position in items)) throw new Error(`Fn::Select asks for item ${index} of ${items.length}`);
    return items[position];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, of] = list(resolveValue(argument, scope), 'Fn::Split', 2);
    return text(of, 'Fn::Split').split(text(separator, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(resolveValue(argument, scope), 'Fn::FindInMap', 3);
    return scope.mapping(
      text(map, 'Fn::FindInMap'),
      text(first, 'Fn::FindInMap'),
      text(second, 'Fn::FindInMap'),
    );
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolveValue(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = list(argument, 'Fn::If', 3);
    return resolveValue(scope.condition(text(name, 'Fn::If')) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(resolveValue(argument, scope), 'Fn::Equals', 2);
    return text(one, 'Fn::Equals') === text(other, 'Fn::Equals');
  },
  'Fn::Not': (argument, scope) => !conditionValue(list(argument, 'Fn::Not', 1)[0], scope),
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => conditionValue(part, scope)),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => conditionValue(part, scope)),
};

/** `{ 'Fn::Join': … }` => `Fn::Join`; undefined for plain objects. `Condition` is one only in a condition. */
function intrinsicOf(value: { [name: string]: unknown }): string | undefined {
  const [only, ...others] = Object.keys(value);
  if (only === undefined || others.length > 0) return undefined;
  if (only === 'Condition' && typeof value[only] !== 'string') return undefined;
  return only.startsWith('Fn::') || only === 'Ref' || only === 'Condition' ? only : undefined;
}

/**
 * Replaces every intrinsic function in a value by what it stands for.
 * @throws Error naming an intrinsic function that is not known here, or what it was wrongly given
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolveValue(item, scope)).filter((item) => item !== NO_VALUE);
  if (typeof value === 'string' && value.includes('{{resolve:'))
    throw new Error(`the dynamic reference ${value} cannot be read here`);
  if (!isObject(value)) return value;
  const name = intrinsicOf(value);
  if (name !== undefined) {
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (!intrinsic) throw new Error(`the intrinsic function ${name} is not known here`);
    return intrinsic(value[name], scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolveValue(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}
