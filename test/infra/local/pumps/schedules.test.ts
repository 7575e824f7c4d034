import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { readTimes, startSchedule } from '../../../../infra/local/pumps/schedules.ts';

const next = (expression: string, timezone: string, after: string) => {
  const times = readTimes(expression, timezone);
  return 'cron' in times ? times.cron.nextRun(new Date(after))?.toISOString() : undefined;
};

describe('the times of a schedule', () => {
  it.each([
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('%s', (expression, everyMs) => {
    expect(readTimes(expression, 'UTC')).toEqual({ everyMs });
  });

  it.each([
    ['cron(0 10 * * ? *)', 'Asia/Shanghai', '2023-05-10T01:00:00Z', '2023-05-10T02:00:00.000Z'],
    ['cron(0 10 * * ? *)', 'Asia/Shanghai', '2023-05-10T02:00:00Z', '2023-05-11T02:00:00.000Z'],
    // On AWS 1 is Sunday.
    ['cron(30 8 ? * 2 *)', 'UTC', '2023-05-10T00:00:00Z', '2023-05-15T08:30:00.000Z'],
    ['cron(30 8 ? * MON-FRI *)', 'UTC', '2023-05-13T00:00:00Z', '2023-05-15T08:30:00.000Z'],
    ['cron(0 0 1 6 ? 2024)', 'UTC', '2023-05-13T00:00:00Z', '2024-06-01T00:00:00.000Z'],
  ])('%s in %s after %s', (expression, timezone, after, wanted) => {
    expect(next(expression, timezone, after)).toBe(wanted);
  });

  it.each(['at(2023-05-10T00:00:00)', 'rate(5 seconds)', 'cron(0 10 * * *)', ''])(
    '%s is not known',
    (expression) => {
      expect(() => readTimes(expression, 'UTC')).toThrow(/is not known here/);
    },
  );
});

describe('a schedule', () => {
  const schedule = { id: 's', functionId: 'f', functionArn: 'a', input: '{}' };

  it('with a rate starts at once and then at intervals', async () => {
    let fired = 0;
    const pump = startSchedule(
      { ...schedule, times: { everyMs: 20 } },
      () => new Date(),
      () => void fired++,
    );
    expect(fired).toBe(1);
    await sleep(70);
    await pump.stop();
    const until = fired;
    expect(until).toBeGreaterThan(1);
    await sleep(50);
    expect(fired).toBe(until);
  });

  it('with a cron goes by the clock of the campaign', async () => {
    let fired = 0;
    const offset = Date.parse('2023-05-10T09:59:59.900+08:00') - Date.now();
    const pump = startSchedule(
      { ...schedule, times: readTimes('cron(0 10 * * ? *)', 'Asia/Shanghai') },
      () => new Date(Date.now() + offset),
      () => void fired++,
    );
    expect(fired).toBe(0);
    await sleep(250);
    await pump.stop();
    expect(fired).toBe(1);
  });
});
