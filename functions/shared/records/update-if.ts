import { ConditionFailed, type Record, type Table, type Update } from './shapes.ts';

/** The row after the update, or undefined when its condition did not hold. */
export async function updateIf(table: Pick<Table, 'update'>, update: Update): Promise<Record | undefined> {
  try {
    return await table.update(update);
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}
