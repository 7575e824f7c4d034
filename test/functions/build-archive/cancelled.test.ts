import { beforeEach, describe, expect, it } from '@jest/globals';
import { keys } from '../../../functions/shared/records/keys.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { order, rowOf, run, type World, world } from './job.ts';

describe('a job that was cancelled', () => {
  let d: World;
  let id: string;
  beforeEach(async () => {
    d = world();
    await store(d.table, { unit: 'harbin', form: 'summary', answers: {} });
    id = await order(d);
  });

  const cancel = () =>
    d.table.update({
      key: keys.archive(CAMPAIGN, id),
      update: 'SET #state = :cancelled REMOVE #queue, queuedAt',
      names: { '#state': 'state', '#queue': 'queue' },
      values: { ':cancelled': 'cancelled' },
    });
  const mails = () => d.table.rows().filter(({ type }) => type === 'mail');

  it('before it began stores nothing and does not fail', async () => {
    await cancel();
    await run(d, id, 'plan', 'build', 'finish');
    expect([...d.stores.archives.keys()]).toEqual([]);
    expect([rowOf(d, id)?.state, mails()]).toEqual(['cancelled', []]);
  });

  it('while it was planned is not built', async () => {
    const { update } = d.table;
    d.table.update = async (change) => {
      d.table.update = update;
      await cancel();
      return update(change);
    };
    await run(d, id, 'plan', 'build', 'finish');
    expect(d.stores.archives.has(`archives/${id}.zip`)).toBe(false);
    expect([rowOf(d, id)?.state, mails()]).toEqual(['cancelled', []]);
  });

  it('when it was built is not announced, and stays cancelled whatever comes after', async () => {
    await run(d, id, 'plan', 'build');
    await cancel();
    await run(d, id, 'finish', 'fail', 'build');
    expect(rowOf(d, id)).toMatchObject({ state: 'cancelled' });
    expect(rowOf(d, id)).not.toHaveProperty('queue');
    expect(mails()).toEqual([]);
  });
});
