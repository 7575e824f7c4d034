import * as z from 'zod';
import { Slug } from '../identifier.ts';

/** One answer or cell: absent where there was or is none. */
const CellChange = z.object({
  pointer: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type CellChange = z.infer<typeof CellChange>;

const File = z.object({ id: z.string(), name: z.string(), caption: z.string().optional() });

/** How one table of rows became the other. Rows that are not named are the same and in the same order. */
const RowsChange = z.object({
  pointer: z.string(),
  /** Positions in the earlier revision, from 0. */
  removed: z.array(z.object({ from: z.int().min(0), row: z.unknown() })),
  /** Positions in the later revision. */
  added: z.array(z.object({ to: z.int().min(0), row: z.unknown() })),
  /** The same row by what it says, changed or in another order; pointers of cells begin at the row. */
  kept: z.array(
    z.object({
      from: z.int().min(0),
      to: z.int().min(0),
      moved: z.boolean(),
      cells: z.array(CellChange),
    }),
  ),
});
export type RowsChange = z.infer<typeof RowsChange>;

const FileChange = z.object({
  slot: z.string(),
  /** captioned: the same file, with other words under it. moved: in another order with those that stayed. */
  kind: z.enum(['added', 'removed', 'replaced', 'captioned', 'moved']),
  before: File.optional(),
  after: File.optional(),
  /** Of a moved file, its positions among the files of its slot, from 0. */
  from: z.int().min(0).optional(),
  to: z.int().min(0).optional(),
});
export type FileChange = z.infer<typeof FileChange>;

/** What two revisions differ in. */
export const Changes = z.object({
  nil: z.object({ before: z.boolean(), after: z.boolean() }).optional(),
  answers: z.array(CellChange),
  rows: z.array(RowsChange),
  /** By `<code>:<pointer>` of what they explain. */
  explanations: z.array(CellChange),
  files: z.array(FileChange),
});
export type Changes = z.infer<typeof Changes>;

/** GET /reports/{form}/difference and GET /desk/reports/{unit}/{form}/difference */
export const Difference = Changes.extend({
  unit: Slug,
  form: Slug,
  from: z.int().min(1),
  to: z.int().min(1),
});
export type Difference = z.infer<typeof Difference>;
