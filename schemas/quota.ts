import * as z from 'zod';

/** How much may be attached: files, and bytes of all of them together. */
export const Quota = z.object({ files: z.int().min(1), bytes: z.int().min(1) });
export type Quota = z.infer<typeof Quota>;
