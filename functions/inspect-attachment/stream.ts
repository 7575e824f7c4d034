import * as z from 'zod';
import type { Dependencies } from './dependencies.ts';
import { inspect } from './inspect.ts';

const Attribute = z.object({ S: z.string() });

/** What the stream tells of a row; the row itself is read anew, as it may have moved on since. */
export const Batch = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({ pk: Attribute, sk: Attribute }),
      }),
    }),
  ),
});
export type Batch = z.infer<typeof Batch>;

/** Inspects the files of a batch. Answers those that shall be told of again. */
export async function inspectAll(
  dependencies: Dependencies,
  { Records }: Batch,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const outcomes = Records.map(async ({ dynamodb: { Keys, SequenceNumber } }) => {
    try {
      await inspect(dependencies, { pk: Keys.pk.S, sk: Keys.sk.S });
      return [];
    } catch (error) {
      dependencies.log.error('inspection to be tried again', error);
      return [{ itemIdentifier: SequenceNumber }];
    }
  });
  return { batchItemFailures: (await Promise.all(outcomes)).flat() };
}
