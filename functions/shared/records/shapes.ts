/** A row as it is stored: `pk`, `sk`, `type` and whatever its shape says. */
export type Record = { [attribute: string]: unknown };

export interface Key {
  pk: string;
  sk: string;
}

export interface Condition {
  expression: string;
  names?: { [placeholder: string]: string };
  values?: { [placeholder: string]: unknown };
}

export interface Update {
  key: Key;
  update: string;
  condition?: string;
  names?: { [placeholder: string]: string };
  values?: { [placeholder: string]: unknown };
}

export type Write =
  | { put: Record; condition?: Condition }
  | Update
  | { key: Key; check: Condition }
  | { remove: Key };

/**
 * Rows of one partition, of the sparse index of rows that wait for something to be done, or of the one of a campaign's
 * mails.
 */
export type Range = (
  | { pk: string; begins?: string }
  | { queue: string; until: string }
  | { mails: string }
) & {
  limit?: number;
  newestFirst?: boolean;
  /** All that is wanted of each row: of thousands of rows a few attributes are read in a fraction of the time. */
  attributes?: readonly string[];
  /** What must hold of a row for the store to hand it out, an expression without placeholders. It is read all the same. */
  where?: string;
};

export interface Page {
  records: Record[];
  next: Record | undefined;
}

/** A conditional write was refused; `failed` are the positions of the writes whose condition did not hold. */
export class ConditionFailed extends Error {
  readonly failed: number[];

  constructor(failed: number[]) {
    super('condition failed');
    this.name = 'ConditionFailed';
    this.failed = failed;
  }
}

export interface Table {
  get(key: Key): Promise<Record | undefined>;
  /** All rows of the range, page after page; keep it for ranges that are small by nature. */
  query(range: Range): Promise<Record[]>;
  /** One answer of the store (at most 1 MB), and where the next one starts. */
  page(range: Range, from?: Record): Promise<Page>;
  /** @throws ConditionFailed */
  put(record: Record, condition?: Condition): Promise<void>;
  /** Answers the row after the update. @throws ConditionFailed */
  update(update: Update): Promise<Record>;
  remove(key: Key): Promise<void>;
  /** All writes or none (at most 100); the same token within 10 minutes writes once. @throws ConditionFailed */
  transact(writes: Write[], token?: string): Promise<void>;
}

export const NEW: Condition = { expression: 'attribute_not_exists(pk)' };
