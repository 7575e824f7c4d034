import { setTimeout as sleep } from 'node:timers/promises';
import { Cron } from 'croner';
import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';
import { functionByArn } from './rules.ts';
import type { Pump } from './stream.ts';

const REACHABLE = notHere('a function of this machine is always within reach');

const Shape = z.strictObject({
  Description: notHere('for people'),
  FlexibleTimeWindow: notHere('punctual is within any window'),
  GroupName: notHere('only a name'),
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    DeadLetterConfig: REACHABLE,
    Input: z.string().default('{}'),
    RetryPolicy: REACHABLE,
    RoleArn: notHere('read by the authorizer'),
  }),
});

/** When a function is started by the clock. */
export type Times = { everyMs: number } | { cron: Cron };

export interface Schedule {
  id: string;
  functionId: string;
  functionArn: string;
  input: string;
  times: Times;
}

const UNITS: { [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `rate(5 minutes)`, `cron(0 10 * * ? *)`
 * @throws Error for an expression that is not known here
 */
export function readTimes(expression: string, timezone: string): Times {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (value !== undefined && unit !== undefined) return { everyMs: Number(value) * (UNITS[unit] ?? 0) };
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/) ?? [];
  if (fields.length !== 6) throw new Error(`the schedule ${expression} is not known here`);
  // AWS has no seconds, counts Sunday as 1, and writes ? for "whatever the other day field says".
  const pattern = ['0', ...fields].join(' ').replaceAll('?', '*');
  return { cron: new Cron(pattern, { timezone, alternativeWeekdays: true, mode: '7-part', paused: true }) };
}

/** @throws Error naming a schedule whose target is no function here */
export function schedulesOf(template: ResolvedTemplate): Schedule[] {
  return resourcesOf(template, 'AWS::Scheduler::Schedule', Shape)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map(({ id, properties }) => {
      const { Target, ScheduleExpression, ScheduleExpressionTimezone } = properties;
      const functionId = functionByArn(template, Target.Arn);
      if (!functionId) throw new Error(`the schedule ${id} starts ${Target.Arn}, which is no function here`);
      return {
        id,
        functionId,
        functionArn: Target.Arn,
        input: Target.Input,
        times: readTimes(ScheduleExpression, ScheduleExpressionTimezone),
      };
    });
}

/** Timers cannot be set further ahead. */
const FURTHEST_MS = 3_600_000;

/**
 * Starts a function at its times. `cron` goes by the clock of the campaign, so that its mornings are mornings;
 * `rate` by the real one, and its first time is now: what a crash left behind is healed by what runs at intervals.
 */
export function startSchedule({ times }: Schedule, campaignNow: () => Date, fire: () => void): Pump {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal }).catch(() => {});

  async function repeat(everyMs: number): Promise<void> {
    while (!signal.aborted) {
      fire();
      await pause(everyMs);
    }
  }

  async function keepAppointments(cron: Cron): Promise<void> {
    while (!signal.aborted) {
      const next = cron.nextRun(campaignNow());
      if (!next) return;
      for (let left = 1; left > 0 && !signal.aborted; ) {
        left = next.getTime() - campaignNow().getTime();
        if (left > 0) await pause(Math.min(left, FURTHEST_MS));
      }
      if (!signal.aborted) fire();
    }
  }

  const running = 'cron' in times ? keepAppointments(times.cron) : repeat(times.everyMs);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
