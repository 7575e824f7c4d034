import { sha256 } from '../shared/random.ts';

/** What makes two submissions the same. */
export interface Content {
  /** Normalised: their members are in the form's order, so the same answers are the same text. */
  answers: Record<string, unknown>;
  /** Identifiers, sorted. */
  attachments: string[];
  explanations: { [key: string]: string };
  nil: boolean;
}

/**
 * Explanations count as they were given: which of them are kept depends on what else is on record, and a request that
 * is repeated later must still be the same.
 */
export function contentHash({ answers, attachments, explanations, nil }: Content): string {
  const sorted = Object.entries(explanations).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([answers, attachments, sorted, nil]));
}
