import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { campaignReader } from '../../../functions/shared/campaign.ts';
import { Problem } from '../../../functions/shared/problems.ts';
import { findChanges, writeChanges } from '../../../functions/shared/records/campaign-changes.ts';
import { ConditionFailed } from '../../../functions/shared/records/shapes.ts';
import { type CampaignChanges, NO_CHANGES } from '../../../schemas/campaign-changes.ts';
import { heilongjiang2023 as file } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

/** Many units with names, each with its own obligations and days for many forms. */
function large(units: number, forms: number): CampaignChanges {
  const ids = Array.from({ length: units }, (_, n) => `unit-${n}`);
  const names = Array.from({ length: forms }, (_, n) => `form-${n}`);
  return {
    ...NO_CHANGES,
    units: ids.map((id, n) => ({
      id,
      name: { zh: `省第${n}单位${'名'.repeat(10)}`, en: `Department number ${n} of the province` },
      group: 'city',
      owes: Object.fromEntries(names.map((form, f) => [form, (n + f) % 2 ? 'required' : 'optional'])),
      removed: false,
    })),
    extensions: Object.fromEntries(
      ids.map((id, n) => [
        id,
        Object.fromEntries(
          names.map((form, f) => [
            form,
            { due: `2023-06-${10 + ((n * f) % 20)}`, closes: `2023-08-${10 + ((n + f) % 20)}` },
          ]),
        ),
      ]),
    ),
  };
}

describe('what the lead office changed', () => {
  let table: MemoryTable;
  const save = async (changes: CampaignChanges, version?: number) => {
    const stored = await findChanges(table, file.id);
    const { put, condition } = writeChanges(file.id, {
      ...stored,
      changes,
      version: version ?? stored.version,
    });
    await table.put(put, condition);
  };

  beforeEach(() => {
    table = memoryTable();
  });

  it('is one row of well under 400 KB for 200 units and 10 forms', async () => {
    const changes = large(200, 10);
    await save(changes);
    const [row] = table.rows();
    const packed = row?.changes instanceof Uint8Array ? row.changes : Buffer.alloc(1e9);
    expect(packed.length).toBeLessThan(60_000);
    expect((await findChanges(table, file.id)).changes).toEqual(changes);
  });

  it('is written by one of two who changed the same version', async () => {
    await save(NO_CHANGES);
    await save({ ...NO_CHANGES, days: { summary: { due: '2023-06-30' } } });
    await expect(save(NO_CHANGES, 1)).rejects.toBeInstanceOf(ConditionFailed);
    await expect(save(NO_CHANGES, 0)).rejects.toBeInstanceOf(ConditionFailed);
    expect((await findChanges(table, file.id)).changes.days).toEqual({ summary: { due: '2023-06-30' } });
  });

  it('is seen by the next read of anybody, and worked out once a version', async () => {
    const read = campaignReader(table, file);
    expect((await read()).campaign).toBe(file);
    await save({ ...NO_CHANGES, days: { summary: { due: '2023-06-30' } } });
    const after = (await read()).campaign;
    expect(after.requests.find(({ form }) => form === 'summary')?.due).toBe('2023-06-30');
    expect((await read()).campaign).toBe(after);
    expect(table.calls.filter((call) => call === 'get')).toHaveLength(4);
  });

  it('is refused when it does not fit into a row', () => {
    const units = Array.from({ length: 4000 }, (_, n) => ({
      id: `unit-${n}`,
      name: { zh: randomBytes(120).toString('hex'), en: `Unit ${n}` },
      group: 'city',
      removed: false,
    }));
    const write = () => writeChanges(file.id, { version: 0, ended: {}, changes: { ...NO_CHANGES, units } });
    expect(write).toThrow(Problem);
  });
});
