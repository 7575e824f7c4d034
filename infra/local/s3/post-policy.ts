import * as z from 'zod';
import { S3Error } from './errors.ts';

const size = z.coerce.number().int().nonnegative();
const Condition = z.union([
  z.tuple([z.string().regex(/^content-length-range$/i), size, size]),
  z.tuple([z.string().regex(/^(eq|starts-with)$/i), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()),
]);
const Policy = z.object({
  expiration: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  conditions: z.array(Condition),
});

/** Bytes that the file may have. */
export interface SizeRange {
  min: number;
  max: number;
}

interface Match {
  operator: 'eq' | 'starts-with';
  /** Lower-case. */
  field: string;
  value: string;
  source: unknown;
}

interface Rules {
  matches: Match[];
  size: SizeRange;
}

function parsePolicy(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
}

function rulesOf(conditions: z.infer<typeof Condition>[]): Rules {
  const rules: Rules = { matches: [], size: { min: 0, max: Number.POSITIVE_INFINITY } };
  for (const source of conditions) {
    if (!Array.isArray(source)) {
      for (const [field, value] of Object.entries(source)) {
        rules.matches.push({ operator: 'eq', field: field.toLowerCase(), value, source });
      }
    } else if (typeof source[1] === 'number') {
      rules.size = { min: source[1], max: Number(source[2]) };
    } else {
      const operator = source[0].toLowerCase() === 'eq' ? 'eq' : 'starts-with';
      rules.matches.push({
        operator,
        field: source[1].slice(1).toLowerCase(),
        value: String(source[2]),
        source,
      });
    }
  }
  return rules;
}

function holds({ operator, field, value }: Match, given: string): boolean {
  if (operator === 'eq') return given === value;
  // S3 takes commas in a Content-Type as a list, of which every member must match.
  const members = field === 'content-type' ? given.split(',').map((member) => member.trim()) : [given];
  return members.every((member) => member.startsWith(value));
}

const invalid = (why: string) => new S3Error('AccessDenied', `Invalid according to Policy: ${why}`);

const isExempt = (field: string): boolean =>
  ['x-amz-signature', 'file', 'policy'].includes(field) || field.startsWith('x-ignore-');

/**
 * Holds a form against its policy, whose signature has been checked. Every field must be covered by a condition.
 * @param fields by lower-case name, `${filename}` already put in: S3 expands it before it validates
 * @returns what remains to be checked while the file streams
 * @throws S3Error AccessDenied or InvalidPolicyDocument
 */
export function checkPolicy(
  encoded: string,
  fields: Map<string, string>,
  bucket: string,
  now: Date,
): SizeRange {
  const policy = parsePolicy(encoded);
  if (policy.expiration <= now) throw invalid('Policy expired.');
  const rules = rulesOf(policy.conditions);
  for (const match of rules.matches) {
    const given = match.field === 'bucket' ? bucket : (fields.get(match.field) ?? '');
    if (!holds(match, given)) throw invalid(`Policy Condition failed: ${JSON.stringify(match.source)}`);
  }
  const covered = new Set(rules.matches.map(({ field }) => field));
  const extra = [...fields.keys()].filter((field) => !isExempt(field) && !covered.has(field));
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(', ')}`);
  return rules.size;
}
