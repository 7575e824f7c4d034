import { referenceFrom } from '../../schemas/reference.ts';
import type { Receipt } from '../../schemas/report.ts';
import { sha256 } from '../shared/random.ts';
import { findReceipt } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';

/** Two keys may come to the same reference number; the later one takes its next number then. */
const MOST_NUMBERS = 8;

/** What a receipt remembers of the idempotency key that made it. */
export const keyHashOf = ({ campaign, unit, form }: OwnReport, key: string): string =>
  sha256([campaign, unit, form, key].join('|'));

/** The reference number of a submission follows from its key, so that a repeated request finds what it made. */
export const referenceOf = ({ campaign, unit, form }: OwnReport, key: string, attempt: number): string =>
  referenceFrom(sha256([campaign, unit, form, key, attempt].join('|')));

/** What an idempotency key has made already, if anything. */
export async function submittedWith(table: Table, own: OwnReport, key: string): Promise<Receipt | undefined> {
  const keyHash = keyHashOf(own, key);
  for (let attempt = 1; attempt <= MOST_NUMBERS; attempt++) {
    const receipt = await findReceipt(table, referenceOf(own, key, attempt));
    if (!receipt || receipt.keyHash === keyHash) return receipt;
  }
  return undefined;
}
