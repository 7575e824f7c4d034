import { sha256 } from '../shared/random.ts';

/** JSON whose text does not depend on the order in which members were set. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** What makes two submissions the same. */
export interface Content {
  answers: unknown;
  attachments: string[];
  explanations: { [key: string]: string };
  nil: boolean;
}

/**
 * Explanations count as they were given: which of them are kept depends on what else is on record, and a request that
 * is repeated later must still be the same.
 */
export const contentHash = ({ answers, attachments, explanations, nil }: Content): string =>
  sha256(canonical({ answers, attachments, explanations, nil }));
