import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { CAPABILITIES } from '../../infra/capabilities.ts';
import { CHINA, environmentOf, synthesise } from './synthesised.ts';

const all = Object.keys(CAPABILITIES);
const partitions = [
  { partition: 'aws', template: synthesise(), functions: all },
  // A mail server tells nothing of its mails.
  {
    partition: 'aws-cn',
    template: synthesise(CHINA),
    functions: all.filter((name) => name !== 'track-mail'),
  },
];

describe.each(partitions)('in the partition $partition', ({ template, functions }) => {
  it.each(functions)('%s finds in its environment all that its settings ask for', async (name) => {
    const { Settings }: { Settings: z.ZodType } = await import(`../../functions/${name}/settings.ts`);
    const result = Settings.safeParse(environmentOf(template, name));
    expect(result.error?.issues ?? []).toEqual([]);
  });

  it.each(functions)('%s is told nothing that its settings do not read', async (name) => {
    const { Settings }: { Settings: z.ZodType } = await import(`../../functions/${name}/settings.ts`);
    const read = new Set(Object.keys(Settings.parse(environmentOf(template, name)) as object));
    const given = Object.keys(environmentOf(template, name)).filter((key) => key !== 'CAPABILITY');
    // The origin comes with its bucket, for those who sign; those who stream reach the bucket by its name.
    const unread = given.filter((variable) => !read.has(variable) && !variable.endsWith('_ORIGIN'));
    expect(unread).toEqual([]);
  });

  it.each(functions)('%s runs on the real time', (name) => {
    expect(environmentOf(template, name)).not.toHaveProperty('CLOCK_OFFSET_SECONDS');
  });
});
