import type * as z from 'zod';
import type { ProblemCode } from '../../shared/problems.ts';

interface Answer {
  description: string;
  schema?: z.ZodType;
  headers?: { [name: string]: string };
}

/** One row of the HTTP contract; paths as the gateway writes them. */
export interface Operation {
  route: `${'GET' | 'POST' | 'PUT'} /${string}`;
  id: string;
  summary: string;
  description?: string;
  /** Who may ask; absent: everybody. */
  role?: 'unit' | 'office' | 'lead office' | 'anyone signed in';
  header?: { name: string; description: string; schema: z.ZodType };
  query?: { [name: string]: string };
  body?: z.ZodType;
  /** The same as the form of a page holds it; alone where programs have another way. */
  posted?: z.ZodType;
  /** The content type of a body that is a file. */
  file?: string;
  answers: { [status: string]: Answer };
  /** Beside those that follow from the role and the body. */
  problems?: ProblemCode[];
}
